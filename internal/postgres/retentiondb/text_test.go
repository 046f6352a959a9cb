package retentiondb_test

import (
	"database/sql"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/retention"
)

// spoken has a mark for each text, by the kind with which it is emptied.
func spoken() map[retention.Kind][]string {
	return map[retention.Kind][]string{
		retention.Contact:   {"Zzyzx phone 0812345678", "Zzyzx place", "Zzyzx other place", "Zzyzx family words", "Zzyzx asked for"},
		retention.Identity:  {"Zzyzx consul words"},
		retention.Narrative: {"Zzyzx remark", "Zzyzx screening words", "Zzyzx told", "Zzyzx plan", "Zzyzx plan words", "Zzyzx answer", "Zzyzx next"},
		retention.Medical:   {"Zzyzx medical words"},
		retention.Legal:     {"Zzyzx legal words", "Zzyzx authority"},
		retention.Fear:      {"Zzyzx fear words"},
		retention.Audit:     {"Zzyzx review words", "Zzyzx name", "Zzyzx passport"}, // these stay
		"":                  {"Zzyzx strange words", "Zzyzx refused words"},
	}
}

// written writes a case with text of every class, and ends it at day + 20.
func written(t *testing.T, w *dbtest.Env, ref casework.Ref) casework.Change {
	t.Helper()
	last, clocks := dbtest.Opened(ref)
	say := func(c casework.Change, words record.Words) {
		w.Stored(t, c.Key, dbtest.OfCase(ref), "deed", casework.Command{Kind: c.Kind}, words)
	}
	last.Entries[0] = casework.Entry{Code: casework.EntryOpened}
	say(last, record.Words{Text: "Zzyzx told", Opening: &record.Opening{Person: record.Person{
		Name: "Zzyzx name", Phone: "Zzyzx phone 0812345678", Place: "Zzyzx place", Remark: "Zzyzx remark",
	}}})
	w.Write(t, last, clocks...)
	settle := func(step casework.Step, words record.Words) {
		asked := dbtest.Next(last, casework.KindTick)
		asked.Key += casework.Key(ref)
		one := dbtest.Task(step, 2, "tha-screener", asked.At)
		asked.Opened = []casework.Task{one}
		w.Write(t, asked)
		last = dbtest.Decided(asked, one, "done")
		last.Key += casework.Key(ref)
		last.Decisions[0].Key = last.Key
		if words.Document != nil {
			last.Decisions[0].Outcome = casework.Issued
		}
		say(last, words)
		w.Write(t, last)
	}
	settle(casework.StepFamilyAssessment, record.Words{Text: "Zzyzx family words", Person: &record.Person{Place: "Zzyzx other place"}})
	settle(casework.StepTravelDocument, record.Words{Text: "Zzyzx consul words", Document: &record.Document{Number: "Zzyzx passport"}})
	settle(casework.StepScreening, record.Words{Text: "Zzyzx screening words"})
	settle(casework.StepTriage, record.Words{Text: "Zzyzx medical words"})
	settle(casework.StepLegalRelease, record.Words{Text: "Zzyzx legal words"})
	settle(casework.StepFearOfReturn, record.Words{Text: "Zzyzx fear words"})
	settle(casework.StepAccessReview, record.Words{Text: "Zzyzx review words"})
	settle("long_forgotten", record.Words{Text: "Zzyzx strange words"})
	settle(casework.StepPlan, record.Words{Text: "Zzyzx plan words", Plan: &record.Plan{Text: "Zzyzx plan"}})
	settle(casework.FollowUp("3m"), record.Words{Score: &record.Score{
		Answers: map[string]string{"q": "Zzyzx answer"}, Marks: reintegration.Score{Questionnaire: "q", Version: 1},
	}, Try: &record.ContactTry{Next: "Zzyzx next"}})
	agreed := dbtest.Next(last, casework.KindContact)
	agreed.Key += casework.Key(ref)
	agreed.Entries = []casework.Entry{{Code: casework.EntryContactAgreed}}
	say(agreed, record.Words{Contact: &record.Contact{AskFor: "Zzyzx asked for"}})
	w.Write(t, agreed)
	last = agreed
	ordered := dbtest.Next(last, casework.KindOrder)
	ordered.Key += casework.Key(ref)
	ordered.Entries = []casework.Entry{{Code: casework.EntryProposed, Step: casework.Approval(1), Detail: "legal_order"}}
	say(ordered, record.Words{Order: &record.OrderText{Authority: "Zzyzx authority"}})
	w.Write(t, ordered)
	last = ordered
	refused := casework.Key("refused-" + ref)
	w.Stored(t, refused, dbtest.OfCase(ref), "decide", casework.Command{}, record.Words{Text: "Zzyzx refused words"})
	_, err := w.RefuseCommand(t.Context(), refused, fault.GateClosed, "no", nil)
	require.NoError(t, err)
	return endCase(t, w, last)
}

