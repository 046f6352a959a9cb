package security_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// Addresses with a meaning for other programs: none of them leads past the guard of another
// route, none is repeated, and none sends the reader elsewhere.
func TestCraftedAddresses(t *testing.T) {
	t.Parallel()
	h := enter(t)
	who := at("tha-coordination", casework.RoleCoordinator)
	for _, path := range []string{
		"/../../../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/cases/../whoami", "/cases/%2e%2e/whoami", "/livez/../whoami",
		"/livez/..%2fwhoami", "/livez;/../whoami", "//whoami", "/./whoami", "/whoami/", "/whoami//", "/WHOAMI", "/whoami%20", "/whoami%00", "/whoami%0a", "/whoami;a=b",
		"/whoami.json", "/whoami/.", `/\whoami`, "/%77hoami/x", "/cases/c000000000%2fconsents", "/cases/c000000000%252fconsents", "/cases/c000000000/consents%3fa",
		"//" + mark + ".example/", "/\\" + mark + ".example/", "/%0d%0aSet-Cookie:%20a=" + mark, "/" + mark, "/cases/" + mark, "/cases/" + mark + "/timeline",
		"/cases/<script>alert(1)</script>", "/cases/%3Cscript%3E" + mark, "/cases/'%20or%201=1--", "/cases/$%7Bjndi:ldap:%2f%2fx%7D", "/cases/" + strings.Repeat("a", 20_000),
		"/cases/%ff%fe", "/cases/%c0%ae%c0%ae", "/cases/\xff", "/cases/%", "/cases/%zz", "/cases/c000000000/tasks/..%2f..%2f..%2fwhoami", "/cases/c000000000/tasks/register.1%00",
		"/problems/..%2f..%2fopenapi", "/problems/%3Cscript%3E", "/debug/pprof/", "/metrics", "/.git/config", "/.env", "/server-status", "/actuator/env", "/swagger", "/graphql",
		"/cases?stage=rescue%00", "/cases?stage=" + mark, "/cases?" + mark + "=1", "/cases?cursor=" + strings.Repeat("A", 300), "/cases?limit=-1", "/cases?limit=99999999999999999999",
		"/cases?limit=1&limit=2", "/cases?%", "/cases?a=%zz", "/events?case=" + mark + "%0d%0adata:%20x",
	} {
		raw := fmt.Sprintf("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: %s\r\n\r\n", path, who.badge())
		answers, closed := h.say(t, raw, 10*time.Second)
		require.True(t, closed, "%.80s", path)
		require.LessOrEqual(t, len(answers), 1)
		for _, a := range answers {
			require.GreaterOrEqual(t, a.status, 400, "%.80s: %.200s", path, a.body)
			require.Less(t, a.status, 500, "%.80s: %.200s", path, a.body)
			require.Empty(t, a.header.Get("Location"))
			require.NotContains(t, string(a.body), "<script")
			a.tellsNothing(t)
		}
	}
}

// Another spelling of an address does not bypass the sign-in.
func TestNoAddressBypassesTheSignIn(t *testing.T) {
	t.Parallel()
	h := enter(t)
	ways := []func(string) string{
		func(p string) string { return p },
		func(p string) string { return p + "/" },
		func(p string) string { return "/" + p },
		func(p string) string { return p + "?" },
		func(p string) string { return p + ";a" },
		func(p string) string { return p + "%20" },
		func(p string) string { return "/." + p },
		func(p string) string { return "/livez/.." + p },
		strings.ToUpper,
		func(p string) string { return strings.Replace(p, "/", "/%2e/", 1) },
		func(p string) string { return fmt.Sprintf("/%%%02x%s", p[1], p[2:]) },
	}
	guarded := 0
	for _, op := range spec(t).Operations {
		if op.Action == "public" {
			continue
		}
		guarded++
		for i, way := range ways {
			for _, method := range []string{op.Method, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodPatch, http.MethodDelete, "get"} {
				if i > 0 && method != op.Method {
					continue // one strange thing at a time
				}
				raw := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", method, way(nowhere(op.Path)))
				answers, _ := h.say(t, raw, 10*time.Second)
				require.Len(t, answers, 1, "%s %s", method, way(op.Path))
				if method == http.MethodOptions { // what may be asked is in the contract; that another site may ask is not said
					require.Empty(t, answers[0].body)
					require.Empty(t, answers[0].header.Get("Access-Control-Allow-Origin"))
					continue
				}
				require.Contains(t, []int{400, 401, 404, 405}, answers[0].status, "%s %s: %.200s", method, way(op.Path), answers[0].body)
			}
		}
	}
	require.Greater(t, guarded, 50)
}
