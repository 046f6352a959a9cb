package erasuredb_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
)

// stuckAt has a step of an approved erasure refused.
func stuckAt(tb testing.TB, e erasure.Erasure, step erasure.Step) (erasure.Erasure, erasure.Change) {
	tb.Helper()
	change, _, err := erasure.Accept(e, erasure.Command{
		Key: "stuck/3", Kind: erasure.KindStuck, By: casework.System(), At: dbtest.Day, Step: step, Code: fault.Conflict,
	})
	require.NoError(tb, err)
	return e.Take(change), change
}

func TestARequestForErasureIsKept(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	ctx := t.Context()
	e, asked := dbtest.Erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, dbtest.Protector("first"))
	require.NoError(t, w.WriteErasure(ctx, asked))
	require.NoError(t, w.WriteErasure(ctx, asked), "written twice it changes nothing")
	_, second := dbtest.Erasing(t, erasure.Erasure{Ref: "erase-2"}, erasure.KindRequest, dbtest.Protector("second"))
	require.Equal(t, fault.Conflict, fault.CodeOf(w.WriteErasure(ctx, second)), "one open request for a case is enough")

	e, approved := dbtest.Erasing(t, e, erasure.KindApprove, dbtest.Protector("second"))
	require.NoError(t, w.WriteErasure(ctx, approved))
	e, stuck := stuckAt(t, e, erasure.StepStrip)
	require.NoError(t, w.WriteErasure(ctx, stuck))
	waits, err := w.Erasure(ctx, "erase-1")
	require.NoError(t, err)
	require.Equal(t, &erasure.Stuck{Step: erasure.StepStrip, Code: fault.Conflict, Since: dbtest.Day}, waits.Stuck)
	require.Equal(t, 1, w.Count(t, "app.notices where kind = 'erasure_stuck' and erasure_ref = 'erase-1' and desk = 'tha-focal-desk'"))
	_, done := dbtest.Erasing(t, e, erasure.KindDone, casework.System())
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
	require.Equal(t, 4, w.Count(t, "app.erasure_changes"))
	require.Equal(t, 4, w.Count(t, "app.audit_events where action = 'record.erasure' and subject_ref = 'case-a'"))

	_, again := dbtest.Erasing(t, erasure.Erasure{Ref: "erase-3"}, erasure.KindRequest, dbtest.Protector("second"))
	require.NoError(t, w.WriteErasure(ctx, again), "a request that has ended does not block a new one")
	page, err := w.Erasures(ctx, record.ErasureFilter{Case: "case-a", State: erasure.Requested})
	require.NoError(t, err)
	require.Len(t, page.Rows, 1)
	require.Equal(t, casework.Ref("erase-3"), page.Rows[0].Ref)
}

// The database itself does not take an approval by the user who requested it.
func TestTheDatabaseKnowsThatItTakesTwo(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	e, asked := dbtest.Erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, dbtest.Protector("first"))
	require.NoError(t, w.WriteErasure(t.Context(), asked))
	_, approved := dbtest.Erasing(t, e, erasure.KindApprove, dbtest.Protector("second"))
	forged := dbtest.Protector("first")
	approved.Next.DecidedBy = &forged
	require.Equal(t, fault.Invalid, fault.CodeOf(w.WriteErasure(t.Context(), approved)))
}

// Stripping removes everything that could still be found or opened. The data for counts stay, and nothing
// of other persons is removed.
func TestStrippingACaseLeavesItsSkeleton(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	dbtest.TellAll(t, w, &dbtest.Marker{})
	ctx := t.Context()
	require.Equal(t, 1, w.Count(t, "app.people where case_ref = 'case-a'"))
	require.Positive(t, w.Count(t, "app.people_index where case_ref = 'case-a'"))
	require.Positive(t, w.Count(t, "app.identity_versions where case_ref = 'case-a'"))
	before, err := w.Funnel(ctx, "op-1")
	require.NoError(t, err)
	events, neighbours := w.Count(t, "app.audit_events"), w.Count(t, "app.people where case_ref <> 'case-a'")
	changes := w.Count(t, "app.case_changes where case_ref = 'case-a'")

	require.NoError(t, box.Destroy(ctx, "case/case-a"))
	require.NoError(t, w.StripCase(ctx, "case-a", dbtest.Day))
	require.NoError(t, w.StripCase(ctx, "case-a", dbtest.Day.Add(time.Hour)), "run twice it changes nothing")

	require.Zero(t, w.Count(t, "app.people where case_ref = 'case-a'"))
	require.Zero(t, w.Count(t, "app.people_index where case_ref = 'case-a'"))
	require.Zero(t, w.Count(t, "app.identity_versions where case_ref = 'case-a'"))
	require.Zero(t, w.Count(t, "app.notices where case_ref = 'case-a'"))
	require.Zero(t, w.Count(t, "app.case_changes where case_ref = 'case-a' and (words is not null or recorded is not null)"))
	require.Equal(t, changes, w.Count(t, "app.case_changes where case_ref = 'case-a'"), "that something was done stays")
	require.Equal(t, neighbours, w.Count(t, "app.people where case_ref <> 'case-a'"))
	require.Equal(t, events, w.Count(t, "app.audit_events"), "the trace stays")
	require.Equal(t, 1, w.Count(t, "app.cases where ref = 'case-a' and erased_at is not null"))
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
	w := dbtest.New(t)
	w.PlaceDesks(t, casework.DeskRegistrar, "tha-focal-agency", "THA", "tha-focal-desk")
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	_, asked := dbtest.Erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, dbtest.Protector("first"))
	require.NoError(t, w.WriteErasure(t.Context(), asked))
	w.Super(t, `insert into app.case_access (case_ref, kind, id, account, since) values ('case-a', 'excluded', '1', 'kept-out', '2020-01-01')`)
	require.NoError(t, w.SaveDue(t.Context(), []casework.Ref{"case-a"}, []record.DueFile{{Case: "case-a", Kind: retention.CaseAdult, Due: dbtest.Day}}))
	require.NoError(t, w.SaveOverdue(t.Context(), []record.Overdue{{Kind: retention.ListRows, Count: 1, At: dbtest.Day}}))
	for name, c := range map[string]struct {
		who  principal.Principal
		sees int
	}{
		"at home": {dbtest.Officer(dbtest.Protector("third"), "THA"), 1},
		"abroad":  {dbtest.Officer(dbtest.Protector("third"), "KEN"), 0},
		// An excluded account has no part in the erasure either: a complaint about it stays.
		"whom she wants kept out": {dbtest.Officer(dbtest.Protector("kept-out"), "THA"), 0},
		"nobody":                  {principal.Principal{}, 0},
	} {
		ctx := principal.With(t.Context(), c.who)
		page, err := w.Front.Erasures(ctx, record.ErasureFilter{})
		require.NoError(t, err, "%s", name)
		require.Len(t, page.Rows, c.sees, "%s", name)
		due, err := w.Front.DueFiles(ctx, 10)
		require.NoError(t, err, "%s", name)
		require.Len(t, due, c.sees, "%s", name)
		require.ErrorContains(t, w.Front.WriteErasure(ctx, asked), "42501", "%s", name)
		require.ErrorContains(t, w.Front.StripCase(ctx, "case-a", dbtest.Day), "42501", "%s", name)
		require.ErrorContains(t, w.Front.SaveOverdue(ctx, []record.Overdue{{Kind: retention.ListRows, At: dbtest.Day}}), "42501", "%s", name)
	}
}
