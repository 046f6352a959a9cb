// Package rest stands for a part of the client of Kubernetes, which this Temporal server does not use.
package rest

import "errors"

// Config holds nothing.
type Config struct{}

// InClusterConfig returns an error.
func InClusterConfig() (*Config, error) {
	return nil, errors.New("this Temporal server was built without Kubernetes")
}
