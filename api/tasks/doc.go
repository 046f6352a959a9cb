// Package tasks answers the operations of the API on tasks: each handler decodes, calls one use-case,
// and encodes its result. It decides nothing and never asks policy.
package tasks
