package postgres_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/auditdb"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/postgres/identitydb"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

// refs name things: those that are there, or those that never were.
type refs struct {
	one, operation, list, movement casework.Ref
	key                            casework.Key
	task                           casework.TaskID
	name                           string
	erasure                        casework.Ref
}

// reads is every method of the store that gives something of a person, a case or a command out.
func reads() map[string]func(context.Context, *postgres.Store, refs) (any, error) {
	return map[string]func(context.Context, *postgres.Store, refs) (any, error){
		"Case":      func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Case(ctx, r.one) },
		"CaseState": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.CaseState(ctx, r.one) },
		"CaseFiles": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.CaseFiles(ctx, []casework.Ref{r.one})
		},
		"CaseStates": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.CaseStates(ctx, []casework.Ref{r.one})
		},
		"CaseSummary": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.CaseSummary(ctx, r.one) },
		"Cases": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Cases(ctx, record.CaseFilter{Refs: []casework.Ref{r.one}})
		},
		"Timeline": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Timeline(ctx, record.TimelineFilter{Case: r.one})
		},
		"Consents":      func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Consents(ctx, r.one) },
		"Facts":         func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Facts(ctx, r.one) },
		"Waivers":       func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Waivers(ctx, r.one) },
		"Holds":         func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Holds(ctx, r.one) },
		"Decisions":     func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Decisions(ctx, r.one) },
		"Reintegration": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Reintegration(ctx, r.one) },
		"Contact":       func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Contact(ctx, r.one) },
		"Task":          func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Task(ctx, r.one, r.task) },
		"Tasks": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Tasks(ctx, record.TaskFilter{Case: r.one})
		},
		"FindPeople": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.FindPeople(ctx, record.PersonQuery{Name: r.name, Most: 20})
		},
		"FindTwins": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.FindTwins(ctx, []record.Person{{Name: r.name}})
		},
		"ListLines": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.ListLines(ctx, r.list) },
		"Notices": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Notices(ctx, record.NoticeFilter{Case: r.one})
		},
		"Command": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Command(ctx, r.key) },
		"Commands": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Commands(ctx, record.CommandFilter{Target: dbtest.OfCase(r.one)})
		},
		"Operation": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Operation(ctx, r.operation)
		},
		"Operations": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			state := record.OperationFilter{Lead: "tha-screener"}
			if r.operation != "op-1" {
				state.Lead = "never-was"
			}
			return s.Operations(ctx, state)
		},
		"Funnel": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			funnel, err := s.Funnel(ctx, r.operation)
			funnel.Operation = ""
			return funnel, err
		},
		"CountByCorridor": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.CountByCorridor(ctx, r.operation)
		},
		"CasesAfter": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.CasesAfter(ctx, r.operation, "", 9)
		},
		"List": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.List(ctx, r.list) },
		"Lists": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Lists(ctx, record.ListFilter{Operation: r.operation})
		},
		"ListContents": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.ListContents(ctx, r.list)
		},
		"IdentityVersions": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.IdentityVersions(ctx, r.one)
		},
		"ProposedPerson": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			for seq := range 40 { // the change in which the correction was proposed
				p, words, err := s.ProposedPerson(ctx, r.one, casework.Key(fmt.Sprintf("%s-%d", casework.KindCorrect, seq)))
				if err != nil || words != "" {
					return []any{p, words}, err
				}
			}
			return nil, nil //nolint:nilnil // none was proposed
		},
		"OrderText": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			for seq := range 40 { // the change in which the order was proposed
				text, err := s.OrderText(ctx, r.one, casework.Key(fmt.Sprintf("%s-%d", casework.KindOrder, seq)))
				if err != nil || text.Authority != "" {
					return text, err
				}
			}
			return nil, nil //nolint:nilnil // none was proposed
		},
		"ListRows": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.ListRows(ctx, record.ListRowFilter{List: r.list})
		},
		"WaitingRows": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.WaitingRows(ctx, r.list, 0, 9)
		},
		"Movement": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Movement(ctx, r.movement) },
		"MovementActs": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.MovementActs(ctx, r.movement)
		},
		"Movements": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Movements(ctx, record.MovementFilter{Case: r.one})
		},
		"PassengerPlaces": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.PassengerPlaces(ctx, r.one)
		},
		"MovementTimeline": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.MovementTimeline(ctx, r.movement, false, record.Page{})
		},
		"ChangedBy": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.ChangedBy(ctx, r.one, 1) },
		"Grants": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			if r.one != "case-a" {
				return record.Grants{}, nil
			}
			return s.Grants(ctx, record.GrantFilter{})
		},
		"Erasure": func(ctx context.Context, s *postgres.Store, r refs) (any, error) { return s.Erasure(ctx, r.erasure) },
		"Deletion": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Deletion(ctx, r.erasure, "tha-screener")
		},
		"Deletions": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Deletions(ctx, record.DeletionFilter{Erasure: r.erasure})
		},
		"Erasures": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.Erasures(ctx, record.ErasureFilter{Case: r.one})
		},
		"DueFiles": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			if r.one != "case-a" {
				return []record.DueFile(nil), nil
			}
			return s.DueFiles(ctx, 9)
		},
		"HalfWaived": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			if r.one != "case-a" {
				return []casework.Ref(nil), nil
			}
			return s.HalfWaived(ctx, "G12", dbtest.Screener().Role, 9)
		},
		"FairOrders": func(ctx context.Context, s *postgres.Store, r refs) (any, error) {
			return s.FairOrders(ctx, r.movement)
		},
	}
}

