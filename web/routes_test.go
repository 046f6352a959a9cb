package web_test

import (
	"net/http"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
)

// Every route says why the contract does not have it, and none of them is an operation of the contract.
func TestRoutesAreBesideTheContract(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	raw, err := os.ReadFile("../api/openapi.yaml")
	require.NoError(t, err)
	c, err := contract.Load(raw)
	require.NoError(t, err)
	taken := map[string]bool{}
	for _, op := range c.Operations {
		taken[op.Method+" "+regexp.MustCompile(`\{\w+\}`).ReplaceAllString(op.Path, "{}")] = true
	}
	var extra []string
	for _, r := range s.http.ExtraRoutes() {
		require.NotEmpty(t, r.Reason, r)
		route := regexp.MustCompile(`:\w+`).ReplaceAllString(r.String(), "{}")
		require.False(t, taken[route], "%s is registered twice", route)
		taken[route] = true
		extra = append(extra, r.String())
	}
	served := s.http.Routes()
	slices.Sort(extra)
	slices.Sort(served)
	require.Equal(t, extra, served)
}

func TestStaticFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.serve(page(http.MethodGet, "/signin", nil))
	paths := regexp.MustCompile(`"(/static/[^"]+)"`).FindAllSubmatch(a.raw, -1)
	require.Len(t, paths, 2)
	for _, path := range paths {
		a = s.serve(page(http.MethodGet, string(path[1]), nil))
		require.Equal(t, http.StatusOK, a.StatusCode)
		require.Equal(t, "public, max-age=31536000, immutable", a.Header.Get("Cache-Control"))
	}
	a = s.serve(page(http.MethodGet, "/static/page-0000000000000000.css", nil))
	require.Equal(t, http.StatusNotFound, a.StatusCode)
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"), "what is missing is not cached")
}

// A browser begins at My day if a user is signed in, and at the sign-in page otherwise.
func TestHome(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	require.Equal(t, "/signin", s.serve(page(http.MethodGet, "/", nil)).Header.Get("Location"))
	require.Equal(t, "/day", s.serve(page(http.MethodGet, "/", nil).as(caseworker)).Header.Get("Location"))
}

// The page of components exists in development only.
func TestComponents(t *testing.T) {
	t.Parallel()
	require.Equal(t, http.StatusNotFound, newSite(t).serve(page(http.MethodGet, "/components", nil)).StatusCode)
	s := newSite(t, func(c *setup) { c.pages.Dev = true })
	require.Equal(t, http.StatusOK, s.serve(page(http.MethodGet, "/components", nil)).StatusCode)
}
