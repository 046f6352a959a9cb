// Package clientcmd stands for a part of the client of Kubernetes, which this Temporal server does
// not use.
package clientcmd

import (
	"errors"

	"k8s.io/client-go/rest"
)

var errWithout = errors.New("this Temporal server was built without Kubernetes")

// The types that callers name or use.
type (
	Config          struct{}
	ConfigOverrides struct{ CurrentContext string }
	ClientConfig    struct{}
)

func Load([]byte) (*Config, error) { return nil, errWithout }

func NewDefaultClientConfig(Config, *ConfigOverrides) ClientConfig { return ClientConfig{} }

func (ClientConfig) ClientConfig() (*rest.Config, error) { return nil, errWithout }
