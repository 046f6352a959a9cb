// Package impersonate stands for Google's own of this name, which this Temporal server does not use.
package impersonate

import (
	"context"
	"errors"

	"golang.org/x/oauth2"
	"google.golang.org/api/option"
)

// CredentialsConfig says which credentials are wanted.
type CredentialsConfig struct {
	TargetPrincipal   string
	Scopes, Delegates []string
}

// CredentialsTokenSource returns an error.
func CredentialsTokenSource(context.Context, CredentialsConfig, ...option.ClientOption) (oauth2.TokenSource, error) {
	return nil, errors.New("this Temporal server was built without Google Cloud")
}
