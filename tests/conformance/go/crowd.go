// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/crowd.go: many requests at once, to several modules of one engine

package host

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

type crowdRequest struct {
	Module, Payload string
}

// crowd gives each module so many workers, then hands all requests to the engine at once. Reports
// are in the order of the requests; the log, which belongs to no one of them, is left out.
func crowd(engine Engine, workers int, input io.Reader, reports *json.Encoder) error {
	var requests []crowdRequest
	pools := map[string]*pool{}
	for lines := json.NewDecoder(input); ; {
		var next crowdRequest
		if err := lines.Decode(&next); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("request %d of standard input: %w", len(requests)+1, err)
		}
		requests = append(requests, next)
		if pools[next.Module] == nil {
			pools[next.Module] = load(engine, fmt.Sprint(len(pools)), next.Module, workers)
		}
	}
	made := make([]Report, len(requests))
	var all sync.WaitGroup
	all.Add(len(requests))
	for i, next := range requests {
		go func(i int, next crowdRequest) {
			defer all.Done()
			made[i] = pools[next.Module].answer(Request{}.with([]byte(next.Payload)), crowdLimit)
			made[i].Log = nil
		}(i, next)
	}
	all.Wait()
	for _, report := range made {
		if err := reports.Encode(report); err != nil {
			return err
		}
	}
	return nil
}
