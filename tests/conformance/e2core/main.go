// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core/main.go: runs a module in E2 Core v0.5.1 itself, a line for each run

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

const usage = `usage: host MODULE <jobs 3>answers

Reads one job a line: {"lifetime": "fresh" or "reuse", "payloads" (files), "request" or none}.
Answers each payload with a line, in the shape of se2-run --json, on file descriptor 3: the engine
writes to standard output as it likes. What kills the engine kills this process: its last words are
on standard error. Exit code 0 once all are answered.
`

// A job is one row of the table.
type job struct {
	Lifetime string
	Payloads []string
	Request  requestFields
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	answers := json.NewEncoder(os.NewFile(3, "answers"))
	if err := answer(os.Args[1], os.Stdin, answers); err != nil {
		fmt.Fprintln(os.Stderr, "host: error:", err)
		os.Exit(1)
	}
}

func answer(module string, input io.Reader, answers *json.Encoder) error {
	jobs, err := readJobs(input)
	if err != nil {
		return err
	}
	host, err := newHost(module)
	if err != nil {
		return err
	}
	fresh := host.pool(freshRuns(jobs))
	for _, job := range jobs {
		pool := fresh
		if job.Lifetime == "reuse" {
			pool = host.pool(1)
		}
		for _, file := range job.Payloads {
			payload, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if err := answers.Encode(pool.run(job.Request.with(payload))); err != nil {
				return err
			}
		}
	}
	return nil
}

func readJobs(input io.Reader) ([]job, error) {
	var jobs []job
	for lines := json.NewDecoder(input); ; {
		var next job
		if err := lines.Decode(&next); errors.Is(err, io.EOF) {
			return jobs, nil
		} else if err != nil {
			return nil, fmt.Errorf("job %d of standard input: %w", len(jobs)+1, err)
		}
		jobs = append(jobs, next)
	}
}

func freshRuns(jobs []job) int {
	count := 0
	for _, job := range jobs {
		if job.Lifetime != "reuse" {
			count += len(job.Payloads)
		}
	}
	return count
}
