// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/journal.go: what a plugin logs, picked out of the engine's own log

package host

import (
	"encoding/json"
	"sync"

	"github.com/suborbital/vektor/vlog"
)

type entry struct {
	Level   string `json:"level"`
	Message string `json:"message"`
}

// In JSON an empty list, not null.
var noEntries = []entry{}

var levels = map[int]string{1: "error", 2: "warn", 3: "info", 4: "debug"}

// A Journal is the writer of the engine's logger. A line of a plugin has the run's ident in its
// scope; the engine's own have no scope.
type Journal struct {
	Logger *vlog.Logger
	lock   sync.Mutex
	kept   []entry
}

// NewJournal makes one with the logger to give to the engine.
func NewJournal() *Journal {
	made := &Journal{}
	made.Logger = vlog.Default(vlog.Level(vlog.LogLevelDebug), vlog.WithWriter(made))
	return made
}

const prefixSize = len("(E) ") // the logger's own mark of the level

func (j *Journal) Write(line []byte) (int, error) {
	var logged struct {
		Message string `json:"log_message"`
		Level   int
		Scope   *struct{ Ident int32 }
	}
	if err := json.Unmarshal(line, &logged); err != nil {
		return 0, err
	}
	if logged.Scope != nil {
		j.lock.Lock()
		defer j.lock.Unlock()
		j.kept = append(j.kept, entry{levels[logged.Level], logged.Message[prefixSize:]})
	}
	return len(line), nil
}

func (j *Journal) clear() {
	j.lock.Lock()
	defer j.lock.Unlock()
	j.kept = noEntries
}

func (j *Journal) entries() []entry {
	j.lock.Lock()
	defer j.lock.Unlock()
	return j.kept
}
