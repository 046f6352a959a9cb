// Package respond is the adapter between HTTP and the use-cases: it binds the parameters that the
// contract has validated, decodes the body once, calls a handler, and encodes its result. It decides
// nothing and never asks policy.
package respond
