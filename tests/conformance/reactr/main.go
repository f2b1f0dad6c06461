// SPDX-License-Identifier: Apache-2.0
// tests/conformance/reactr/main.go: reactr v0.15.1 as a host of the table (../README.md)

//go:build wasmtime

package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/suborbital/reactr/rcap"
	"github.com/suborbital/reactr/request"
	"github.com/suborbital/reactr/rt"
	"github.com/suborbital/reactr/rwasm"
	"github.com/suborbital/reactr/rwasm/api"
	"github.com/suborbital/reactr/rwasm/moduleref"
	"github.com/suborbital/reactr/rwasm/runtime"
	runtimewasmtime "github.com/suborbital/reactr/rwasm/runtime/wasmtime"

	host "se2-go-host"
)

type reactr struct {
	reactr  *rt.Reactr
	journal *host.Journal
	world   *host.World
}

func main() {
	journal := host.NewJournal()
	runtime.UseInternalLogger(journal.Logger)
	made, err := newReactr(journal)
	if err != nil {
		fmt.Fprintln(os.Stderr, "host: error:", err)
		os.Exit(1)
	}
	host.Main(made)
}

func newReactr(journal *host.Journal) (*reactr, error) {
	world, err := host.NewWorld(rcap.ErrCapabilityNotEnabled)
	if err != nil {
		return nil, err
	}
	config := rcap.DefaultConfigWithLogger(journal.Logger)
	config.File.FileFunc = world.File
	made, err := rt.NewWithConfig(config)
	if err != nil {
		return nil, err
	}
	return &reactr{made, journal, world}, nil
}

func (r *reactr) Journal() *host.Journal { return r.journal }

func (r *reactr) World() *host.World { return r.world }

func (r *reactr) Register(name, module string, instances int) (host.Do, error) {
	do := r.reactr.Register(name, rwasm.NewRunner(module),
		rt.PoolSize(instances), rt.MaxRetries(0), rt.RetrySeconds(0))
	return func(data any, back func(any, error)) { do(data).ThenDo(back) }, nil
}

func (r *reactr) Starter(module string) (func() error, error) {
	ref := &moduleref.WasmModuleRef{Filepath: module}
	builder := runtimewasmtime.NewBuilder(ref, api.API()...)
	start := func() error {
		_, err := builder.New()
		return err
	}
	return start, start()
}

func (r *reactr) Native(made host.Request) any {
	return &request.CoordinatedRequest{
		Method:      made.Method,
		URL:         made.URL,
		ID:          made.ID,
		Body:        made.Body,
		Headers:     made.Headers,
		RespHeaders: map[string]string{},
		Params:      made.Params,
		State:       made.StateBytes(),
	}
}

func (r *reactr) Answer(answer any) (host.Answer, bool) {
	response, isResponse := answer.(*request.CoordinatedResponse)
	if !isResponse {
		return host.Answer{}, false
	}
	return host.Answer{Output: response.Output, Headers: response.RespHeaders}, true
}

func (r *reactr) Ended(err error) (int, string, bool) {
	var ended rt.RunErr
	isEnd := errors.As(err, &ended)
	return ended.Code, ended.Message, isEnd
}
