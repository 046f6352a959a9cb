// Package option stands for Google's own of this name, which this Temporal server does not use.
package option

import "golang.org/x/oauth2"

// ClientOption sets nothing.
type ClientOption struct{}

// WithTokenSource returns an option that sets nothing.
func WithTokenSource(oauth2.TokenSource) ClientOption { return ClientOption{} }
