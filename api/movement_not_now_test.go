package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
)

// A seat does not tell what the case would not: whether she fears to return, asks for asylum, is held by a
// court or lacks a paper, her case refuses in the same bytes, at once and later.
func TestASeatTellsNothingOfTheCase(t *testing.T) {
	t.Parallel()
	refusals := map[string]string{
		"fear":   `"refused":"gate_closed","gates":["G02","G03"]`,
		"asylum": `"refused":"gate_closed","gates":["G03","G04"]`,
		"hold":   `"refused":"gate_closed","gates":["G20"]`,
		"paper":  `"refused":"gate_closed","gates":["G04"]`,
		"nobody": `"refused":"conflict"`,
		"gone":   `"refused":"not_found"`,
	}
	acts := map[string]struct {
		who  string
		body any
	}{
		"hold":   {transporter, m{"blocks": l{m{"members": l{m{"case": string(caseRef)}}}}}},
		"ticket": {transporter, m{}},
		"lock":   {approver, m{}},
		"board":  {escort, m{"passengers": l{m{"case": string(caseRef), "outcome": "boarded", "identity_match": "yes", "consent_asked_again": "yes"}}}},
	}
	for verb, act := range acts {
		var first string
		for why, refused := range refusals {
			h := newTestAPI(t)
			h.movement.Legs[0].DepartsAt, h.movement.Legs[0].ArrivesAt = noon, noon
			raw := json.RawMessage(`{"seq":4,"status":"holding","manifest":0,"passengers":[{"case":"` + string(caseRef) + `","state":"off","why":"refused_by_case",` + refused + `}]}`)
			h.commands.do = func(r command.Request) (command.Result, error) {
				done := settled(r)
				done.Answer = raw
				return done, nil
			}
			h.fake.command = func(casework.Key) (record.CommandRow, error) {
				return record.CommandRow{
					Actor: casework.Actor{Account: "dev-1"}, Target: record.Target{Kind: record.TargetMovement, Ref: moveRef}, Name: verb,
					State: record.CommandSettled, CreatedAt: noon, EndedAt: &noon, Answer: raw,
				}, nil
			}
			told := string(h.ok(http.StatusOK, post("/movements/"+string(moveRef)+"/"+verb, act.body).as(act.who)).raw) +
				string(h.ok(http.StatusOK, get("/commands/"+key).as(act.who)).raw)
			require.NotContains(t, told, "G0")
			if first == "" {
				first = told
			}
			require.Equal(t, first, told, "%s of one refused for %s", verb, why)
		}
	}
}
