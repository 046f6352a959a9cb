package erasuredb_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// offices puts desks into the directory, each of the agency that is named with it.
func offices(t *testing.T, w *dbtest.Env, agencyOf map[string]string) {
	t.Helper()
	for desk, agency := range agencyOf {
		w.Super(t, `insert into app.agencies (id, name, country) values ('`+agency+`', '', 'THA') on conflict do nothing`,
			`insert into app.desks (id, agency, kind, name, country, seat, zone) values ('`+desk+`', '`+agency+`', 'shelter', '', 'THA', '', 'Asia/Bangkok')`)
	}
}

// Every receiver is found, by any way of being given something; the agency that keeps the case is
// not a receiver, and neither is a desk that only saw that there is a case.
func TestWhoWasGivenSomething(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	w.Super(t, `delete from app.case_parts`,
		`insert into app.case_parts (case_ref, desk, how, since, ended_at) values
			('case-a', 'keeper', 'part', now(), null), ('case-a', 'asked', 'waits', now(), null), ('case-a', 'taken-back', 'owes', now(), now()), ('case-a', 'books', 'books', now(), null)`,
		`insert into app.case_access (case_ref, kind, id, agency, told, since, until, terms) values ('case-a', 'grant', '1', 'police', 'police-desk', now(), now(), '')`,
		`insert into app.movements (ref, status, charter, seats, blocked, sold, standby, manifest, desk, receiving, escorts, seq, departs_at, arrives_at, planned_at, updated_at, state)
			values ('move-9', 'planned', false, 1, 0, 0, 0, 0, 'books', 'receives', '{escort-a,escort-b}', 1, now(), now(), now(), now(), '')`,
		`insert into app.passengers (movement_ref, case_ref, body) values ('move-9', 'case-a', '')`)
	offices(t, w, map[string]string{
		"keeper": "social", "keeper-too": "social", "asked": "screeners", "taken-back": "mfa", "books": "road", "receives": "home", "escort-a": "escorts", "escort-b": "escorts",
		"police-desk": "police", "reads": "clinic", "breaks": "ministry", "lists": "ministry",
	})
	read := func(desk casework.DeskID, outcome audit.Outcome, classes ...policy.Class) audit.Event {
		return audit.Event{
			At: dbtest.Day, Action: audit.Action(policy.ShowCase), Subject: audit.Subject{Kind: audit.OfCase, Ref: "case-a"}, Classes: classes, Purpose: policy.ForCare,
			Outcome: outcome,
		}.By(casework.Actor{Account: "acc", Desk: desk, Agency: "x", Role: casework.RoleMedical})
	}
	glass := audit.Event{At: dbtest.Day, Action: audit.WroteCase, Subject: audit.Subject{Kind: audit.OfCase, Ref: "case-a"}, Seq: 2, Outcome: audit.Allowed, Code: "break_glass"}.
		By(casework.Actor{Account: "acc", Desk: "breaks", Agency: "ministry", Role: casework.RoleCoordinator})
	require.NoError(t, w.Record(t.Context(),
		read("reads", audit.Allowed, policy.Operational, policy.Medical), read("reads", audit.Allowed, policy.Identity), read("asked", audit.Allowed, policy.Identity),
		read("keeper-too", audit.Allowed, policy.Narrative), read("lists", audit.Allowed, policy.Operational), read("lists", audit.Denied, policy.Narrative),
		read("closed-down", audit.Allowed, policy.Contact), glass))

	got, err := w.Receivers(t.Context(), "case-a", "keeper")
	require.NoError(t, err)
	waits := func(desk casework.DeskID, agency casework.AgencyID, how []erasure.How, classes ...casework.Class) erasure.Deletion {
		return erasure.Deletion{Desk: desk, Agency: agency, How: how, Classes: classes, State: erasure.Waiting}
	}
	manifest := []erasure.How{erasure.ByManifest}
	require.Equal(t, []erasure.Deletion{
		waits("asked", "screeners", []erasure.How{erasure.ByReading, erasure.ByTask}, policy.Identity),
		waits("books", "road", manifest),
		waits("breaks", "ministry", []erasure.How{erasure.ByGlass}),
		waits("closed-down", "", []erasure.How{erasure.ByReading}, policy.Contact),
		waits("escort-a", "escorts", manifest), waits("escort-b", "escorts", manifest),
		waits("police-desk", "police", []erasure.How{erasure.ByGrant}),
		waits("reads", "clinic", []erasure.How{erasure.ByReading}, policy.Identity, policy.Medical),
		waits("receives", "home", manifest),
		waits("taken-back", "mfa", []erasure.How{erasure.ByTask}),
	}, got)
	require.NoError(t, w.StripCase(t.Context(), "case-a", dbtest.Day))
	again, err := w.Receivers(t.Context(), "case-a", "keeper")
	require.NoError(t, err)
	require.Equal(t, got, again, "it can be asked of a skeleton too")
	noDesk, err := w.Receivers(t.Context(), "case-9", "keeper")
	require.NoError(t, err)
	require.Empty(t, noDesk)
}