// elsewhere are the methods of the store that are not asked here, by the reason.
func elsewhere() map[string][]string {
	return map[string][]string{
		"writes": {
			"WriteChange", "WriteOperation", "WriteMovement", "SaveList", "DropList", "MarkOpened", "MarkSeen", "StoreCommand", "SettleCommand",
			"RefuseCommand", "SeedDirectory", "PutCorridor", "WriteErasure", "StripCase", "FenceCase", "SaveDue", "SaveOverdue", "Purge", "EmptyTexts",
			"OpenSheet", "MarkSheet", "ConfirmSheet", "SaveDraft", "ClaimDraft", "DeleteDrafts", "SaveView", "RemoveView", "FreezeSelection", "SaveSettings",
			"SaveWording", "AnswerWording", "RaiseNotices", "AnswerList", "ProposeBatch", "AnswerBatch", "CountFileRead", "ExplainReading", "AnswerReading",
			"IndexAgain",
		},
		"is of the account that made it, with tests of its own":  {"Sheet", "Drafts", "ListDrafts", "SavedViews", "Selection", "Settings", "Wordings"},
		"is of the own account or agency, with tests of its own": {"ReadingReview", "ReadingReviews"},
		"is of the own desk, with tests of its own":              {"Absences", "Colleagues", "ReadNotices", "Batch", "Batches"},
		"tells who answered about a list, with tests of its own": {"ListAnswers"},
		"counts what Cases lists, with tests of its own":         {"CountCases"},
		"takes what it gives out, which only the worker may":     {"TakePending", "SendNotices"},
		"counts all there is, for the worker alone":              {"DeskLoads"},
		"looks at who was given something, for the worker alone": {"Receivers"},
		"looks for cases in a wrong state, for the worker alone": {"InspectedCases"},
		"is the worker's daily look at what is old":              {"EndedCases", "OldKeys", "Old", "Overdue", "PeopleMadeEarlier", "CountTexts", "HalfErased"},
		"is of nobody":        {"Close", "Ping", "CheckRowSecurity", "Directory", "Account", "Corridor"},
		"is of the door":      methodsOf(reflect.TypeFor[*identitydb.Accounts]()),
		"is of the audit log": append(methodsOf(reflect.TypeFor[*auditdb.Log]()), "CheckDecisions"),
		"says what an officer is told who asks to break the glass, with tests of its own": {"CaseOutside", "Officer"},
		"tells an officer of themself, with tests of its own":                             {"KeptOut"},
		"is for tests": {"Told", "Fail", "RecordAndFail", "RecordSlowly", "Watches", "IndexAll"},
	}
}

// methodsOf returns the methods of one of the parts of the store, which have separate tests.
func methodsOf(part reflect.Type) (out []string) {
	for method := range part.Methods() {
		out = append(out, method.Name)
	}
	return out
}

