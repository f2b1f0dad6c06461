// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core/host.go: the engine, and pools of a module's instances inside it

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/suborbital/e2core/foundation/scheduler"
	"github.com/suborbital/e2core/sat/api"
	"github.com/suborbital/e2core/sat/engine"
	"github.com/suborbital/e2core/sat/engine/runtime"
	"github.com/suborbital/systemspec/capabilities"
	"github.com/suborbital/systemspec/request"
)

const (
	loadLimit = 60 * time.Second // a Python plugin compiles for seconds
	runLimit  = 10 * time.Second
)

var errNoAnswer = errors.New("no answer in time")

type host struct {
	engine  *engine.Engine
	module  string
	journal *journal
	pools   int
}

func newHost(module string) (*host, error) {
	journal := newJournal()
	runtime.UseInternalLogger(journal.logger)
	functions, err := api.NewWithConfig(capabilities.DefaultConfigWithLogger(journal.logger))
	if err != nil {
		return nil, err
	}
	return &host{engine: engine.NewWithAPI(functions), module: module, journal: journal}, nil
}

// A pool is a registration of the module, compiled and started at its first run. The engine reuses
// instances, each in its turn: of n runs in a pool of n, each has one to itself.
type pool struct {
	host      *host
	instances int
	do        scheduler.JobFunc
	failure   error
}

func (h *host) pool(instances int) *pool {
	return &pool{host: h, instances: instances}
}

func (p *pool) run(request *request.CoordinatedRequest) report {
	if p.do == nil && p.failure == nil {
		p.failure = p.load()
	}
	if p.failure != nil {
		return hostError("start-up failed: "+reason(p.failure), noEntries)
	}
	p.host.journal.clear()
	answer, err := await(p.do(request), runLimit)
	log := p.host.journal.entries()
	if errors.Is(err, errNoAnswer) {
		return hostError(fmt.Sprintf("the real host is blocked: no answer in %s", runLimit), log)
	}
	return reportOf(answer, err, log)
}

// load waits for the engine to start all instances. It tells nobody, but answers its first job
// only then: one that it refuses before it takes an instance.
func (p *pool) load() error {
	p.host.pools++
	do, err := p.host.engine.RegisterFromFile(strconv.Itoa(p.host.pools), p.host.module,
		scheduler.PoolSize(p.instances), scheduler.MaxRetries(0), scheduler.RetrySeconds(0))
	if err != nil {
		return err
	}
	unmarshalable := make(chan int)
	_, err = await(do(unmarshalable), loadLimit)
	var refused *json.UnsupportedTypeError
	if errors.As(err, &refused) {
		p.do = do
		return nil
	}
	return err
}

// await gives the engine's answer; a run that blocks goes on behind it.
func await(result *scheduler.Result, limit time.Duration) (any, error) {
	type outcome struct {
		answer any
		err    error
	}
	done := make(chan outcome, 1)
	result.ThenDo(func(answer any, err error) { done <- outcome{answer, err} })
	select {
	case got := <-done:
		return got.answer, got.err
	case <-time.After(limit):
		return nil, errNoAnswer
	}
}
