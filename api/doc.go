// Package api is the HTTP API. openapi.yaml is its contract and is written first; this package
// implements it. It authenticates callers, validates requests against the contract, and registers the
// handlers of the packages below it, which call use-cases. It decides nothing about a case, never calls
// the database or Temporal itself, never repeats what a client has sent, and never shows the text of an
// error that is not marked as safe.
package api
