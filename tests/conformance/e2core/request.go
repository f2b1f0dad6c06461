// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core/request.go: the HTTP request around a payload, as the server makes it

package main

import (
	"strings"

	"github.com/suborbital/systemspec/request"
)

type requestFields struct {
	Method, URL            string
	Headers, Params, State map[string]string
}

// with gives a request of its own to each run: a plugin may change it.
func (f requestFields) with(payload []byte) *request.CoordinatedRequest {
	made := &request.CoordinatedRequest{
		Method:      f.Method,
		URL:         f.URL,
		Body:        payload,
		Headers:     map[string]string{},
		RespHeaders: map[string]string{},
		Params:      map[string]string{},
		State:       map[string][]byte{},
	}
	if made.Method == "" {
		made.Method = "POST"
	}
	if made.URL == "" {
		made.URL = "/"
	}
	for name, value := range f.Headers {
		made.Headers[strings.ToLower(name)] = value
	}
	for name, value := range f.Params {
		made.Params[name] = value
	}
	for name, value := range f.State {
		made.State[name] = []byte(value)
	}
	return made
}
