package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
)

func TestNothingMayBeMissing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, spoil := range map[string]func(*api.Config){
		"authenticator": func(c *api.Config) { c.Authenticator = nil }, "commands": func(c *api.Config) { c.Commands = nil },
		"record": func(c *api.Config) { c.Record = nil }, "directory": func(c *api.Config) { c.Directory = nil },
		"corridors": func(c *api.Config) { c.Corridors = nil }, "rosters": func(c *api.Config) { c.Rosters = nil },
		"events": func(c *api.Config) { c.Events = nil }, "procedure": func(c *api.Config) { c.Procedure = nil },
		"references": func(c *api.Config) { c.NewRef = nil }, "clock": func(c *api.Config) { c.Now = nil }, "logger": func(c *api.Config) { c.Logger = nil },
	} {
		config := h.config()
		spoil(&config)
		_, err := api.New(config)
		require.Error(t, err, name)
	}
}
