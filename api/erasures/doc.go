// Package erasures answers the operations of the API on erasures, on the deletions that follow them,
// and on retention: each handler decodes, calls one use-case, and encodes its result. It decides
// nothing and never asks policy.
package erasures
