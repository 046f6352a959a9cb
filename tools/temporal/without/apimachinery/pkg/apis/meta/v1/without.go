// Package v1 stands for the types of Kubernetes, which this Temporal server does not use.
package v1

// The types that callers name.
type (
	GetOptions    struct{}
	UpdateOptions struct{}
)
