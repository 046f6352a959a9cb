package client_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// seen is a request that a server has received.
type seen struct {
	method, path, query, body string
	head                      http.Header
}

// serve starts a server that gives one answer to every request and keeps the last request.
func serve(tb testing.TB, status int, answer any) (*client.Client, *seen) {
	tb.Helper()
	last := &seen{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*last = seen{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, string(body), r.Header}
		if text, ok := answer.(string); ok {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(answer)
	}))
	tb.Cleanup(server.Close)
	c, err := client.New(client.Options{Server: server.URL + "/under/", Sign: client.Token("hws_secret")})
	require.NoError(tb, err)
	return c, last
}

func TestADecisionNamesItsKeyItsVersionAndItsSender(t *testing.T) {
	t.Parallel()
	c, last := serve(t, http.StatusOK, wire.Receipt{State: record.CommandSettled, Case: wire.CaseAnswer{Seq: 7, Settled: true}})
	receipt, err := c.DecideTask(t.Context(), client.Intent{Key: "k", Version: 3}, "c7m2", "follow_up~3m.1", wire.TaskDecision{Outcome: casework.Reached})
	require.NoError(t, err)
	require.Equal(t, int64(7), receipt.Case.Seq)
	require.Equal(t, http.MethodPost, last.method)
	require.Equal(t, "/under/cases/c7m2/tasks/follow_up~3m.1/decide", last.path)
	require.JSONEq(t, `{"outcome":"reached"}`, last.body)
	require.Equal(t, "k", last.head.Get("Idempotency-Key"))
	require.Equal(t, `"3"`, last.head.Get("If-Match"))
	require.Equal(t, "Bearer hws_secret", last.head.Get("Authorization"))
}

func TestAReadHasNoKeyAndEscapesWhatItIsGiven(t *testing.T) {
	t.Parallel()
	c, last := serve(t, http.StatusOK, wire.CasePage{Items: []wire.CaseLine{{Ref: "c7m2"}}})
	page, err := c.ListCases(t.Context(), wire.ListCasesParams{Desk: "a b&c"})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	require.Equal(t, "desk=a+b%26c", last.query)
	require.Empty(t, last.head.Get("Idempotency-Key"))
	require.Empty(t, last.head.Get("If-Match"))

	_, err = c.ShowCase(t.Context(), "../secrets?x")
	require.NoError(t, err)
	require.Equal(t, "/under/cases/..%2Fsecrets%3Fx", last.path)
}

func TestAProblemComesBackAsTheServerPutIt(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, http.StatusConflict, wire.Problem{
		Code: fault.GateClosed, Title: "A gate is closed", Detail: "it waits", Status: 409,
		Gates: []wire.Gate{{Gate: "G12", Unmet: []wire.Unmet{{Condition: "fit_to_travel", Owner: casework.DeskMedical}}}},
	})
	_, err := c.ShowCase(t.Context(), "c7m2")
	var problem *client.ProblemError
	require.ErrorAs(t, err, &problem)
	require.Equal(t, fault.GateClosed, problem.Code)
	require.Equal(t, "G12", string(problem.Gates[0].Gate))
	require.EqualError(t, err, "A gate is closed: it waits")
}

func TestAnotherKindOfServerIsReported(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int
		answer string
	}{"an error page": {http.StatusBadGateway, "<html>"}, "a page": {http.StatusOK, "<html>"}, "an empty problem": {http.StatusTeapot, "{}"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := serve(t, tc.status, tc.answer)
			_, err := c.ShowCase(t.Context(), "c7m2")
			require.Equal(t, fault.Unknown, fault.CodeOf(err))
			require.Contains(t, fault.MessageOf(err), "is this a Homeward server?")
		})
	}
}

func TestAnUnreachableServerIsUnavailable(t *testing.T) {
	t.Parallel()
	c, err := client.New(client.Options{Server: "http://127.0.0.1:1"})
	require.NoError(t, err)
	_, err = c.ShowCase(t.Context(), "c7m2")
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "localhost", "ftp://h", "http://", "::"} {
		_, err := client.New(client.Options{Server: bad})
		require.Error(t, err, bad)
	}
}