// A desk that has read the list that she is on was given her row with the others.
func TestReadersOfAListWereGivenItsRows(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	dbtest.TellAll(t, w, &dbtest.Marker{})
	offices(t, w, map[string]string{"keeper": "social", "reads-lists": "militia-liaison"})
	require.NoError(t, w.Record(t.Context(), audit.Event{
		At: dbtest.Day, Action: audit.Action(policy.ShowListRows), Subject: audit.Subject{Kind: audit.OfList, Ref: "list-1"}, Classes: []policy.Class{policy.Identity},
		Purpose: policy.ForCasework, Outcome: audit.Allowed,
	}.By(casework.Actor{Account: "acc", Desk: "reads-lists", Agency: "militia-liaison", Role: casework.RoleRegistrar})))
	for ref, listed := range map[casework.Ref]bool{"case-0001": true, "case-a": false} {
		got, err := w.Receivers(t.Context(), ref, "keeper")
		require.NoError(t, err)
		require.Equal(t, listed, slices.ContainsFunc(got, func(d erasure.Deletion) bool { return d.Desk == "reads-lists" }), "%s", ref)
	}
}

// asking is an erasure of case-a that is done, and asks two desks.
func asking(t *testing.T, w *dbtest.Env) erasure.Erasure {
	t.Helper()
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	e, asked := dbtest.Erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, dbtest.Protector("first"))
	require.NoError(t, w.WriteErasure(t.Context(), asked))
	e, approved := dbtest.Erasing(t, e, erasure.KindApprove, dbtest.Protector("second"))
	require.NoError(t, w.WriteErasure(t.Context(), approved))
	require.NoError(t, w.StripCase(t.Context(), "case-a", dbtest.Day))
	done, _, err := erasure.Accept(e, erasure.Command{Key: "done", Kind: erasure.KindDone, By: casework.System(), At: dbtest.Day, Receivers: []erasure.Deletion{
		{
			Desk: "eth-mission", Agency: "eth-mfa", How: []erasure.How{erasure.ByTask, erasure.ByReading}, Classes: []casework.Class{"C"},
			Escalations: []erasure.EscalationAt{{Level: casework.EscalationHeadOfDesk, At: dbtest.Day.Add(time.Hour), Recipient: "eth-mfa-focal"}},
		},
		{Desk: "tha-police", Agency: "tha-police", How: []erasure.How{erasure.ByGrant}},
	}})
	require.NoError(t, err)
	require.NoError(t, w.WriteErasure(t.Context(), done))
	require.NoError(t, w.WriteErasure(t.Context(), done), "written twice it asks noDesk twice")
	return e.Take(done)
}

