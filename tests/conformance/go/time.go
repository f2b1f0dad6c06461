// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/time.go: how long an engine takes to start an instance

package host

import "time"

// starter is nil for what is not to be timed. The engine starts all instances of a pool at once, so
// that it is another one of the same module which is timed.
func starter(engine Engine, job job) (func() error, error) {
	if !job.Timed || job.Lifetime == "reuse" {
		return nil, nil
	}
	return engine.Starter(job.Module)
}

func timeOf(start func() error) (float64, error) {
	if start == nil {
		return 0, nil
	}
	begun := time.Now()
	err := start()
	return microseconds(time.Since(begun)), err
}

func microseconds(duration time.Duration) float64 {
	return float64(duration.Nanoseconds()) / 1000
}
