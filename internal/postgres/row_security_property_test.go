package postgres_test

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// book is the shipped corridors and desks; it never changes.
var book = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

// seeded is a record with the shipped directory.
func seeded(t *testing.T) (*dbtest.Env, *corridor.Set) {
	t.Helper()
	w := dbtest.New(t)
	b, err := book()
	require.NoError(t, err)
	var d record.Directory
	for _, a := range b.Directory().Agencies() {
		d.Agencies = append(d.Agencies, record.Agency{ID: a.ID, Name: a.Name, Country: a.Country})
	}
	for _, k := range b.Directory().Desks() {
		d.Desks = append(d.Desks, record.Desk{ID: k.ID, Agency: k.Agency, Kind: k.Kind, Name: k.Name, Country: k.Country, Seat: k.Seat, Zone: k.Zone.String()})
	}
	require.NoError(t, w.Owner(t).SeedDirectory(t.Context(), d))
	return w, b
}

// peopled draws a case that desks have to do with in every way that there is.
func peopled(t *rapid.T, ref casework.Ref, rules casework.Rules, desks []corridor.Desk) casework.Case {
	desk := func(label string) casework.DeskID { return rapid.SampledFrom(desks).Draw(t, label).ID }
	steps := []casework.Step{
		casework.StepRegister, casework.StepTriage, casework.StepScreening, casework.StepDetermination, casework.StepVerifyNationality,
		casework.StepTravelDocument, casework.StepExitPermit, casework.StepReception, casework.StepFitToTravel, casework.StepAttest + "/1",
	}
	c := casework.Case{Ref: ref, Rules: rules, Seq: 1, OpenedAt: dbtest.Day, Stage: casework.StageRescue, Modality: casework.VoluntaryAssisted, Attempts: map[casework.Step]int{}}
	for range rapid.IntRange(0, 3).Draw(t, "tasks") {
		step := rapid.SampledFrom(steps).Draw(t, "step")
		c.Attempts[step]++
		one := dbtest.Task(step, c.Attempts[step], desk("desk of task"), dbtest.Day)
		c.Tasks = append(c.Tasks, one)
	}
	for range rapid.IntRange(0, 3).Draw(t, "asked") {
		c.Attempts[rapid.SampledFrom(steps).Draw(t, "asked step")]++
	}
	for range rapid.IntRange(0, 3).Draw(t, "settled") {
		by := casework.Actor{Account: "acc-s", Desk: desk("desk that settled")}
		c.Settlements = append(c.Settlements, casework.Settlement{Step: rapid.SampledFrom(steps).Draw(t, "settled step"), By: by, At: dbtest.Day})
	}
	for n := range rapid.IntRange(0, 3).Draw(t, "undo") {
		c.Undo = append(c.Undo, casework.UndoEntry{
			ID: n + 1, Kind: rapid.SampledFrom([]casework.UndoKind{casework.UndoVerification, casework.UndoReception, casework.UndoHandover, casework.UndoSeat}).Draw(t, "act"),
			State: rapid.SampledFrom([]casework.UndoState{casework.UndoArmed, casework.UndoOrdered, casework.UndoDone, casework.UndoImpossible, casework.UndoObsolete}).Draw(t, "state of act"),
			Desk:  desk("desk of act"),
		})
	}
	when := func(label string) (since, until, ended time.Time) {
		since = dbtest.Day.Add(-2 * time.Hour)
		until = since.Add(time.Duration(rapid.IntRange(1, 4).Draw(t, label)) * time.Hour)
		if rapid.IntRange(0, 3).Draw(t, label+" ended") == 0 {
			ended = dbtest.Day.Add(-time.Minute)
		}
		return since, until, ended
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "grants") {
		g := casework.Grant{ID: n + 1, Agency: rapid.SampledFrom(desks).Draw(t, "granted").Agency, Consent: casework.ConsentHandover, Classes: []casework.Class{"F"}}
		g.Since, g.Until, g.EndedAt = when("grant")
		c.Access = append(c.Access, g)
	}
	if rapid.Bool().Draw(t, "consents") {
		c.Consents = []casework.ConsentGiven{{Consent: casework.ConsentHandover, At: dbtest.Day.Add(-time.Hour), Mode: casework.ModeIcons, Language: "my"}}
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "glass") {
		g := casework.BreakGlass{ID: n + 1, By: casework.Actor{Account: rapid.SampledFrom(accounts()).Draw(t, "who broke")}}
		g.Since, g.Until, g.EndedAt = when("glass")
		c.BreakGlass = append(c.BreakGlass, g)
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "exclusions") {
		e := casework.Exclusion{ID: n + 1, Account: rapid.SampledFrom(accounts()).Draw(t, "whom"), Since: dbtest.Day.Add(-time.Hour)}
		_, _, e.EndedAt = when("exclusion")
		c.Excluded = append(c.Excluded, e)
	}
	return c
}

func accounts() []casework.AccountID { return []casework.AccountID{"acc-1", "acc-2", "acc-3"} }

// letIn records who has access in a state and who is excluded, as its change does.
func letIn(c casework.Case, do func(string, ...any)) {
	for _, g := range c.Access {
		do(`insert into app.case_access (case_ref, kind, id, agency, since, until, ended_at, terms) values ($1, 'grant', $2, $3, $4, $5, $6, '\x00')
			on conflict do nothing`, c.Ref, strconv.Itoa(g.ID), g.Agency, g.Since, g.Until, orNull(g.EndedAt))
	}
	for _, g := range c.BreakGlass {
		do(`insert into app.case_access (case_ref, kind, id, account, since, until, ended_at, terms) values ($1, 'glass', $2, $3, $4, $5, $6, '\x00')
			on conflict do nothing`, c.Ref, strconv.Itoa(g.ID), g.By.Account, g.Since, g.Until, orNull(g.EndedAt))
	}
	for _, e := range c.Excluded {
		do(`insert into app.case_access (case_ref, kind, id, account, since, ended_at) values ($1, 'excluded', $2, $3, $4, $5)
			on conflict do nothing`, c.Ref, strconv.Itoa(e.ID), e.Account, e.Since, orNull(e.EndedAt))
	}
}

