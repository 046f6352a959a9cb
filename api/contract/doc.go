// Package contract reads the OpenAPI description that the API is built from, and holds
// requests against it: what the description says is what is enforced, once, before any
// handler runs. It reports places and codes, never a submitted value, and never a name
// that the sender made up. It understands the part of JSON Schema that the description
// uses and refuses to load a description that uses more, so that no constraint is ever
// passed over. It knows nothing of HTTP servers and decides nothing about rights.
package contract