func TestSettleLooksUntilTheWriteIsSettled(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		last wire.Receipt
		code fault.Code
	}{
		"settled": {last: wire.Receipt{State: record.CommandSettled}},
		"refused": {last: wire.Receipt{State: record.CommandRefused, Problem: wire.Problem{Code: fault.Decided, Title: "Decided"}}, code: fault.Decided},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			looks := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				looks++
				receipt := wire.Receipt{Key: "k", State: record.CommandPending}
				if looks == 3 {
					receipt = tc.last
				}
				if strings.HasSuffix(r.URL.Path, "/commands/k") {
					_ = json.NewEncoder(w).Encode(receipt)
				}
			}))
			t.Cleanup(server.Close)
			c, err := client.New(client.Options{Server: server.URL})
			require.NoError(t, err)
			receipt, err := c.Settle(t.Context(), wire.Receipt{Key: "k", State: record.CommandPending}, time.Millisecond)
			require.Equal(t, 3, looks)
			require.Equal(t, tc.last.State, receipt.State)
			var problem *client.ProblemError
			if tc.code == "" {
				require.NoError(t, err)
			} else {
				require.ErrorAs(t, err, &problem)
				require.Equal(t, tc.code, problem.Code)
			}
		})
	}
}

func TestSettleGivesUpWithoutAnError(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, http.StatusOK, wire.Receipt{Key: "k", State: record.CommandPending})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	receipt, err := c.Settle(ctx, wire.Receipt{Key: "k", State: record.CommandPending}, time.Millisecond)
	require.NoError(t, err)
	require.Equal(t, record.CommandPending, receipt.State)
}

func TestAccessIsAskedAtItsPlace(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		do     func(*client.Client) error
		method string
		path   string
	}{
		"list": {func(c *client.Client) error { _, err := c.ListGrants(t.Context(), wire.ListGrantsParams{}); return err }, http.MethodGet, "/under/access"},
		"show": {func(c *client.Client) error { _, err := c.ListAccess(t.Context(), "c1"); return err }, http.MethodGet, "/under/cases/c1/access"},
		"give": {func(c *client.Client) error {
			_, err := c.GiveAccess(t.Context(), client.Intent{Key: "k"}, "c1", wire.AccessGiving{Desk: "d"})
			return err
		}, http.MethodPost, "/under/cases/c1/access"},
		"end": {func(c *client.Client) error {
			_, err := c.EndAccess(t.Context(), client.Intent{Key: "k"}, "c1", 2)
			return err
		}, http.MethodPost, "/under/cases/c1/access/2/end"},
		"exclude": {func(c *client.Client) error {
			_, err := c.ExcludeOfficer(t.Context(), client.Intent{Key: "k"}, "c1", wire.Exclusion{Seq: 3})
			return err
		}, http.MethodPost, "/under/cases/c1/exclusions"},
		"readmit": {func(c *client.Client) error {
			_, err := c.ReadmitOfficer(t.Context(), client.Intent{Key: "k"}, "c1", 1, wire.Reasons{Reasons: "x"})
			return err
		}, http.MethodPost, "/under/cases/c1/exclusions/1/end"},
		"break": {func(c *client.Client) error {
			_, err := c.BreakGlass(t.Context(), client.Intent{Key: "k"}, "c1", wire.GlassBreaking{Reasons: "x"})
			return err
		}, http.MethodPost, "/under/cases/c1/break-glass"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, last := serve(t, http.StatusOK, map[string]any{})
			require.NoError(t, tc.do(c))
			require.Equal(t, tc.method, last.method)
			require.Equal(t, tc.path, last.path)
			require.Equal(t, tc.method == http.MethodPost, last.head.Get("Idempotency-Key") == "k")
		})
	}
}
