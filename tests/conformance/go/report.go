// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/report.go: what an engine's answer to a run is called in a report

package host

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bytecodealliance/wasmtime-go"
)

// A Report has the members of one of se2-run --json. The engine counts no violations: null.
type Report struct {
	Outcome         string            `json:"outcome"`
	Output          []byte            `json:"output_base64"`
	Code            *int              `json:"code"`
	Message         *string           `json:"message"`
	Log             []entry           `json:"log"`
	ResponseHeaders map[string]string `json:"response_headers"`
	Violations      *struct{}         `json:"violations"`
	StartTime       float64           `json:"start_us"`
	RunTime         float64           `json:"run_us"`
}

func reportOf(engine Engine, answer any, err error) Report {
	if code, message, isEnd := engine.Ended(err); isEnd {
		return Report{Outcome: "error", Code: &code, Message: &message}
	}
	var trap *wasmtime.Trap
	if errors.As(err, &trap) {
		message := reason(err)
		return Report{Outcome: "trap", Message: &message}
	}
	if err != nil {
		return hostError(reason(err))
	}
	given, isAnswer := engine.Answer(answer)
	if !isAnswer {
		return hostError(fmt.Sprintf("the engine answered with a %T", answer))
	}
	outcome := "result"
	if given.Output == nil {
		outcome = "none"
	}
	return Report{
		Outcome:         outcome,
		Output:          given.Output,
		ResponseHeaders: given.Headers,
	}
}

func hostError(message string) Report {
	return Report{Outcome: "host_error", Message: &message}
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