// The request exists as references in the outbox and in the record, although the case is erased.
func TestRequestsToReceiversAreKept(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	e := asking(t, w)
	ctx := t.Context()
	require.Equal(t, 2, w.Count(t, "app.notices where kind = 'delete_and_say_so' and erasure_ref = 'erase-1' and case_ref is null and sent_at is null"))
	sent, err := w.SendNotices(ctx, 10, func(_ context.Context, n record.Notice) error {
		require.Equal(t, casework.Ref("erase-1"), n.Erasure)
		require.Empty(t, n.Case)
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, 2, sent)

	w.Set(dbtest.Day.Add(2 * time.Hour))
	late, err := w.Deletions(ctx, record.DeletionFilter{Overdue: new(true)})
	require.NoError(t, err)
	require.Len(t, late.Rows, 1)
	require.Equal(t, casework.DeskID("eth-mission"), late.Rows[0].Desk)
	require.Equal(t, []casework.Class{"C"}, late.Rows[0].Classes)
	require.Equal(t, casework.Country("THA"), late.Rows[0].Host)

	said, _, err := erasure.Accept(e, erasure.Command{
		Key: "said", Kind: erasure.KindAnswer, At: dbtest.Day.Add(time.Hour), Desk: "eth-mission", Answer: erasure.Kept, Reason: erasure.OwnLaw,
		By: casework.Actor{Account: "consul", Desk: "eth-mission", Agency: "eth-mfa", Role: casework.RoleConsul},
	})
	require.NoError(t, err)
	require.NoError(t, w.WriteErasure(ctx, said))
	row, err := w.Deletion(ctx, "erase-1", "eth-mission")
	require.NoError(t, err)
	require.Equal(t, erasure.Kept, row.State)
	require.Equal(t, erasure.OwnLaw, row.Reason)
	require.Equal(t, casework.AccountID("consul"), row.AnsweredBy.Account)
	require.Equal(t, 1, w.Count(t, "app.audit_events where action = 'record.erasure' and code = 'answer' and desk = 'eth-mission' and subject_ref = 'case-a'"))
	waiting, err := w.Deletions(ctx, record.DeletionFilter{Erasure: "erase-1", State: erasure.Waiting, Page: record.Page{Limit: 1}})
	require.NoError(t, err)
	require.Len(t, waiting.Rows, 1)
	require.Equal(t, casework.DeskID("tha-police"), waiting.Rows[0].Desk)
	first, err := w.Deletions(ctx, record.DeletionFilter{Page: record.Page{Limit: 1}})
	require.NoError(t, err)
	require.NotNil(t, first.Next)
	next, err := record.ParseCursor(first.Next.String())
	require.NoError(t, err)
	second, err := w.Deletions(ctx, record.DeletionFilter{Page: record.Page{Limit: 1, After: next}})
	require.NoError(t, err)
	require.NotEqual(t, first.Rows[0].Desk, second.Rows[0].Desk)
	require.Nil(t, second.Next)
	_, err = w.Deletion(ctx, "erase-1", "never-was")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

// A receiver sees its own request and not the other receivers; an account that she excluded sees
// none; and the API writes none.
func TestRowSecurityOfRequestsToReceivers(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	asking(t, w)
	w.Super(t, `insert into app.case_access (case_ref, kind, id, account, since) values ('case-a', 'excluded', '1', 'kept-out', '2020-01-01')`)
	at := func(account, desk, agency string, role casework.Role, country casework.Country) principal.Principal {
		return dbtest.Officer(casework.Actor{Account: casework.AccountID(account), Desk: casework.DeskID(desk), Agency: casework.AgencyID(agency), Role: role}, country)
	}
	for name, c := range map[string]struct {
		who  principal.Principal
		sees int
	}{
		"the mission":             {at("a", "eth-mission", "eth-mfa", casework.RoleConsul, "ETH"), 1},
		"its agency":              {at("a", "eth-mfa-focal", "eth-mfa", casework.RoleSupervisor, "ETH"), 1},
		"somebody kept out":       {at("kept-out", "eth-mission", "eth-mfa", casework.RoleConsul, "ETH"), 0},
		"her own caseworker":      {at("a", "tha-caseworker", "tha-social", casework.RoleCaseworker, "THA"), 0},
		"the protection officer":  {dbtest.Officer(dbtest.Protector("third"), "THA"), 2},
		"one of another state":    {dbtest.Officer(dbtest.Protector("third"), "KEN"), 0},
		"a desk of no agency":     {at("a", "x", "", casework.RoleDPO, ""), 0},
		"noDesk":                  {principal.Principal{}, 0},
		"the door":                {principal.Principal{Kind: principal.SignIn}, 0},
		"who says it is a worker": {principal.Principal{Kind: principal.Worker}, 0},
	} {
		ctx := principal.With(t.Context(), c.who)
		page, err := w.Front.Deletions(ctx, record.DeletionFilter{})
		require.NoError(t, err, name)
		require.Len(t, page.Rows, c.sees, name)
	}
}

// The database takes no answer without its author, and no refusal without a reason.
func TestTheDatabaseKnowsWhatAnAnswerIs(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	asking(t, w)
	for _, wrong := range []string{
		`update app.deletions set state = 'deleted'`, `update app.deletions set state = 'cannot', answered_at = now(), answered_account = 'a'`,
		`update app.deletions set state = 'deleted', answered_at = now(), answered_account = 'a', answered_desk = 'other', answered_agency = 'other'`,
		`update app.deletions set state = 'cannot', reason = 'unreachable', answered_at = now(), answered_account = 'a', answered_desk = desk, answered_agency = agency`,
		`update app.deletions set reason = 'own_hold'`, `update app.deletions set state = 'forgotten'`, `update app.deletions set how = '{}'`,
	} {
		_, err := w.Behind(t).ExecContext(t.Context(), wrong)
		require.ErrorContains(t, err, "violates check constraint", wrong)
	}
	w.Super(t, `update app.deletions set state = 'cannot', reason = 'unreachable', answered_at = now(), answered_account = 'a', answered_desk = 'dpo', answered_agency = 'social' where desk = 'eth-mission'`,
		`update app.deletions set state = 'deleted', answered_at = now(), answered_account = 'a', answered_desk = 'eth-mfa-focal', answered_agency = 'eth-mfa', reason = null where desk = 'eth-mission'`)
}
