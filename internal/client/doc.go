// Package client calls Homeward's HTTP API: one generated method for each operation of the
// contract, with the contract's own types, and by hand what a method cannot do: signing in,
// following events, waiting for a write. It makes no keys and decides nothing: keys and versions
// come from the caller, and a problem is returned as the server has put it.
package client

//go:generate go tool -modfile=../../tools/codegen/go.mod oapi-codegen -config codegen.yaml ../../api/openapi.yaml
