package cli

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/wire"
)

// A consent to hand over names its receiver, and the ledger prints it; a request about fear prints the two states.
func TestAReceiverAndAStateAreNamed(t *testing.T) {
	t.Parallel()
	address, sent := server(t, map[string]any{
		"POST /cases/c1/consents":                      settled(),
		"GET /cases/c1/consents":                       wire.Consents{Items: []wire.ConsentState{{Consent: "C10", Mode: "signature", At: noon, Active: true, Receiver: "intl-receiving"}}},
		"GET /cases/c1/tasks/fear_of_return.1":         wire.Task{Name: "fear_of_return.1", Case: "c1", Version: 2, FearStates: []wire.Country{"KEN", "UGA"}},
		"POST /cases/c1/tasks/fear_of_return.1/decide": settled(),
	})
	run := func(args ...string) string {
		out, err, code := homeward(t, nil, append(args, "--server", address, "--as", "tha-caseworker-maesot")...)
		require.Zero(t, code, err)
		return out
	}
	run("consent", "give", "c1", "C10", "--mode", "signature", "--receiver", "intl-receiving")
	require.JSONEq(t, `{"consents":["C10"],"mode":"signature","receiver":"intl-receiving"}`, (*sent)[len(*sent)-1].body)
	require.Contains(t, run("consent", "list", "c1"), "intl-receiving")
	require.Contains(t, run("task", "show", "c1", "fear_of_return.1"), "Two states can be asked about her: KEN, UGA.")
	run("task", "decide", "c1", "fear_of_return.1", "yes", "--state", "KEN")
	require.JSONEq(t, `{"outcome":"yes","state":"KEN"}`, (*sent)[len(*sent)-1].body)
}
