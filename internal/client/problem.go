package client

import (
	"encoding/json"
	"fmt"
	"net/http"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// ProblemError is a refusal, as the server has put it.
type ProblemError struct{ wire.Problem }

// Error returns the problem's title and detail.
func (p *ProblemError) Error() string {
	if p.Detail == "" {
		return p.Title
	}
	return p.Title + ": " + p.Detail
}

// problem decodes a refusal. An answer without a problem of the contract comes from a server
// between client and Homeward.
func problem(response *http.Response, content []byte) error {
	var p ProblemError
	if json.Unmarshal(content, &p.Problem) != nil || p.Code == "" {
		return fault.New(fault.Unknown, fmt.Sprintf("the server answered %s; is this a Homeward server?", response.Status))
	}
	return &p
}
