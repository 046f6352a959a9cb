package request_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

type log []audit.Event

func (l *log) Record(_ context.Context, events ...audit.Event) error {
	*l = append(*l, events...)
	return nil
}

func caseworker() *request.Request {
	return &request.Request{
		ID: "r1", Session: "s1", Action: policy.ShowCase, Purpose: policy.ForCasework,
		Actor: policy.Actor{Account: "a1", Role: casework.RoleCaseworker, Desk: "d1", Kind: casework.DeskCaseworker, Agency: "g1", Country: "THA"},
	}
}

func atDesk(desk casework.DeskID) policy.Subject {
	return policy.Subject{Host: "THA", Desks: []policy.DeskAgency{{Desk: desk}}}
}

// Asking notes nothing; showing notes each class once, operational ones never.
func TestOnlyWhatIsRevealedIsLogged(t *testing.T) {
	t.Parallel()
	r, written := caseworker(), &log{}
	seen := r.OfCase("c1", atDesk("d1"))
	require.True(t, seen.Sees(policy.Narrative))
	require.True(t, seen.SeesPart(policy.Operational, "d1"))
	require.True(t, seen.SeesAny(policy.Narrative, "d2"))
	require.NoError(t, r.WriteAudit(t.Context(), written))
	require.Empty(t, *written)

	require.True(t, seen.Reveal(policy.Narrative))
	require.True(t, r.OfCase("c1", atDesk("d1")).Reveal(policy.Narrative))
	require.True(t, seen.Reveal(policy.Operational))
	require.True(t, seen.RevealPart(policy.Medical, "d1"), "what the own desk did it may see")
	require.False(t, seen.Reveal(policy.Medical))
	require.NoError(t, r.WriteAudit(t.Context(), written))
	require.Len(t, *written, 1, "an older Visibility notes as well")
	require.Equal(t, []policy.Class{policy.Narrative, policy.Medical}, (*written)[0].Classes)
}

// A desk from which the data were taken back does not see again what it answered, before or after it
// attests that it deleted them; a new request of the case opens its part again.
func TestAnAttestationOpensNothing(t *testing.T) {
	t.Parallel()
	desk := []policy.DeskAgency{{Desk: "d1", Agency: "g1"}}
	back := policy.Subject{TakenBack: []casework.DeskID{"d1"}}
	owing, host, asked := back, back, back
	owing.OwesDeletion, host.Host, asked.Desks = desk, "THA", desk
	for name, tt := range map[string]struct {
		subject policy.Subject
		want    bool
	}{
		"owes the attestation":       {owing, false},
		"has attested":               {back, false},
		"has attested, in the host":  {host, false},
		"is asked again":             {asked, true},
		"another desk's taken back":  {policy.Subject{TakenBack: []casework.DeskID{"d2"}}, true},
		"nothing was ever withdrawn": {policy.Subject{Host: "THA"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := caseworker().OfCase("c1", tt.subject)
			require.Equal(t, tt.want, seen.SeesOwn(policy.Identity, "d1"))
			require.Equal(t, tt.want, seen.RevealOwn(policy.Identity, "d1"))
			require.True(t, seen.SeesOwn(policy.Operational, "d1"), "that it was asked")
			require.False(t, seen.SeesOwn(policy.Operational, "d2"))
		})
	}
}

// A request that only asks whether something has changed shows nothing, so nothing is written; that it was
// refused is.
func TestALookIsNotWrittenAsShown(t *testing.T) {
	t.Parallel()
	r, written := caseworker(), &log{}
	r.Looking = true
	part := r.For(policy.ShowCase)
	require.True(t, part.OfCase("c1", atDesk("d1")).Reveal(policy.Narrative))
	require.NoError(t, part.WriteAudit(t.Context(), written))
	require.Empty(t, *written)
	asked := audit.Subject{Kind: audit.OfCase, Ref: "c1"}
	require.Equal(t, fault.Denied, fault.CodeOf(part.WriteRefusal(t.Context(), written, asked, policy.Refusal())))
	require.Len(t, *written, 1)
	require.Equal(t, audit.Denied, (*written)[0].Outcome)
}

func TestAPositiveAnswerIsWrittenWithItsPurpose(t *testing.T) {
	t.Parallel()
	r, written := caseworker(), &log{}
	seen := r.OfCase("c1", atDesk("d1"))
	require.True(t, seen.Reveal(policy.Narrative))
	require.True(t, seen.Reveal(policy.Narrative))
	require.NoError(t, r.WriteAudit(t.Context(), written))
	require.NoError(t, r.WriteAudit(t.Context(), written), "and once")
	require.Len(t, *written, 1)
	e := (*written)[0]
	require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: "c1"}, e.Subject)
	require.Equal(t, []policy.Class{policy.Narrative}, e.Classes)
	require.Equal(t, policy.ForCasework, e.Purpose)
	require.Equal(t, audit.Action(policy.ShowCase), e.Action)
}

// The zero Request, which a context without one gives, is allowed nothing.
func TestWithoutARequestNothingIsAllowed(t *testing.T) {
	t.Parallel()
	r := request.From(t.Context())
	for _, action := range policy.Actions() {
		require.Equal(t, fault.Denied, fault.CodeOf(r.For(action).Admit(noon)), "%s", action)
	}
	require.Equal(t, fault.NotFound, fault.CodeOf(r.Authorize(policy.ShowCase, atDesk(""))))
	require.Equal(t, fault.Denied, fault.CodeOf(r.AuthorizeGlobal()))
	require.Empty(t, r.OfCase("c1", atDesk("")).Classes())
}

func TestAStepUpNeedsAFreshProofOfAPerson(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		proven  time.Time
		machine bool
		want    fault.Code
	}{
		"never":            {time.Time{}, false, fault.StepUp},
		"a moment ago":     {noon.Add(-time.Minute), false, ""},
		"too long ago":     {noon.Add(-policy.StepUpWithin - time.Second), false, fault.StepUp},
		"in the future":    {noon.Add(2 * time.Minute), false, fault.StepUp},
		"a machine has no": {noon, true, fault.StepUp},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := caseworker().For(policy.GiveAccess)
			r.ProvenAt, r.Machine = tt.proven, tt.machine
			require.Equal(t, tt.want, fault.CodeOf(r.Admit(noon)))
		})
	}
}

func TestAPartOfARequestHasATrailOfItsOwn(t *testing.T) {
	t.Parallel()
	outer, written := caseworker(), &log{}
	part := outer.For(policy.ListConsents)
	require.False(t, part.Authorized())
	require.NoError(t, part.Authorize(policy.ShowCase, atDesk("d1")))
	part.OfCase("c1", atDesk("d1")).RevealLedger()
	part.About = "c1"
	outer.Join(part)
	require.True(t, outer.Authorized())
	require.Equal(t, casework.Ref("c1"), outer.About)
	require.NoError(t, outer.WriteAudit(t.Context(), written))
	require.Empty(t, *written)
	require.NoError(t, part.WriteAudit(t.Context(), written))
	require.Equal(t, audit.Action(policy.ListConsents), (*written)[0].Action)
}
