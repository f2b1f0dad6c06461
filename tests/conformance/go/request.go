// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/request.go: the HTTP request around a payload, as a server makes it

package host

import "strings"

// A Request has no map that is nil once it is given to an engine.
type Request struct {
	Method, URL, ID        string
	Body                   []byte `json:"-"`
	Headers, Params, State map[string]string
}

// with gives a request of its own to each run: a plugin may change it.
func (r Request) with(payload []byte) Request {
	made := Request{
		Method:  r.Method,
		URL:     r.URL,
		ID:      r.ID,
		Body:    payload,
		Headers: map[string]string{},
		Params:  map[string]string{},
		State:   map[string]string{},
	}
	if made.Method == "" {
		made.Method = "POST"
	}
	if made.URL == "" {
		made.URL = "/"
	}
	for name, value := range r.Headers {
		made.Headers[strings.ToLower(name)] = value
	}
	for name, value := range r.Params {
		made.Params[name] = value
	}
	for name, value := range r.State {
		made.State[name] = value
	}
	return made
}

// StateBytes is the state as engines keep it.
func (r Request) StateBytes() map[string][]byte {
	state := map[string][]byte{}
	for name, value := range r.State {
		state[name] = []byte(value)
	}
	return state
}
