// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core/report.go: what the engine's answer to a run is called in a report

package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bytecodealliance/wasmtime-go"
	"github.com/suborbital/e2core/foundation/scheduler"
	"github.com/suborbital/systemspec/request"
)

// A report has the members of one of se2-run --json. The engine counts no violations: null.
type report struct {
	Outcome         string            `json:"outcome"`
	Output          []byte            `json:"output_base64"`
	Code            *int              `json:"code"`
	Message         *string           `json:"message"`
	Log             []entry           `json:"log"`
	ResponseHeaders map[string]string `json:"response_headers"`
	Violations      *struct{}         `json:"violations"`
}

func reportOf(answer any, err error, log []entry) report {
	var ended scheduler.RunErr
	var trap *wasmtime.Trap
	if errors.As(err, &ended) {
		return report{Outcome: "error", Code: &ended.Code, Message: &ended.Message, Log: log}
	}
	if errors.As(err, &trap) {
		message := reason(err)
		return report{Outcome: "trap", Message: &message, Log: log}
	}
	if err != nil {
		return hostError(reason(err), log)
	}
	response, isResponse := answer.(*request.CoordinatedResponse)
	if !isResponse {
		return hostError(fmt.Sprintf("the engine answered with a %T", answer), log)
	}
	outcome := "result"
	if response.Output == nil {
		outcome = "none"
	}
	return report{
		Outcome:         outcome,
		Output:          response.Output,
		Log:             log,
		ResponseHeaders: response.RespHeaders,
	}
}

func hostError(message string, log []entry) report {
	return report{Outcome: "host_error", Message: &message, Log: log}
}

// reason is the line of an error that names the trap, or else its first: no backtrace.
func reason(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for _, line := range lines {
		if strings.Contains(line, "wasm trap") {
			return strings.TrimSpace(line)
		}
	}
	return lines[0]
}
