package config_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/config"
	"example.org/homeward/internal/ratelimit"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	c, err := config.FromEnv(from(map[string]string{"HOMEWARD_ORIGIN": "https://homeward.example"}), config.Needs{Origin: true})
	require.NoError(t, err)
	require.Equal(t, "https://homeward.example", c.SignIn.Origin)
	require.Empty(t, c.SignIn.Proxies, "no proxy is trusted by default")
	for _, rate := range []ratelimit.Rate{c.SignIn.Rates.Address, c.SignIn.Rates.Account, c.SignIn.Rates.SignIn, c.SignIn.Rates.Search} {
		require.False(t, rate.None(), "there is a limit by default")
	}
	require.Less(t, c.SignIn.Rates.SignIn.PerSecond, c.SignIn.Rates.Account.PerSecond)

	c, err = config.FromEnv(from(map[string]string{
		"HOMEWARD_ORIGIN": "http://localhost:8080", "HOMEWARD_PROXIES": "10.0.0.7/24, fd00::/64", "HOMEWARD_RATE_ACCOUNT": "5/9", "HOMEWARD_RATE_SEARCH": "none",
		"HOMEWARD_PROVIDERS": "/etc/homeward/providers.yaml",
	}), config.Needs{})
	require.NoError(t, err)
	require.Equal(t, "10.0.0.0/24", c.SignIn.Proxies[0].String())
	require.Len(t, c.SignIn.Proxies, 2)
	require.Equal(t, ratelimit.Rate{PerSecond: 5, Burst: 9}, c.SignIn.Rates.Account)
	require.True(t, c.SignIn.Rates.Search.None())

	for name, vars := range map[string]map[string]string{
		"HOMEWARD_ORIGIN is missing":            {},
		"HOMEWARD_ORIGIN is not":                {"HOMEWARD_ORIGIN": "homeward.example"},
		"HOMEWARD_ORIGIN is not a":              {"HOMEWARD_ORIGIN": "https://homeward.example/below"},
		"HOMEWARD_PROXIES is not":               {"HOMEWARD_ORIGIN": "https://h.example", "HOMEWARD_PROXIES": "10.0.0.1"},
		"HOMEWARD_PROXIES is not a list":        {"HOMEWARD_ORIGIN": "https://h.example", "HOMEWARD_PROXIES": "0.0.0.0/0"},
		"HOMEWARD_RATE_SIGNIN: a rate":          {"HOMEWARD_ORIGIN": "https://h.example", "HOMEWARD_RATE_SIGNIN": "often"},
		"HOMEWARD_RATE_ADDRESS: a rate is writ": {"HOMEWARD_ORIGIN": "https://h.example", "HOMEWARD_RATE_ADDRESS": "1/0"},
	} {
		_, err := config.FromEnv(from(vars), config.Needs{Origin: true})
		require.ErrorContains(t, err, name)
	}
}
