package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
)

// protector is a data protection officer of the host state, with no part in any case.
func protector(account casework.AccountID) casework.Actor {
	return casework.Actor{Account: account, Desk: "tha-focal-desk", Agency: "tha-focal-agency", Role: casework.RoleDPO}
}

// erasing takes a request for erasure on by one command.
func erasing(tb testing.TB, e erasure.Erasure, kind erasure.Kind, by casework.Actor) (erasure.Erasure, erasure.Change) {
	tb.Helper()
	change, _, err := erasure.Accept(e, erasure.Command{
		Key: casework.Key(string(e.Ref) + "-" + string(kind)), Kind: kind, By: by, At: day, Case: "case-a", Basis: erasure.CourtOrder,
		Gate: &casework.GateStatus{Gate: "G23", Open: true},
	})
	require.NoError(tb, err)
	return e.Take(change), change
}

// stuckAt has a step of an approved erasure refused.
func stuckAt(tb testing.TB, e erasure.Erasure, step erasure.Step) (erasure.Erasure, erasure.Change) {
	tb.Helper()
	change, _, err := erasure.Accept(e, erasure.Command{
		Key: "stuck/3", Kind: erasure.KindStuck, By: casework.System(), At: day, Step: step, Code: fault.Conflict,
	})
	require.NoError(tb, err)
	return e.Take(change), change
}

func TestARequestForErasureIsKept(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	change, clocks := opened("case-a")
	w.write(t, change, clocks...)
	ctx := t.Context()
	e, asked := erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, protector("first"))
	require.NoError(t, w.WriteErasure(ctx, asked))
	require.NoError(t, w.WriteErasure(ctx, asked), "written twice it changes nothing")
	_, second := erasing(t, erasure.Erasure{Ref: "erase-2"}, erasure.KindRequest, protector("second"))
	require.Equal(t, fault.Conflict, fault.CodeOf(w.WriteErasure(ctx, second)), "one open request for a case is enough")

	e, approved := erasing(t, e, erasure.KindApprove, protector("second"))
	require.NoError(t, w.WriteErasure(ctx, approved))
	e, stuck := stuckAt(t, e, erasure.StepStrip)
	require.NoError(t, w.WriteErasure(ctx, stuck))
	waits, err := w.Erasure(ctx, "erase-1")
	require.NoError(t, err)
	require.Equal(t, &erasure.Stuck{Step: erasure.StepStrip, Code: fault.Conflict, Since: day}, waits.Stuck)
	require.Equal(t, 1, w.count(t, "app.notices where kind = 'erasure_stuck' and erasure_ref = 'erase-1' and desk = 'tha-focal-desk'"))
	_, done := erasing(t, e, erasure.KindDone, casework.System())
	gap := done
	gap.Seq, gap.Next.Seq, gap.Key = 5, 5, "later"
	require.ErrorIs(t, w.WriteErasure(ctx, gap), record.ErrGap, "nothing is left out")
	require.NoError(t, w.WriteErasure(ctx, done))
	require.NoError(t, w.WriteErasure(ctx, approved), "late, and long there")

	row, err := w.Erasure(ctx, "erase-1")
	require.NoError(t, err)
	require.Equal(t, erasure.Erased, row.State)
	require.Equal(t, casework.Country("THA"), row.Host)
	require.Equal(t, casework.AccountID("first"), row.RequestedBy.Account)
	require.Equal(t, casework.AccountID("second"), row.DecidedBy.Account)
	require.Nil(t, row.Stuck)
	require.Equal(t, 4, w.count(t, "app.erasure_changes"))
	require.Equal(t, 4, w.count(t, "app.audit_events where action = 'record.erasure' and subject_ref = 'case-a'"))

	_, again := erasing(t, erasure.Erasure{Ref: "erase-3"}, erasure.KindRequest, protector("second"))
	require.NoError(t, w.WriteErasure(ctx, again), "one that is over stands in nobody's way")
	page, err := w.Erasures(ctx, record.ErasureFilter{Case: "case-a", State: erasure.Requested})
	require.NoError(t, err)
	require.Len(t, page.Rows, 1)
	require.Equal(t, casework.Ref("erase-3"), page.Rows[0].Ref)
}

// The database itself does not take an approval by the user who requested it.
func TestTheDatabaseKnowsThatItTakesTwo(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	change, clocks := opened("case-a")
	w.write(t, change, clocks...)
	e, asked := erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, protector("first"))
	require.NoError(t, w.WriteErasure(t.Context(), asked))
	_, approved := erasing(t, e, erasure.KindApprove, protector("second"))
	forged := protector("first")
	approved.Next.DecidedBy = &forged
	require.Equal(t, fault.Invalid, fault.CodeOf(w.WriteErasure(t.Context(), approved)))
}

