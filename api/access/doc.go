// Package access answers the operations of the API on who may see a case and who has seen it: each
// handler decodes, calls one use-case, and encodes its result. It decides nothing and never asks policy.
package access
