package cli

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

func TestWhoSeesACase(t *testing.T) {
	t.Parallel()
	grant := wire.Grant{
		Case: "c1", Grant: 1, Agency: "eth-reintegration", Desk: "eth-reintegration-desk", Classes: []policy.Class{"C", "F"}, Purpose: policy.ForReintegration,
		Consent: casework.ConsentHandover, GivenBy: "tha-caseworker-maesot", Since: noon, Until: noon.Add(24 * time.Hour), Running: true,
	}
	done := wire.Receipt{Key: key, State: record.CommandSettled, Target: wire.Target{Kind: record.TargetCase, Ref: "c1"}, Case: wire.CaseAnswer{Seq: 9, Access: 1}}
	address, seen := server(t, map[string]any{
		"GET /access": wire.GrantPage{Items: []wire.Grant{grant}},
		"GET /cases/c1/access": wire.CaseAccess{Case: "c1", Grants: []wire.Grant{grant}, Glass: []wire.BrokenGlass{{
			Glass: 1, By: wire.Actor{Desk: "tha-medical-bangkok"}, Purpose: policy.ForEmergency, Since: noon, Until: noon.Add(time.Hour), Open: true, Review: "access_review~1.1",
		}}, KeptOut: []wire.KeptOut{{Exclusion: 1, Officer: wire.Actor{Desk: "tha-screener-maesot"}, Since: noon, By: "tha-caseworker-maesot"}}},
		"POST /cases/c1/access": done, "POST /cases/c1/access/1/end": done, "POST /cases/c1/exclusions": done,
		"POST /cases/c1/exclusions/1/end": done, "POST /cases/c1/break-glass": done,
	})
	for name, tt := range map[string]struct {
		args []string
		out  string
		body string
	}{
		"given":   {[]string{"list", "--given", "--running"}, "eth-reintegration", ""},
		"show":    {[]string{"show", "c1"}, "access_review~1.1", ""},
		"give":    {[]string{"give", "c1", "eth-reintegration-desk", "C", "F", "--purpose", "reintegration", "--consent", "C10", "--until", "+30d"}, "9", `{"classes":["C","F"],"consent":"C10","desk":"eth-reintegration-desk","purpose":"reintegration","until":"2026-12-31T12:00:00Z"}`},
		"end":     {[]string{"end", "c1", "1"}, "9", ""},
		"exclude": {[]string{"exclude", "c1", "--seq", "12"}, "9", `{"seq":12}`},
		"readmit": {[]string{"readmit", "c1", "1", "--reasons", "-"}, "9", `{"reasons":"said by hand"}`},
		"break":   {[]string{"break", "c1", "--reasons", "-"}, "9", `{"purpose":"emergency","reasons":"said by hand"}`},
	} {
		before := len(*seen)
		out, err, code := homeward(t, map[string]string{"stdin": "said by hand"}, append(append([]string{"access"}, tt.args...), "--server", address, "--as", "tha-caseworker-maesot")...)
		require.Zero(t, code, "%s: %s", name, err)
		require.Contains(t, out, tt.out, name)
		require.Len(t, *seen, before+1, name)
		if tt.body != "" {
			require.JSONEq(t, tt.body, (*seen)[before].body, name)
		}
	}
	out, _, _ := homeward(t, nil, "access", "show", "c1", "--server", address, "--as", "tha-caseworker-maesot")
	require.Contains(t, out, "tha-screener-maesot")
	_, err, code := homeward(t, nil, "access", "exclude", "c1", "--server", address, "--as", "tha-caseworker-maesot")
	require.Equal(t, ExitMisuse, code, "%s", err)
}
