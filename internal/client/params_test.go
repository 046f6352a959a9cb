package client_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	openapi "github.com/oapi-codegen/runtime/types"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

func TestParametersAreWrittenAsTheContractHasThem(t *testing.T) {
	t.Parallel()
	c, last := serve(t, http.StatusOK, map[string]any{})
	_, err := c.ListTasks(t.Context(), wire.ListTasksParams{
		Desk: "ken-mission", Overdue: new(true), Limit: 7, HomewardPurpose: "care",
		DueBefore: time.Date(2026, 12, 24, 8, 0, 0, 0, time.FixedZone("", 7*3600)),
	})
	require.NoError(t, err)
	require.Equal(t, "desk=ken-mission&due_before=2026-12-24T08%3A00%3A00%2B07%3A00&limit=7&overdue=true", last.query)
	require.Equal(t, "care", last.head.Get("Homeward-Purpose"))

	_, err = c.PreviewWithdrawal(t.Context(), "c1", wire.PreviewWithdrawalParams{Consent: []casework.Consent{"C9", "C10"}})
	require.NoError(t, err)
	require.Equal(t, "consent=C9&consent=C10", last.query)

	_, err = c.ListTasks(t.Context(), wire.ListTasksParams{})
	require.NoError(t, err)
	require.Empty(t, last.query)
}

func TestAFileIsSentAsItIs(t *testing.T) {
	t.Parallel()
	c, last := serve(t, http.StatusOK, map[string]any{})
	_, err := c.UploadList(t.Context(), client.Intent{Key: "k"}, "op1", wire.UploadListParams{
		Author: "custodian", AsOf: openapi.Date{Time: time.Date(2025, 2, 23, 0, 0, 0, 0, time.UTC)},
	}, strings.NewReader("name;born\n"))
	require.NoError(t, err)
	require.Equal(t, "/under/operations/op1/lists", last.path)
	require.Equal(t, "as_of=2025-02-23&author=custodian", last.query)
	require.Equal(t, "name;born\n", last.body)
	require.Equal(t, "application/octet-stream", last.head.Get("Content-Type"))
	require.Equal(t, "k", last.head.Get("Idempotency-Key"))
}
