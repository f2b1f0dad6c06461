// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/pool.go: pools of a module's instances inside an engine

package host

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

const (
	// The engines never start a pool of more.
	maxInstances = 64
	loadLimit    = 60 * time.Second // a Python plugin compiles for seconds
	runLimit     = 10 * time.Second
	// Of a request that waits for all others before it.
	crowdLimit = 60 * time.Second
)

var errNoAnswer = errors.New("no answer in time")

// An Engine is the real host: E2 Core's, or reactr's, from which it comes.
type Engine interface {
	// Register makes a pool of so many instances of a module, none of which starts before the first
	// run. The engine reuses them, each in its turn.
	Register(name, module string, instances int) (Do, error)
	// Starter compiles a module; what it gives starts an instance of it, as the engine would.
	Starter(module string) (start func() error, err error)
	// Native turns a request into the engine's own.
	Native(Request) any
	// Answer reads what a run gave; ok is false where the engine gives no such thing.
	Answer(answer any) (given Answer, ok bool)
	// Ended is the code and message of an error of the plugin's own.
	Ended(err error) (code int, message string, ok bool)
	// Journal keeps what plugins log.
	Journal() *Journal
	// World is what plugins reach through the engine.
	World() *World
}

// A Do runs a job and calls back, once.
type Do func(data any, back func(answer any, err error))

// An Answer with a nil Output is none.
type Answer struct {
	Output  []byte
	Headers map[string]string
}

// A pool of n instances gives each of n runs one of its own.
type pool struct {
	engine  Engine
	do      Do
	failure error
}

// Jobs of one module stand together: their fresh runs share pools.
type pools struct {
	engine    Engine
	freshRuns map[string]int // to come, by module
	module    string
	fresh     *pool
	unused    int // instances of it
	count     int
}

// of gives what says which pool each run of a job is for.
func (p *pools) of(job job) func() *pool {
	if job.Lifetime == "reuse" {
		one := p.open(job.Module, 1)
		return func() *pool { return one }
	}
	return func() *pool { return p.freshOf(job.Module) }
}

func (p *pools) freshOf(module string) *pool {
	if p.module != module || p.unused == 0 {
		p.module, p.unused = module, p.freshRuns[module]
		if p.unused > maxInstances {
			p.unused = maxInstances
		}
		p.fresh = p.open(module, p.unused)
	}
	p.unused--
	p.freshRuns[module]--
	return p.fresh
}

func (p *pools) open(module string, instances int) *pool {
	p.count++
	return load(p.engine, strconv.Itoa(p.count), module, instances)
}

func load(engine Engine, name, module string, instances int) *pool {
	made := &pool{engine: engine}
	made.failure = made.start(name, module, instances)
	return made
}

// start waits for the engine to start all instances. It tells nobody, but answers its first job
// only then: one that it refuses before it takes an instance.
func (p *pool) start(name, module string, instances int) error {
	do, err := p.engine.Register(name, module, instances)
	if err != nil {
		return err
	}
	unmarshalable := make(chan int)
	_, err = await(do, unmarshalable, loadLimit)
	var refused *json.UnsupportedTypeError
	if errors.As(err, &refused) {
		p.do = do
		return nil
	}
	return err
}

func (p *pool) run(request Request) Report {
	journal := p.engine.Journal()
	journal.clear()
	made := p.answer(request, runLimit)
	made.Log = journal.entries()
	return made
}

func (p *pool) answer(request Request, limit time.Duration) Report {
	if p.failure != nil {
		return hostError("start-up failed: " + reason(p.failure))
	}
	begun := time.Now()
	answer, err := await(p.do, p.engine.Native(request), limit)
	ran := time.Since(begun)
	if errors.Is(err, errNoAnswer) {
		return hostError(fmt.Sprintf("the real host is blocked: no answer in %s", limit))
	}
	made := reportOf(p.engine, answer, err)
	made.RunTime = microseconds(ran)
	return made
}

// await gives the engine's answer; a run that blocks goes on behind it.
func await(do Do, data any, limit time.Duration) (any, error) {
	type outcome struct {
		answer any
		err    error
	}
	done := make(chan outcome, 1)
	do(data, func(answer any, err error) { done <- outcome{answer, err} })
	select {
	case got := <-done:
		return got.answer, got.err
	case <-time.After(limit):
		return nil, errNoAnswer
	}
}