func TestEveryReadIsCheckedAgainstRowSecurity(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for name := range reads() {
		known[name] = true
	}
	for reason, names := range elsewhere() {
		for _, name := range names {
			require.False(t, known[name], "%s stands twice, here as one that %s", name, reason)
			known[name] = true
		}
	}
	store := reflect.TypeFor[*postgres.Store]()
	var missing []string
	for method := range store.Methods() {
		if !known[method.Name] {
			missing = append(missing, method.Name)
		}
	}
	require.Empty(t, missing, "does it give out anything of a case? Then read it here")
}

// To a user without a part in anything, a thing that exists is like one that does not: the same answer,
// by every method, in every role.
func TestAStrangerReadsNothing(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	m := &dbtest.Marker{}
	dbtest.TellAll(t, w, m)
	w.Super(t, `insert into app.deletions (erasure_ref, desk, agency, case_ref, host, how, classes, asked_at, fired, state)
		values ('erase-1', 'tha-screener', 'tha-msdhs', 'case-a', 'THA', '{task}', '{}', now(), 0, 'waiting')`,
		`insert into app.due_files (case_ref, kind, due_at, noted_at) values ('case-a', 'x', now(), now())`)
	there := refs{"case-a", "op-1", "list-1", "move-1", "settled", "determination#1", named(m.Personal, " name"), "erase-1"}
	never := refs{"case-9", "op-9", "list-9", "move-9", "never", "determination#1", "Nemo Niemand", "era-9"}
	answer := func(ctx context.Context, s *postgres.Store, read func(context.Context, *postgres.Store, refs) (any, error), r refs) string {
		got, err := read(ctx, s, r)
		if err != nil {
			require.Equal(t, fault.NotFound, fault.CodeOf(err), "%v", err)
			return fault.MessageOf(err)
		}
		raw, err := json.Marshal(got)
		require.NoError(t, err)
		return strings.NewReplacer(string(there.one), "", string(never.one), "", string(there.operation), "", string(never.operation), "").Replace(string(raw))
	}
	askers := map[string]struct {
		store *postgres.Store
		as    principal.Principal
	}{
		"nobody":                  {w.Front, principal.Principal{}},
		"the door":                {w.Front, principal.Principal{Kind: principal.SignIn}},
		"the API as procedure":    {w.Front, principal.Principal{Kind: principal.Worker}},
		"the worker for nobody":   {w.OpenAs(t, w.DB.WorkerDSN, seal.Clear{}, principal.Principal{}), principal.Principal{}},
		"the worker at the door":  {w.Store, principal.Principal{Kind: principal.SignIn}},
		"the owner":               {w.Owner(t), principal.Principal{}},
		"an officer without desk": {w.Front, principal.Principal{Kind: principal.Officer, Account: "acc-9", Country: "*"}},
	}
	for _, kind := range []principal.Kind{principal.SignIn, principal.Worker, "anything"} { // also with a claim to be at her desk
		near := dbtest.Officer(dbtest.Screener(), "THA")
		near.Kind = kind
		askers["the API as "+string(kind)+" at her desk"] = struct {
			store *postgres.Store
			as    principal.Principal
		}{w.Front, near}
	}
	for _, role := range casework.Roles() {
		stranger := casework.Actor{Account: "acc-9", Desk: "ken-mission", Agency: "ken-mfa", Role: role}
		askers["a stranger as "+string(role)] = struct {
			store *postgres.Store
			as    principal.Principal
		}{w.Front, dbtest.Officer(stranger, "KEN")}
	}
	for method, read := range reads() {
		require.NotEqual(t, answer(t.Context(), w.Store, read, never), answer(t.Context(), w.Store, read, there), "%s: there was something to be read", method)
		for who, asker := range askers {
			ctx := t.Context()
			if asker.as.Kind != "" {
				ctx = principal.With(ctx, asker.as)
			}
			_, err := read(ctx, asker.store, there)
			if err != nil && fault.CodeOf(err) != fault.NotFound {
				require.ErrorContains(t, err, "42501", "%s for %s", method, who) // nothing was granted, and so nothing is said
				continue
			}
			require.Equal(t, answer(ctx, asker.store, read, never), answer(ctx, asker.store, read, there), "%s for %s", method, who)
		}
	}
}

// named finds the mark of what.
func named(marks []string, what string) string {
	for _, m := range marks {
		if strings.HasSuffix(m, what) {
			return m
		}
	}
	return ""
}

