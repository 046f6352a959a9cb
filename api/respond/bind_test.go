package respond_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

type ofCase struct {
	Case string `path:"case"`
}

type params struct {
	ofCase

	Limit   int       `form:"limit,omitempty"`
	Open    bool      `form:"open"`
	Consent []string  `form:"consent"`
	Before  time.Time `form:"before"`
	Tag     string    `json:"If-Match"`
	Key     string    `header:"Idempotency-Key"`
}

func operation(extra ...contract.Parameter) contract.Operation {
	all := []contract.Parameter{
		{Name: "case", In: "path"},
		{Name: "limit", In: "query"},
		{Name: "open", In: "query"},
		{Name: "consent", In: "query"},
		{Name: "before", In: "query"},
		{Name: "If-Match", In: "header"},
		{Name: "Idempotency-Key", In: "header"},
		{Name: respond.PurposeHeader, In: "header"},
	}
	return contract.Operation{ID: "op", Method: http.MethodGet, Path: "/cases/{case}", Parameters: append(all, extra...)}
}

func TestParametersAreBoundByTheirTags(t *testing.T) {
	t.Parallel()
	var got params
	serve(t, operation(), respond.Read("op", func(_ context.Context, p params) (string, error) {
		got = p
		return "", nil
	}), "/cases/c1%2Fx?limit=7&open=true&consent=C1&consent=C2&before=2026-11-21T12:00:00%2B07:00")
	require.Equal(t, params{
		ofCase: ofCase{"c1/x"}, Limit: 7, Open: true, Consent: []string{"C1", "C2"}, Tag: `"3"`, Key: "k",
		Before: got.Before,
	}, got)
	require.Equal(t, time.Date(2026, 11, 21, 5, 0, 0, 0, time.UTC), got.Before.UTC())
}

func serve(t *testing.T, op contract.Operation, route respond.Route, target string) *httptest.ResponseRecorder {
	t.Helper()
	handler, err := route.Handler(op)
	require.NoError(t, err)
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { _ = c.String(http.StatusTeapot, err.Error()) }
	e.GET("/cases/:case", handler)
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("If-Match", `"3"`)
	r.Header.Set("Idempotency-Key", "k")
	r = r.WithContext(request.With(r.Context(), &request.Request{Action: policy.Public}))
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

// A handler whose parameters are not those of the contract is found when the routes are made.
func TestAHandlerHasTheParametersOfItsOperation(t *testing.T) {
	t.Parallel()
	read := respond.Read("op", func(context.Context, params) (string, error) { return "", nil })
	_, err := read.Handler(operation(contract.Parameter{Name: "overdue", In: "query"}))
	require.ErrorContains(t, err, "no field for the query parameter overdue")
	fewer := operation()
	fewer.Parameters = fewer.Parameters[1:]
	_, err = read.Handler(fewer)
	require.ErrorContains(t, err, "no parameter for the field of path case")
	_, err = respond.Post("op", func(context.Context, params, struct{ Words string }) (string, error) { return "", nil }).Handler(operation())
	require.ErrorContains(t, err, "whether it has a body")
}

func TestAPageLinksToTheNextOne(t *testing.T) {
	t.Parallel()
	w := serve(t, operation(), respond.Read("op", func(context.Context, params) (respond.Result[[]int], error) {
		return respond.Result[[]int]{Body: []int{1}, Next: "n2", Version: 4}, nil
	}), "/cases/c1?limit=7&cursor=n1")
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, `</cases/c1?cursor=n2&limit=7>; rel="next"`, w.Header().Get("Link"))
	require.Regexp(t, `^"4-[0-9a-f]{16}"$`, w.Header().Get("ETag"))
	require.JSONEq(t, `[1]`, w.Body.String())
}

// An operation that is not public is answered only if a use-case has asked policy.
func TestNothingIsAnsweredWithoutAskingPolicy(t *testing.T) {
	t.Parallel()
	handler, err := respond.Read("op", func(context.Context, params) (string, error) { return "a secret", nil }).Handler(operation())
	require.NoError(t, err)
	r := httptest.NewRequest(http.MethodGet, "/cases/c1", nil)
	w := httptest.NewRecorder()
	require.ErrorIs(t, handler(echo.New().NewContext(r, w)), request.ErrNotAuthorized)
	require.Empty(t, w.Body.String())
}
