// Package contract parses the OpenAPI description of the API and validates requests against it, once,
// before any handler runs. It reports places and codes, never a submitted value and never a name that
// the client made up. It supports the part of JSON Schema that the description uses, and refuses to
// load a description that uses more, so that no constraint is silently ignored. It knows nothing of
// HTTP servers and decides nothing about rights.
package contract
