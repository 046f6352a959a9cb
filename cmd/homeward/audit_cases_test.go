package main

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/usecase/inspection"
)

// An open case in which nothing is asked is named by its reference, with the rule and what repairs it, and the command
// ends with a code of its own. Without one it ends with 0.
func TestCasesInAWrongStateAreListed(t *testing.T) {
	t.Parallel()
	env, db := keyed(t)
	env["DATABASE_URL"] = db.WorkerDSN
	out, said, code := homeward(t, env, "audit", "cases")
	require.Zero(t, code, said)
	require.Equal(t, "0 cases: none is in a wrong state.\n", out)

	store, err := postgres.Open(postgres.Options{
		DSN: db.WorkerDSN, As: principal.Principal{Kind: principal.Worker}, Box: sealedFor(t, env), Now: func() time.Time { return noon }, NewRef: command.NewRef,
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	_, err = store.WriteChange(t.Context(), casework.Change{
		Ref: "case-alone", Seq: 1, Key: "open-1", Kind: casework.KindOpen, At: noon, By: casework.Actor{Account: "a", Desk: "d", Agency: "g", Role: casework.RoleRegistrar},
		Next: casework.Case{
			Ref: "case-alone", Seq: 1, Edition: casework.CurrentEdition, OpenedAt: noon, Stage: casework.StageRescue,
			Rules: casework.Rules{Corridor: "tha-ken", Version: 1, Host: "THA", Origin: "KEN", Lane: casework.LaneA, Desks: map[casework.DeskKind]casework.DeskID{casework.DeskCaseworker: "tha-caseworker-maesot"}},
		},
	}, nil)
	require.NoError(t, err)
	out, said, code = homeward(t, env, "audit", "cases")
	require.Equal(t, cli.ExitWrong, code, said)
	require.Regexp(t, `case-alone +open_without_clock .* person +tha-caseworker-maesot `, out)
	require.Contains(t, said, "1 cases: 1 findings.")
	out, _, code = homeward(t, env, "audit", "cases", "--json")
	require.Equal(t, cli.ExitWrong, code)
	var found struct {
		Cases    int                  `json:"cases"`
		Findings []inspection.Finding `json:"findings"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &found))
	require.Equal(t, 1, found.Cases)
	require.Equal(t, inspection.OpenAlone, found.Findings[0].Rule)
}