// The API writes only in the name of its caller, and only to things that the caller sees.
func TestTheAPIWritesInTheAskersNameAlone(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	dbtest.TellAll(t, w, &dbtest.Marker{})
	stranger := casework.Actor{Account: "acc-9", Desk: "ken-mission", Agency: "ken-mfa", Role: casework.RoleSupervisor}
	as := principal.With(t.Context(), dbtest.Officer(stranger, "KEN"))
	const refused = "42501"

	n := command.New{Key: "k9", Actor: dbtest.Screener(), Target: dbtest.OfCase("case-a"), Name: "decide", Args: []byte(`{}`), Hash: dbtest.Zeros(), At: dbtest.Day, NextAt: dbtest.Day}
	_, _, err := w.Front.StoreCommand(as, n)
	require.ErrorContains(t, err, refused, "in another's name")
	other := n
	other.Actor = stranger
	other.Actor.Role = casework.RoleDPO
	_, _, err = w.Front.StoreCommand(as, other)
	require.ErrorContains(t, err, refused, "in another role")
	_, err = w.Front.SettleCommand(as, "pending", []byte(`{}`))
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
	_, err = w.Front.RefuseCommand(as, "pending", fault.Denied, "no", nil)
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
	row, err := w.Command(t.Context(), "pending")
	require.NoError(t, err)
	require.Equal(t, record.CommandPending, row.State)

	require.NoError(t, w.Front.MarkSeen(as, "case-0001", "screening#1"), "it does not say that there is something to be seen")
	require.Zero(t, w.Count(t, "app.receipts where seen_at is not null"))
	list := record.List{Ref: "list-9", Operation: "op-1", Name: "x", Hash: strings.Repeat("9", 64), At: dbtest.Day, By: stranger, Key: "list-9"}
	_, err = w.Front.SaveList(as, list, roster.List{})
	require.ErrorContains(t, err, refused, "to another's operation")

	// The screener may do it, of what they see.
	mine := principal.With(t.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	_, _, err = w.Front.StoreCommand(mine, n)
	require.ErrorContains(t, err, refused, "about a case that they do not see")
	n.Target = dbtest.OfCase("case-of-nobody")
	stored, fresh, err := w.Front.StoreCommand(mine, n)
	require.NoError(t, err)
	require.True(t, fresh)
	require.Equal(t, n.Key, stored.Key)
	settled, err := w.Front.SettleCommand(mine, n.Key, []byte(`{"seq":1}`))
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, settled.State)
	refusal, err := w.Front.RefuseCommand(mine, "pending", fault.GateClosed, "closed", []byte(`["G03"]`))
	require.NoError(t, err)
	require.Equal(t, record.CommandRefused, refusal.State)
	require.NoError(t, w.Front.MarkSeen(mine, "case-0001", "screening#1"))
	require.Equal(t, 1, w.Count(t, "app.receipts where seen_at is not null"))
	list.By, list.Ref = dbtest.Screener(), "list-2"
	_, err = w.Front.SaveList(mine, list, roster.List{Rows: []roster.Row{{Line: 2, Raw: []string{"x"}}}})
	require.NoError(t, err)
	require.Equal(t, 1, w.Count(t, "app.list_rows where list_ref = 'list-2'"))

	contents, err := w.ListContents(t.Context(), "list-2")
	require.NoError(t, err)
	answer := record.ListAnswer{List: "list-2", Problem: "hidden_row", Choice: doubt.LeaveOut, At: dbtest.Day, By: stranger, Key: "answer", Hash: dbtest.Zeros()}
	leaveOut := func(lines record.ListLines) (record.ListDecision, error) {
		lines.Lines[0].State = record.RowLeftOut
		return record.ListDecision{Rows: 1, Changed: lines.Lines}, nil
	}
	_, err = w.Front.AnswerList(as, answer, contents.Rows, leaveOut)
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "of another's operation")
	_, err = w.Front.AnswerList(mine, answer, contents.Rows, leaveOut)
	require.ErrorContains(t, err, refused, "in another's name")
	answer.By = dbtest.Screener()
	_, err = w.Front.AnswerList(mine, answer, contents.Rows, leaveOut)
	require.NoError(t, err)
	require.Equal(t, 1, w.Count(t, "app.list_rows where list_ref = 'list-2' and state = 'left_out' and answered is null"))
	found, err := w.Front.ListAnswers(as, "list-2", record.Page{})
	require.NoError(t, err)
	require.Empty(t, found.Rows)
}
