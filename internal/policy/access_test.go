package policy_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// outsiders are people who have no part in the case: they see it only by a grant or by break-glass
// access.
func outsiders() []policy.Actor {
	return []policy.Actor{
		{Account: "ngo-1", Role: casework.RoleCaseworker, Desk: "ngo-desk", Kind: casework.DeskCaseworker, Agency: "ngo", Country: "KEN"},
		{Account: "ngo-2", Role: casework.RoleLegal, Desk: "ngo-desk", Kind: casework.DeskCaseworker, Agency: "ngo", Country: "KEN"},
		{Account: "clinic-1", Role: casework.RoleMedical, Desk: "clinic-desk", Kind: casework.DeskMedical, Agency: "clinic", Country: "KEN"},
		{Account: "mission-1", Role: casework.RoleConsul, Desk: "mission-desk", Kind: casework.DeskConsulate, Agency: "ministry", Country: "KEN"},
	}
}

// history is a case to which events happen one after the other, with everything that was asked of it.
type history struct {
	c    casework.Case
	now  time.Time
	keys int
}

func newHistory(t *rapid.T) *history {
	r := casework.Rules{
		Corridor: "tha-ken", Version: 1, Host: "THA", Origin: "KEN", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted,
		Desks: map[casework.DeskKind]casework.DeskID{}, SharingAgreement: true, Steps: []casework.Step{casework.StepTriage},
	}
	for _, kind := range casework.DeskKinds() {
		r.Desks[kind] = casework.DeskID(kind)
	}
	w := &history{now: morning}
	change, _, err := ruling.Open("case-1", casework.Command{Key: "open", At: morning, Pinned: &r}, procedure)
	require.NoError(t, err)
	w.c = w.c.Take(change, casework.Recorded{})
	return w
}

func procedure(w *ruling.Walk) { _, _ = w.Ask(casework.StepTriage) }

// try sends a command. A refused command changes nothing.
func (w *history) try(cmd casework.Command) error {
	w.keys++
	cmd.Key, cmd.At = casework.Key(fmt.Sprint(w.keys)), w.now
	change, _, err := ruling.Accept(w.c, cmd, procedure)
	if err == nil {
		w.c = w.c.Take(change, casework.Recorded{})
	}
	return err
}

func (w *history) to(a policy.Actor) policy.Relations {
	return policy.OfCase(&w.c, agencyOf, w.now).RelationsOf(a)
}

var caseworker = casework.Actor{Account: "cw-1", Desk: "caseworker", Agency: "caseworker-agency", Role: casework.RoleCaseworker}

// happen draws one event, or lets time pass.
func (w *history) happen(t *rapid.T) {
	who := rapid.SampledFrom(outsiders()).Draw(t, "who")
	consent := rapid.SampledFrom(casework.GrantConsents()).Draw(t, "consent")
	switch rapid.SampledFrom([]string{"time", "consent", "withdraw", "give", "give", "end", "break", "review", "exclude", "readmit"}).Draw(t, "what") {
	case "time":
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 4000).Draw(t, "minutes")) * time.Minute)
	case "consent":
		cmd := casework.Command{Kind: casework.KindConsent, Consents: []casework.Consent{consent}, Mode: rapid.SampledFrom(casework.Modes()).Draw(t, "mode"), By: caseworker}
		if rapid.Bool().Draw(t, "for a time") {
			until := w.now.Add(time.Duration(rapid.IntRange(1, 4000).Draw(t, "until")) * time.Minute)
			cmd.Until = &until
		}
		_ = w.try(cmd)
	case "withdraw":
		_ = w.try(casework.Command{Kind: casework.KindWithdraw, Consents: []casework.Consent{consent}, By: caseworker})
	case "give":
		until := w.now.Add(time.Duration(rapid.IntRange(-10, 4000).Draw(t, "until")) * time.Minute)
		_ = w.try(casework.Command{
			Kind: casework.KindGiveAccess, Agency: who.Agency, Desk: who.Desk, DeskKind: who.Kind, Purpose: "care", Consents: []casework.Consent{consent},
			Classes: rapid.SliceOfNDistinct(rapid.SampledFrom(policy.Personal()), 1, 3, rapid.ID).Draw(t, "classes"), Until: &until, By: caseworker,
		})
	case "end":
		_ = w.try(casework.Command{Kind: casework.KindEndAccess, Grant: rapid.IntRange(0, 4).Draw(t, "grant"), By: caseworker})
	case "break":
		_ = w.try(casework.Command{Kind: casework.KindBreakGlass, Purpose: "emergency", Reasoned: true, By: who.Casework()})
	case "review":
		w.review(t, who)
	case "exclude":
		_ = w.try(casework.Command{Kind: casework.KindExcludeOfficer, Account: who.Account, By: caseworker})
	case "readmit":
		_ = w.try(casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: rapid.IntRange(0, 3).Draw(t, "exclusion"), By: caseworker})
	}
}