func orNull(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// Row-level security allows everything that policy allows. It shows nothing to users without a relation to a
// case and to accounts that the survivor has excluded. A part in the case that has ended does not count.
func TestRowSecurityIsNeverNarrowerThanPolicy(t *testing.T) {
	t.Parallel()
	w, b := seeded(t)
	desks := b.Directory().Desks()
	agencyOf := func(id casework.DeskID) casework.AgencyID { d, _ := b.Directory().Desk(id); return d.Agency }
	behind := w.Behind(t)
	var about []policy.Action
	for _, a := range policy.Actions() {
		if ofCases(a) {
			about = append(about, a)
		}
	}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		ref := casework.Ref(fmt.Sprintf("case-%d", n))
		rules := rapid.SampledFrom(b.Corridors()).Draw(rt, "corridor").Rules()
		if rules.Host == "" {
			rules.Host = "THA"
		}
		before, state := peopled(rt, ref, rules, desks), peopled(rt, ref, rules, desks)
		state.Seq = 2
		for _, change := range []casework.Change{
			{Ref: ref, Seq: 1, Key: casework.Key("open-" + ref), Kind: casework.KindOpen, At: dbtest.Day, By: dbtest.Screener(), Next: before},
			{Ref: ref, Seq: 2, Key: casework.Key("then-" + ref), Kind: casework.KindReport, At: dbtest.Day, By: dbtest.Screener(), Opened: state.Tasks, Next: state},
		} {
			_, err := w.WriteChange(t.Context(), change, nil)
			require.NoError(rt, err)
		}
		letIn(state, func(statement string, args ...any) {
			_, err := behind.ExecContext(t.Context(), statement, args...)
			require.NoError(rt, err)
		})
		subject := policy.OfCase(&state, agencyOf, dbtest.Day)
		for range 8 {
			who := near(rt, subject, desks)
			if agency, known := b.Directory().Agency(who.Agency); known {
				who.Leads = agency.Leads
			}
			to := subject.RelationsOf(who)
			ctx := principal.With(t.Context(), principal.Principal{
				Kind: principal.Officer, Account: who.Account, Desk: who.Desk, Agency: who.Agency, Role: who.Role, Country: who.Country,
			})
			_, err := w.Front.CaseSummary(ctx, ref)
			require.True(rt, err == nil || fault.CodeOf(err) == fault.NotFound, "%v", err)
			seen := err == nil
			may := slices.ContainsFunc(about, func(a policy.Action) bool { return policy.May(who, a, to) })
			require.False(rt, may && !seen, "policy allows a case that row-level security hides: %+v is %v", who, to.List())
			books := rules.Desks[casework.DeskTransport]
			stranger := !slices.ContainsFunc(to.List(), func(r policy.Relation) bool {
				return r != policy.Unrelated && r != policy.ExpiredGrant
			}) && who.Desk != books && who.Agency != agencyOf(books)
			asleep := to.Has(policy.ExpiredGrant) && slices.ContainsFunc(state.Access, func(g casework.Grant) bool {
				return g.Agency == who.Agency && g.EndedAt.IsZero() && dbtest.Day.Before(g.Until) // ended only by its consent, which another change records
			})
			require.False(rt, seen && (stranger && !asleep || to.Has(policy.Excluded)), "row-level security shows a row without a relation: %+v stands %v", who, to.List())

			tasks, err := w.Front.Tasks(ctx, record.TaskFilter{Case: ref})
			require.NoError(rt, err)
			require.Len(rt, tasks.Rows, map[bool]int{true: len(state.Tasks)}[seen], "what hangs on a case goes with it")
			kept, err := w.Front.KeptOut(ctx, who.Account, []casework.Ref{ref})
			require.NoError(rt, err)
			require.Equal(rt, to.Has(policy.Excluded), len(kept) > 0, "whom she wants kept out is found by the asker themself")
		}
	})
}

// near draws an actor: often one of a desk that has to do with the case, in any role that may sit there.
func near(t *rapid.T, s policy.Subject, desks []corridor.Desk) policy.Actor {
	at := rapid.SampledFrom(desks).Draw(t, "any desk")
	if parts := s.DeskRelations(); len(parts) > 0 && rapid.IntRange(0, 2).Draw(t, "near") > 0 {
		part := rapid.SampledFrom(parts).Draw(t, "part")
		var of []corridor.Desk
		for _, d := range desks {
			if d.ID == part.Desk || d.Agency == part.Agency && rapid.Bool().Draw(t, "colleague") {
				of = append(of, d)
			}
		}
		if len(of) > 0 {
			at = rapid.SampledFrom(of).Draw(t, "desk near")
		}
	}
	var roles []casework.Role
	for _, r := range casework.Roles() {
		if policy.RoleFitsDesk(r, at.Kind) {
			roles = append(roles, r)
		}
	}
	if len(roles) == 0 {
		roles = []casework.Role{casework.RoleSurvivor}
	}
	return policy.Actor{
		Account: rapid.SampledFrom(accounts()).Draw(t, "account"), Role: rapid.SampledFrom(roles).Draw(t, "role"),
		Desk: at.ID, Kind: at.Kind, Agency: at.Agency, Country: at.Country,
	}
}
