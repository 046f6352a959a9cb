package client_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// The client reads or refuses any answer; it never panics.
func FuzzAnswer(f *testing.F) {
	f.Add(200, `{"ref":"c7m2k9x4pq","seq":3}`)
	f.Add(200, `{"steps":[{"at":"yesterday"}]}`)
	f.Add(404, `{"code":"not_found","title":"Nothing here"}`)
	f.Add(500, `<html>`)
	f.Add(409, `{"code":"gate_closed","gates":[{"unmet":[{}]}]}`)
	f.Add(429, `[]`)
	f.Add(301, ``)
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 {
			return
		}
		c, _ := serve(t, status, body)
		found, err := c.ShowCase(t.Context(), "c7m2k9x4pq")
		if status >= http.StatusBadRequest {
			require.Error(t, err)
			require.Zero(t, found)
			if problem, ok := errors.AsType[*client.ProblemError](err); ok {
				require.NotEmpty(t, problem.Code)
			}
		}
		_, _ = c.ListTasks(t.Context(), wire.ListTasksParams{})
		proof, _ := c.ProveContinues(t.Context(), 2, 1)
		_, _ = client.ProofHashes(proof)
		_, _ = c.ClaimTask(t.Context(), client.Intent{Key: "k"}, "c7m2k9x4pq", "register.1")
	})
}