// review makes who answer the first open review, as if they sat at the desk that was asked.
func (w *history) review(t *rapid.T, who policy.Actor) {
	for _, task := range w.c.Tasks {
		glass, ok := w.c.BreakGlassUnderReview(task.Step)
		if !ok {
			continue
		}
		by := who.Casework()
		by.Desk = task.Desk
		err := w.try(casework.Command{
			Kind: casework.KindDecide, Task: task.ID, Reasoned: true, By: by,
			Outcome: rapid.SampledFrom([]casework.Outcome{casework.Justified, casework.NotJustified, casework.Harm}).Draw(t, "outcome"),
		})
		if glass.By.Account == who.Account {
			require.Contains(t, []fault.Code{fault.Denied, fault.NotFound}, fault.CodeOf(err), "nobody reviews their own access")
		}
		return
	}
}

// After any events, an excluded officer sees nothing, and an outsider sees only the classes of a
// running grant, or what break-glass access shows within the hour.
func TestAccessOverTime(t *testing.T) {
	t.Parallel()
	seen, opened := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := newHistory(t)
		for range rapid.IntRange(1, 25).Draw(t, "length") {
			w.happen(t)
			for _, a := range outsiders() {
				to := w.to(a)
				out := w.c.Excludes(a.Account)
				var given []policy.Class
				for _, g := range w.c.Access {
					runs := g.EndedAt.IsZero() && w.now.Before(g.Until) && w.c.Consented(g.Consent, w.now)
					if runs && g.Agency == a.Agency {
						given = append(given, g.Classes...)
					}
				}
				glass := slices.ContainsFunc(w.c.BreakGlass, func(g casework.BreakGlass) bool {
					return g.By.Account == a.Account && g.EndedAt.IsZero() && w.now.Sub(g.Since) < time.Hour
				})
				require.Equal(t, out, to.Has(policy.Excluded))
				require.Equal(t, !out && len(given) > 0, to.Has(policy.Granted))
				require.Equal(t, !out && glass, to.Has(policy.BreakGlass))
				if out || len(given) == 0 && !glass && !to.Has(policy.OwesDeletion) {
					for _, action := range policy.Actions() {
						require.Equal(t, !out && policy.May(a, action, policy.In(policy.Unrelated)), policy.May(a, action, to), "%s", action)
					}
				}
				for _, class := range policy.Personal() {
					if !policy.Sees(a, class, to) {
						continue
					}
					seen++
					byGrant := slices.Contains(given, class) || class == policy.TravelCard && slices.Contains(given, policy.Identity)
					require.True(t, !out && (byGrant || glass), "%s sees %s", a.Account, class)
				}
				if glass {
					opened++
				}
			}
		}
	})
	require.Positive(t, seen)
	require.Positive(t, opened)
}

// A grant never shows an agency more than its roles would see in a case that came to their own desk: a
// mission gets identity from a grant of any classes, and never the story.
func TestAGrantKnowsItsReader(t *testing.T) {
	t.Parallel()
	c := newCase()
	c.Consents = []casework.ConsentGiven{{Consent: "C10", At: morning, Mode: casework.ModeSign}}
	for _, agency := range []casework.AgencyID{"ngo", "clinic", "ministry"} {
		c.Access = append(c.Access, casework.Grant{ID: 1, Agency: agency, Classes: policy.Personal(), Consent: "C10", Until: morning.Add(time.Hour)})
	}
	want := map[casework.AccountID][]policy.Class{
		"ngo-1":     {policy.TravelCard, policy.Identity, policy.Narrative, policy.Contact, policy.Legal, policy.Fear},
		"ngo-2":     {policy.TravelCard, policy.Identity, policy.Narrative, policy.Legal, policy.Fear},
		"clinic-1":  {policy.TravelCard, policy.Identity, policy.Medical},
		"mission-1": {policy.TravelCard, policy.Identity},
	}
	for _, a := range outsiders() {
		to := policy.OfCase(c, agencyOf, morning).RelationsOf(a)
		var sees []policy.Class
		for _, class := range policy.Personal() {
			if policy.Sees(a, class, to) {
				sees = append(sees, class)
			}
		}
		require.Equal(t, want[a.Account], sees, "%s", a.Account)
		require.False(t, policy.May(a, policy.SeeWholeCase, to), "%s", a.Account)
		require.False(t, policy.May(a, policy.StateFacts, to), "%s", a.Account)
		later := policy.OfCase(c, agencyOf, morning.Add(time.Hour)).RelationsOf(a)
		require.Equal(t, []policy.Relation{policy.ExpiredGrant, policy.Unrelated}, later.List(), "%s", a.Account)
	}
}

// A desk whose grant ends keeps the part in the case that it has for other reasons.
func TestAnEndedGrantTakesNoPartAway(t *testing.T) {
	t.Parallel()
	c := newCase()
	c.Attempts[casework.StepTriage] = 1
	c.Access = []casework.Grant{{ID: 1, Agency: "medical-agency", Desk: "medical", Classes: []policy.Class{policy.Medical}, Consent: "C3", EndedAt: morning}}
	c.Undo = []casework.UndoEntry{{ID: 1, Kind: casework.UndoGrant, State: casework.UndoDone, Desk: "medical", Grant: 1}}
	require.True(t, sees(c, casework.RoleMedical, "medical", "THA"))
}
