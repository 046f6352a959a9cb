package config_test

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/config"
)

// A password is never in the first log line or in the text of a mistake, even if the address
// around it is not valid.
func FuzzPassword(f *testing.F) {
	const begin = "7391820"
	for _, rest := range []string{"", "#a", "/a", "?a=b", "@b", ":c", "%zz", " ", "\x00", "'", "\\"} {
		f.Add(rest)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		for _, dsn := range []string{
			"postgres://app:" + begin + rest + "@db:5432/homeward",
			"postgres://app:" + url.QueryEscape(begin+rest) + "@db:5432/homeward",
			"postgres://db/homeward?password=" + begin + rest,
			"host=db password=" + begin + rest + " dbname=homeward",
			"postgres:" + begin + rest, begin + rest, "mysql://app:" + begin + rest + "@db/homeward",
		} {
			vars := good()
			vars["DATABASE_URL"] = dsn
			c, err := config.FromEnv(from(vars), all())
			require.NotContains(t, fmt.Sprint(err), begin)
			require.NotContains(t, fmt.Sprint(c.Redacted()), begin)
		}
	})
}
