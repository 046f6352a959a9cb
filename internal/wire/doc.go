// Package wire holds the types of the HTTP contract, generated from api/openapi.yaml. The server
// encodes them and the client decodes them; nothing else should use them. It never holds rules.
package wire

//go:generate go tool -modfile=../../tools/codegen/go.mod oapi-codegen -config codegen.yaml ../../api/openapi.yaml