// Stripping removes everything that could still be found or opened. The data for counts stay, and nothing
// of other persons is removed.
func TestStrippingACaseLeavesItsSkeleton(t *testing.T) {
	t.Parallel()
	box := newBox(t)
	w := envWith(t, box)
	tellAll(t, w, &marker{})
	ctx := t.Context()
	require.Equal(t, 1, w.count(t, "app.people where case_ref = 'case-a'"))
	require.Positive(t, w.count(t, "app.people_index where case_ref = 'case-a'"))
	before, err := w.Funnel(ctx, "op-1")
	require.NoError(t, err)
	events, neighbours := w.count(t, "app.audit_events"), w.count(t, "app.people where case_ref <> 'case-a'")
	changes := w.count(t, "app.case_changes where case_ref = 'case-a'")

	require.NoError(t, box.Destroy(ctx, "case/case-a"))
	require.NoError(t, w.StripCase(ctx, "case-a", day))
	require.NoError(t, w.StripCase(ctx, "case-a", day.Add(time.Hour)), "run twice it changes nothing")

	require.Zero(t, w.count(t, "app.people where case_ref = 'case-a'"))
	require.Zero(t, w.count(t, "app.people_index where case_ref = 'case-a'"))
	require.Zero(t, w.count(t, "app.notices where case_ref = 'case-a'"))
	require.Zero(t, w.count(t, "app.case_changes where case_ref = 'case-a' and (words is not null or recorded is not null)"))
	require.Equal(t, changes, w.count(t, "app.case_changes where case_ref = 'case-a'"), "that something was done stays")
	require.Equal(t, neighbours, w.count(t, "app.people where case_ref <> 'case-a'"))
	require.Equal(t, events, w.count(t, "app.audit_events"), "the trace stays")
	require.Equal(t, 1, w.count(t, "app.cases where ref = 'case-a' and erased_at is not null"))
	after, err := w.Funnel(ctx, "op-1")
	require.NoError(t, err)
	require.Equal(t, before, after, "counts still add up")
	found, err := w.Case(ctx, "case-a")
	require.NoError(t, err)
	require.True(t, found.Erased)
}

// Requests for erasure are seen by data protection officers of the host state only; the API writes
// none of them.
func TestRowSecurityOfErasures(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	change, clocks := opened("case-a")
	w.write(t, change, clocks...)
	_, asked := erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, protector("first"))
	require.NoError(t, w.WriteErasure(t.Context(), asked))
	w.super(t, `insert into app.case_access (case_ref, kind, id, account, since) values ('case-a', 'excluded', '1', 'kept-out', '2020-01-01')`)
	require.NoError(t, w.SaveDue(t.Context(), []casework.Ref{"case-a"}, []record.DueFile{{Case: "case-a", Kind: retention.CaseAdult, Due: day}}))
	require.NoError(t, w.SaveOverdue(t.Context(), []record.Overdue{{Kind: retention.ListRows, Count: 1, At: day}}))
	for name, c := range map[string]struct {
		who  principal.Principal
		sees int
	}{
		"at home": {officer(protector("third"), "THA"), 1},
		"abroad":  {officer(protector("third"), "KEN"), 0},
		// An excluded account has no part in the erasure either: a complaint about it stays.
		"whom she wants kept out": {officer(protector("kept-out"), "THA"), 0},
		"nobody":                  {principal.Principal{}, 0},
	} {
		ctx := principal.With(t.Context(), c.who)
		page, err := w.front.Erasures(ctx, record.ErasureFilter{})
		require.NoError(t, err, "%s", name)
		require.Len(t, page.Rows, c.sees, "%s", name)
		due, err := w.front.DueFiles(ctx, 10)
		require.NoError(t, err, "%s", name)
		require.Len(t, due, c.sees, "%s", name)
		require.ErrorContains(t, w.front.WriteErasure(ctx, asked), "42501", "%s", name)
		require.ErrorContains(t, w.front.StripCase(ctx, "case-a", day), "42501", "%s", name)
		require.ErrorContains(t, w.front.SaveOverdue(ctx, []record.Overdue{{Kind: retention.ListRows, At: day}}), "42501", "%s", name)
	}
}

func TestDueFilesAreReplaced(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	for _, ref := range []casework.Ref{"case-a", "case-b"} {
		change, clocks := opened(ref)
		change.Next.Ended = &casework.End{At: day.AddDate(-10, 0, 0), Closed: true}
		w.write(t, change, clocks...)
	}
	ctx := t.Context()
	ended, err := w.EndedCases(ctx, day, "", 10)
	require.NoError(t, err)
	require.Len(t, ended, 2)
	ended, err = w.EndedCases(ctx, day, "case-a", 10)
	require.NoError(t, err)
	require.Len(t, ended, 1)
	both := []casework.Ref{"case-a", "case-b"}
	due := []record.DueFile{{Case: "case-a", Kind: retention.CaseAdult, Due: day}, {Case: "case-b", Kind: retention.CaseNegative, Due: day.Add(-time.Hour)}}
	require.NoError(t, w.SaveDue(ctx, both, due))
	found, err := w.DueFiles(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, []record.DueFile{due[1], due[0]}, found, "the longest first")
	require.NoError(t, w.SaveDue(ctx, both, due[:1]))
	found, err = w.DueFiles(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, due[:1], found)
	require.NoError(t, w.StripCase(ctx, "case-a", day))
	ended, err = w.EndedCases(ctx, day, "", 10)
	require.NoError(t, err)
	require.Len(t, ended, 1, "who is erased is not looked at again")
}
