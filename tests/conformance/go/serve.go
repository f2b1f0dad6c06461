// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/serve.go: the lines of ../README.md around a real host written in Go

// Package host is what programs around a real host share.
package host

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
)

// A job is one row of the table.
type job struct {
	Module, Lifetime string
	Payloads         []string
	Timed            bool
	Request          Request
	Services         services
}

// Main answers all jobs of standard input on file descriptor 3: from before main on, engines print
// to standard output as they like. What kills the engine kills this process: its last words are on
// standard error. With an argument, a number of workers, the lines are those of crowd.
func Main(engine Engine) {
	if err := serve(engine, json.NewEncoder(os.NewFile(3, "reports"))); err != nil {
		fmt.Fprintln(os.Stderr, "host: error:", err)
		os.Exit(1)
	}
}

func serve(engine Engine, reports *json.Encoder) error {
	if len(os.Args) < 2 {
		return answer(engine, os.Stdin, reports)
	}
	workers, err := strconv.Atoi(os.Args[1])
	if err != nil {
		return err
	}
	return crowd(engine, workers, os.Stdin, reports)
}

func answer(engine Engine, input io.Reader, reports *json.Encoder) error {
	jobs, err := readJobs(input)
	if err != nil {
		return err
	}
	pools := pools{engine: engine, freshRuns: freshRuns(jobs)}
	for _, job := range jobs {
		poolOfNext := pools.of(job)
		start, err := starter(engine, job)
		if err != nil {
			return err
		}
		if err := engine.World().enter(job.Services); err != nil {
			return err
		}
		for _, file := range job.Payloads {
			payload, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			made := poolOfNext().run(job.Request.with(payload))
			if made.StartTime, err = timeOf(start); err != nil {
				return err
			}
			if err := reports.Encode(made); err != nil {
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

// freshRuns counts, for each module, the runs that are to have an instance of their own.
func freshRuns(jobs []job) map[string]int {
	counts := map[string]int{}
	for _, job := range jobs {
		if job.Lifetime != "reuse" {
			counts[job.Module] += len(job.Payloads)
		}
	}
	return counts
}
