package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A Kenyan is not opened in a corridor whose mission does not answer for her: no case is opened, and the answer names
// the corridor that fits. Once a Kenyan in a corridor of Myanmar was put to the embassy of Myanmar.
func TestAKenyanIsOpenedInTheCorridorOfHerState(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	type m = map[string]any
	opening := func(corridor, origin, custodian, nationality string) request {
		body := m{"host": "THA", "told_of_purpose": "yes", "person": m{"name": "Achieng"}}
		for key, value := range (m{"corridor": corridor, "origin": origin, "custodian": custodian}) {
			if value != "" {
				body[key] = value
			}
		}
		if nationality != "" {
			body["person"] = m{"name": "Achieng", "nationality": nationality}
		}
		return post("/cases", body).as(registrar)
	}
	for name, tt := range map[string]struct {
		ask     request
		at      string
		allowed []string
	}{
		"a corridor of another state":       {opening("tha-mmr", "", "", "KEN"), "/corridor", []string{"tha-any"}},
		"held by the Border Guard Force":    {opening("tha-mmr", "", "bgf", "KEN"), "/corridor", []string{"tha-ken"}},
		"the origin says another state":     {opening("tha-mmr", "KEN", "bgf", ""), "/corridor", []string{"tha-ken"}},
		"the origin is not her nationality": {opening("", "MMR", "", "KEN"), "/origin", []string{"tha-any"}},
		"a person without a state":          {opening("", "MMR", "", "XXA"), "/origin", []string{"tha-any"}},
	} {
		t.Run(name, func(t *testing.T) {
			own := *h
			own.tb = t
			p := own.refused(http.StatusUnprocessableEntity, "invalid", tt.ask)
			require.Len(t, p.Errors, 1)
			require.Equal(t, tt.at, p.Errors[0].Pointer)
			require.Equal(t, "not_accredited", p.Errors[0].Code)
			require.Equal(t, tt.allowed, p.Errors[0].Allowed)
			require.Zero(t, own.commands.count())
		})
	}
	for name, tt := range map[string]struct {
		ask  request
		asks casework.DeskID
	}{
		"her own corridor":                {opening("", "KEN", "bgf", "KEN"), "ken-mission-bangkok"},
		"her nationality is open":         {opening("tha-mmr", "", "", ""), "mmr-mission-bangkok"},
		"her nationality is not known":    {opening("tha-mmr", "MMR", "", "XXX"), "mmr-mission-bangkok"},
		"the corridor from any state":     {opening("tha-any", "", "", "KEN"), "intl-capital"},
		"Kenya serves Tanzanians as well": {opening("tha-ken", "KEN", "bgf", "TZA"), "ken-mission-bangkok"},
	} {
		h.ok(http.StatusCreated, tt.ask)
		cmd := args[casework.Command](t, h.commands.last())
		require.Equal(t, tt.asks, cmd.Pinned.Desks[casework.DeskConsulate], name)
	}
}