// end closes a case.
func endCase(t *testing.T, w *dbtest.Env, after casework.Change) casework.Change {
	t.Helper()
	c := dbtest.Next(after, casework.KindTick)
	c.Key += "-end-" + casework.Key(c.Ref)
	c.Entries = []casework.Entry{{Code: casework.EntryClosed}}
	c.Next.Ended = &casework.End{At: c.At, Closed: true}
	w.Write(t, c)
	w.Set(c.At.AddDate(0, 0, 31))
	return c
}

// versions returns the versions of all rows that can hold text.
func versionsOf(t *testing.T, w *dbtest.Env) string {
	t.Helper()
	var out string
	for _, table := range []string{"people", "people_index", "case_changes", "commands", "plans", "scores", "contacts", "contact_tries", "list_rows"} {
		var one string
		require.NoError(t, w.Behind(t).GetContext(t.Context(), &one, `select coalesce(string_agg(ctid::text || xmin::text, ' ' order by ctid), '') from app.`+table))
		out += table + " " + one
	}
	return out
}

// marks returns the marks that are anywhere in the rows of a case, sealed or opened, or in its reads.
func marksOf(t *testing.T, w *dbtest.Env, ref casework.Ref) []string {
	t.Helper()
	var all []string
	for _, of := range spoken() {
		all = append(all, of...)
	}
	search := pgtest.NewSearch(all...)
	ctx := t.Context()
	var text []byte
	say := func(v any, err error) {
		require.NoError(t, err)
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		text = append(text, raw...)
	}
	say(w.Case(ctx, ref))
	say(w.Timeline(ctx, record.TimelineFilter{Case: ref, Page: record.Page{Limit: record.MaxLimit}}))
	say(w.Decisions(ctx, ref))
	say(w.Reintegration(ctx, ref))
	say(w.Contact(ctx, ref))
	return search.Find(append(text, pgtest.Dump(t, w.DB.SuperuserDSN, "app")...))
}

// The store of this test seals nothing, so that a dump shows everything. Each class is emptied separately,
// the first one together with texts without a class; emptying twice changes nothing; and the counts are
// those of the emptied texts.
func TestEachClassOfTextGoesByItself(t *testing.T) {
	t.Parallel()
	for _, kind := range []retention.Kind{
		retention.Contact, retention.Identity, retention.Narrative, retention.Medical, retention.Legal, retention.Fear,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			w := dbtest.New(t)
			last := written(t, w, "case-t")
			ctx := t.Context()
			all := marksOf(t, w, "case-t")
			require.Len(t, all, 22, "every mark is somewhere")
			lines, indexed := w.Count(t, "app.timeline"), w.Count(t, "app.people_index where field = 'phone'")
			require.Positive(t, indexed)

			counted, err := w.CountTexts(ctx, "case-t", last.Seq, []retention.Kind{kind})
			require.NoError(t, err)
			require.Positive(t, counted[kind])
			require.Equal(t, all, marksOf(t, w, "case-t"), "a dry run changes nothing")
			emptied, err := w.EmptyTexts(ctx, "case-t", last.Seq, []retention.Kind{kind})
			require.NoError(t, err)
			require.Equal(t, counted, emptied)

			left := marksOf(t, w, "case-t")
			for of, marks := range spoken() {
				for _, mark := range marks {
					if of == kind || of == "" {
						require.NotContains(t, left, mark)
					} else {
						require.Contains(t, left, mark)
					}
				}
			}
			require.Equal(t, lines, w.Count(t, "app.timeline"), "that something was said stays")
			if kind == retention.Contact {
				indexed = 0
			}
			require.Equal(t, indexed, w.Count(t, "app.people_index where field = 'phone'"))
			stood := versionsOf(t, w)
			again, err := w.EmptyTexts(ctx, "case-t", last.Seq, []retention.Kind{kind})
			require.NoError(t, err)
			for _, n := range again {
				require.Zero(t, n)
			}
			require.Equal(t, stood, versionsOf(t, w), "run twice it writes nothing")
		})
	}
}

// With the seal of production, emptied text cannot be read even with every key; a plan is still
// known to have been one, and a score is not there.
func TestWhatWasEmptiedIsAbsent(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	last := written(t, w, "case-t")
	other := written(t, w, "case-u")
	w.Set(other.At.AddDate(9, 0, 0))
	ctx := t.Context()
	_, err := w.EmptyTexts(ctx, "case-t", last.Seq, texts())
	require.NoError(t, err)
	require.ElementsMatch(t, spoken()[retention.Audit], marksOf(t, w, "case-t"))
	found, err := w.Case(ctx, "case-t")
	require.NoError(t, err)
	require.Equal(t, &record.Person{Name: "Zzyzx name"}, found.Person)
	after, err := w.Reintegration(ctx, "case-t")
	require.NoError(t, err)
	require.Empty(t, after.Scores)
	require.Len(t, after.Plans, 1)
	require.NotEmpty(t, after.Plans[0].Ref)
	for _, visit := range after.FollowUps {
		require.Empty(t, visit.ScoreRef)
	}
	hits, err := w.FindPeople(ctx, record.PersonQuery{Phone: "0812345678", Most: 9})
	require.NoError(t, err)
	require.Len(t, hits, 1)
	require.Equal(t, casework.Ref("case-u"), hits[0].Ref, "who else has that phone is still found by it")
	require.Contains(t, marksOf(t, w, "case-u"), "Zzyzx fear words")
}

