// SPDX-License-Identifier: Apache-2.0
// tests/conformance/go/world.go: what lies behind an engine: a local server, files, secrets

package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
)

type page struct {
	Status  int
	Body    string // a file
	Echo    []string
	Failure string
}

// Services are those of one job; contents are files' paths.
type services struct {
	HTTP    map[string]page
	Files   map[string]string
	Secrets map[string]string
}

// A World stands behind the engine; runs see the services of the job under way.
type World struct {
	// OnSecrets gets the names of those that the environment has for the runs that follow.
	OnSecrets  func(names []string)
	notEnabled error
	now        services
}

// NewWorld starts the server that every address leads an engine to. Where a job has no files their
// error is the engine's own.
func NewWorld(notEnabled error) (*World, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	made := &World{notEnabled: notEnabled}
	transport, isTransport := http.DefaultTransport.(*http.Transport)
	if !isTransport {
		return nil, errors.New("the engine's HTTP client has a transport of its own")
	}
	transport.Proxy = nil
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, listener.Addr().String())
	}
	go func() { _ = http.Serve(listener, made) }()
	return made, nil
}

// File is the content of a static file.
func (w *World) File(name string) ([]byte, error) {
	if w.now.Files == nil {
		return nil, w.notEnabled
	}
	file, exists := w.now.Files[name]
	if !exists {
		return nil, errors.New("file not found")
	}
	return os.ReadFile(file)
}

// enter makes the services those of the runs that follow.
func (w *World) enter(next services) error {
	for name := range w.now.Secrets {
		if err := os.Unsetenv(name); err != nil {
			return err
		}
	}
	var names []string
	for name, value := range next.Secrets {
		names = append(names, name)
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	w.now = next
	if w.OnSecrets != nil {
		w.OnSecrets(names)
	}
	return nil
}

func (w *World) ServeHTTP(out http.ResponseWriter, in *http.Request) {
	found, exists := w.now.HTTP["http://"+in.Host+in.RequestURI]
	if !exists || found.Failure != "" {
		panic(http.ErrAbortHandler) // hangs up
	}
	content, err := found.content(in)
	if err != nil {
		panic(err)
	}
	if found.Status != 0 {
		out.WriteHeader(found.Status)
	}
	_, _ = out.Write(content) // a status without a body refuses it
}

func (p page) content(in *http.Request) ([]byte, error) {
	if p.Echo == nil && p.Body == "" {
		return nil, nil
	}
	if p.Echo == nil {
		return os.ReadFile(p.Body)
	}
	body, err := io.ReadAll(in.Body)
	if err != nil {
		return nil, err
	}
	parts := []string{in.Method}
	for _, name := range p.Echo {
		parts = append(parts, fmt.Sprintf("%s=%s", name, in.Header.Get(name)))
	}
	return []byte(strings.Join(append(parts, string(body)), " ")), nil
}
