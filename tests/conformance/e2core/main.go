// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core/main.go: E2 Core v0.5.1's engine as a host of the table (../README.md)

package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/suborbital/e2core/foundation/scheduler"
	"github.com/suborbital/e2core/sat/api"
	"github.com/suborbital/e2core/sat/engine"
	"github.com/suborbital/e2core/sat/engine/runtime"
	runtimewasmtime "github.com/suborbital/e2core/sat/engine/runtime/wasmtime"
	"github.com/suborbital/systemspec/capabilities"
	"github.com/suborbital/systemspec/request"
	"github.com/suborbital/systemspec/tenant"

	host "se2-go-host"
)

type e2core struct {
	engine  *engine.Engine
	api     api.HostAPI
	journal *host.Journal
	world   *host.World
}

func main() {
	journal := host.NewJournal()
	runtime.UseInternalLogger(journal.Logger)
	made, err := newE2core(journal)
	if err != nil {
		fmt.Fprintln(os.Stderr, "host: error:", err)
		os.Exit(1)
	}
	host.Main(made)
}

func newE2core(journal *host.Journal) (*e2core, error) {
	world, err := host.NewWorld(capabilities.ErrCapabilityNotEnabled)
	if err != nil {
		return nil, err
	}
	config := capabilities.DefaultConfigWithLogger(journal.Logger)
	config.File.FileFunc = world.File
	secrets := &capabilities.EnvSecretsConfig{}
	world.OnSecrets = func(names []string) { secrets.AllowedKeys = names }
	config.Secrets.Env = secrets
	functions, err := api.NewWithConfig(config)
	if err != nil {
		return nil, err
	}
	return &e2core{engine.NewWithAPI(functions), functions, journal, world}, nil
}

func (e *e2core) Journal() *host.Journal { return e.journal }

func (e *e2core) World() *host.World { return e.world }

func (e *e2core) Register(name, module string, instances int) (host.Do, error) {
	do, err := e.engine.RegisterFromFile(name, module,
		scheduler.PoolSize(instances), scheduler.MaxRetries(0), scheduler.RetrySeconds(0))
	if err != nil {
		return nil, err
	}
	return func(data any, back func(any, error)) { do(data).ThenDo(back) }, nil
}

func (e *e2core) Starter(module string) (func() error, error) {
	data, err := os.ReadFile(module)
	if err != nil {
		return nil, err
	}
	builder := runtimewasmtime.NewBuilder(tenant.NewWasmModuleRef("", "", data), e.api)
	start := func() error {
		_, err := builder.New()
		return err
	}
	return start, start()
}

func (e *e2core) Native(r host.Request) any {
	return &request.CoordinatedRequest{
		Method:      r.Method,
		URL:         r.URL,
		ID:          r.ID,
		Body:        r.Body,
		Headers:     r.Headers,
		RespHeaders: map[string]string{},
		Params:      r.Params,
		State:       r.StateBytes(),
	}
}

func (e *e2core) Answer(answer any) (host.Answer, bool) {
	response, isResponse := answer.(*request.CoordinatedResponse)
	if !isResponse {
		return host.Answer{}, false
	}
	return host.Answer{Output: response.Output, Headers: response.RespHeaders}, true
}

func (e *e2core) Ended(err error) (int, string, bool) {
	var ended scheduler.RunErr
	isEnd := errors.As(err, &ended)
	return ended.Code, ended.Message, isEnd
}