func texts() (out []retention.Kind) {
	for _, kind := range retention.Kinds() {
		if kind.Texts() {
			out = append(out, kind)
		}
	}
	return out
}

// Her row of the list is emptied with her text, and other rows are not.
func TestTheLineOfAListGoesWithTheText(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	m := &dbtest.Marker{}
	m.TellOperation(t, w)
	first, err := w.CaseState(t.Context(), "case-0001")
	require.NoError(t, err)
	last := endCase(t, w, casework.Change{Ref: "case-0001", Seq: first.Seq, At: dbtest.Day, Next: first})
	for range 2 {
		_, err = w.EmptyTexts(t.Context(), "case-0001", last.Seq, []retention.Kind{retention.Contact})
		require.NoError(t, err)
	}
	rows, err := w.ListRows(t.Context(), record.ListRowFilter{List: "list-1"})
	require.NoError(t, err)
	for _, row := range rows.Rows {
		require.False(t, row.Erased)
		require.Equal(t, row.Case == "case-0001", len(row.Raw) == 0)
		if row.Read != nil {
			require.Equal(t, row.Case == "case-0001", row.Read.Phone == "")
			require.NotEmpty(t, row.Read.Name.Display)
		}
	}
}

// Nothing is emptied of a case that runs, was opened again, has ended recently, was changed since it
// was read, or whose erasure is requested, for any rules.
func TestTextStaysWhereItMust(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(t *testing.T, w *dbtest.Env, last casework.Change) int64{
		"opened again": func(t *testing.T, w *dbtest.Env, last casework.Change) int64 {
			t.Helper()
			c := dbtest.Next(last, casework.KindReport)
			c.Next.Ended = nil
			w.Write(t, c)
			return c.Seq
		},
		"ended of late": func(_ *testing.T, w *dbtest.Env, last casework.Change) int64 {
			w.Set(last.At.AddDate(0, 0, 29))
			return last.Seq
		},
		"written to since": func(t *testing.T, w *dbtest.Env, last casework.Change) int64 {
			t.Helper()
			w.Write(t, dbtest.Next(last, casework.KindReport))
			return last.Seq
		},
		"to be erased": func(t *testing.T, w *dbtest.Env, last casework.Change) int64 {
			t.Helper()
			_, asked := dbtest.Erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, dbtest.Protector("first"))
			asked.Next.Case = last.Ref
			require.NoError(t, w.WriteErasure(t.Context(), asked))
			return last.Seq
		},
		"no rule": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := dbtest.New(t)
			last := written(t, w, "case-t")
			seq, kinds := last.Seq, texts()
			if before == nil {
				kinds = nil
			} else {
				seq = before(t, w, last)
			}
			emptied, err := w.EmptyTexts(t.Context(), "case-t", seq, kinds)
			require.NoError(t, err)
			require.Empty(t, emptied)
			require.Len(t, marksOf(t, w, "case-t"), 22)
		})
	}
}

// The database lets the worker empty plans and questionnaires of cases that are long over, and
// neither write them again nor change those of any other; the API may not at all.
func TestRowSecurityOfTexts(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	last := written(t, w, "case-t")
	for _, table := range []string{"plans", "scores", "contacts", "contact_tries"} {
		for _, deed := range []string{`set body = 'another'`, `set seq = 0`, `set case_ref = 'another', body = null`} {
			require.ErrorContains(t, asWorker(t, w, `update app.`+table+` `+deed), "42501", "%s %s", table, deed)
		}
		require.ErrorContains(t, asWorker(t, w, `delete from app.`+table), "42501", "%s", table)
	}
	w.Super(t, `update app.cases set ended_at = now()`)
	for _, table := range []string{"plans", "scores", "contacts", "contact_tries"} {
		require.NoError(t, asWorker(t, w, `update app.`+table+` set body = null`), "%s", table)
		require.Zero(t, w.Count(t, "app."+table+" where body is null"), "%s", table)
	}
	_, err := w.Front.EmptyTexts(t.Context(), "case-t", last.Seq, texts())
	require.ErrorContains(t, err, "42501", "the API writes nothing of a case")
	require.Len(t, marksOf(t, w, "case-t"), 22)
}

// asWorker runs a statement as an attacker who has taken over the worker could.
func asWorker(t *testing.T, w *dbtest.Env, statement string) error {
	t.Helper()
	db, err := sql.Open("postgres", w.DB.WorkerDSN)
	require.NoError(t, err)
	defer func() { _ = db.Close() }()
	tx, err := db.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	defer func() { _ = tx.Rollback() }()
	_, err = tx.ExecContext(t.Context(), `select set_config('app.kind', 'procedure', true)`)
	require.NoError(t, err)
	if _, err = tx.ExecContext(t.Context(), statement); err != nil {
		return err
	}
	return tx.Commit()
}
