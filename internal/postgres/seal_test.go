package postgres_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

const mark = "Zzyzx"

func markedPerson() record.Person {
	return record.Person{
		Name: mark + " name", NativeName: mark + " native", Sex: roster.Sex(mark + " sex"), Nationality: mark + " nation",
		NationalityRaw: mark + " raw", DocumentNumber: mark + " number", Languages: mark + " languages", Phone: mark + " phone",
		Place: mark + " place", Remark: mark + " remark", Birth: roster.BirthDate{AsWritten: mark + " birth", Precision: roster.PrecisionNone},
	}
}

// tellAll writes something personal by every way that there is.
func tellAll(t *testing.T, w *world) {
	t.Helper()
	target := record.Target{Kind: record.TargetOperation, Ref: "op-1"}
	w.stored(t, "open-op-1", target, "open", operation.Command{}, record.Words{Text: mark + " operation"})
	op := w.openOperation(t, "op-1")
	w.stored(t, "pause-op-1", target, "pause", operation.Command{}, record.Words{Text: mark + " why paused"})
	op.State.Seq = 2
	_, err := w.WriteOperation(t.Context(), operation.Change{Ref: "op-1", Seq: 2, Key: "pause-op-1", Kind: operation.KindPause, At: day, By: screener(), State: op.State})
	require.NoError(t, err)
	_, err = w.SaveList(t.Context(), record.List{Ref: "list-1", Operation: "op-1", Name: mark + ".csv", Hash: zeros(), At: day, By: screener(), Key: "list-1"},
		roster.List{Rows: []roster.Row{{Line: 2, Raw: []string{mark + " cell"}, Name: roster.NewName(mark)}}})
	require.NoError(t, err)

	first, clocks := opened("case-a")
	w.stored(t, first.Key, ofCase("case-a"), "open", casework.Command{Kind: casework.KindOpen},
		record.Words{Text: mark + " told", Opening: &record.Opening{Operation: "op-1", Person: markedPerson()}})
	w.write(t, first, clocks...)
	paper := task(casework.StepTravelDocument, 1, "tha-screener", day)
	second := next(first, casework.KindTick)
	second.Opened = []casework.Task{paper}
	w.write(t, second)
	third := decided(second, paper, casework.Issued)
	w.stored(t, third.Key, ofCase("case-a"), "decide", casework.Command{Kind: casework.KindDecide, Task: paper.ID}, record.Words{
		Document: &record.Document{Type: "emergency_travel_document", Number: mark + " number", MRZ: mark + " mrz"},
		Score:    &record.Score{Answers: map[string]string{"q1": mark + " answer"}, Marks: reintegration.Score{Questionnaire: "rss", Version: 1}},
	})
	w.write(t, third)
	plan := task(casework.StepPlan, 1, "tha-screener", day)
	fourth := next(third, casework.KindTick)
	fourth.Opened = []casework.Task{plan}
	w.write(t, fourth)
	fifth := decided(fourth, plan, casework.Agreed)
	w.stored(t, fifth.Key, ofCase("case-a"), "decide", casework.Command{Kind: casework.KindDecide, Task: plan.ID}, record.Words{
		Plan: &record.Plan{Dimensions: []string{"economic"}, Text: mark + " plan", Items: []record.Item{{Kind: "debt", Text: mark + " owes"}}},
	})
	w.write(t, fifth)

	w.stored(t, "plan-move-1", record.Target{Kind: record.TargetMovement, Ref: "move-1"}, "plan", movement.Command{}, record.Words{Text: mark + " trip"})
	require.NoError(t, w.WriteMovement(t.Context(), planned("move-1", "plan-move-1")))
	w.stored(t, "left", ofCase("case-a"), "claim", casework.Command{}, record.Words{Text: mark + " pending"})
}

// readAll reads everything that can be read, and gives it as text.
func readAll(t *testing.T, w *postgres.Store) string {
	t.Helper()
	ctx := t.Context()
	var out strings.Builder
	say := func(v any, err error) {
		require.NoError(t, err)
		fmt.Fprintf(&out, "%+v\n", v)
	}
	detail, err := w.Case(ctx, "case-a")
	say(detail, err)
	require.NotNil(t, detail.Person)
	require.Equal(t, markedPerson(), *detail.Person)
	require.Equal(t, mark+" number", detail.Documents[0].Number)
	require.Equal(t, mark+" mrz", detail.Documents[0].MRZ)
	line, err := w.Timeline(ctx, record.TimelineFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Equal(t, mark+" told", line.Rows[0].Words)
	after, err := w.Reintegration(ctx, "case-a")
	require.NoError(t, err)
	require.Equal(t, mark+" plan", after.Plans[0].Text)
	require.Equal(t, mark+" answer", after.Scores[0].Answers["q1"])
	op, err := w.Operation(ctx, "op-1")
	require.NoError(t, err)
	require.Equal(t, mark+" operation", op.Words)
	list, err := w.List(ctx, "list-1")
	require.NoError(t, err)
	require.Equal(t, mark+".csv", list.Name)
	rows, err := w.ListRows(ctx, record.ListRowFilter{List: "list-1"})
	require.NoError(t, err)
	require.Equal(t, mark+" cell", rows.Rows[0].Raw[0])
	require.Equal(t, mark, rows.Rows[0].Read.Name.AsWritten)
	trip, err := w.MovementTimeline(ctx, "move-1", false, record.Page{})
	require.NoError(t, err)
	require.Equal(t, mark+" trip", trip.Rows[0].Words)
	return out.String()
}

// With a seal that hides what it seals, nothing personal can be found anywhere in the
// database, every sealed column was used, and everything can be read again through the
// seal and through nothing else.
func TestPersonalDataPassesTheSealAndNothingElse(t *testing.T) {
	t.Parallel()
	seen := newBox()
	w := worldWith(t, seen)
	tellAll(t, w)
	readAll(t, w.Store)

	var all []string
	for _, c := range postgres.SealedColumns() {
		all = append(all, c.Column)
	}
	slices.Sort(all)
	require.Equal(t, all, seen.columns(seen.sealed), "this test writes every sealed column")
	require.Subset(t, all, seen.columns(seen.opened))

	require.NotContains(t, dump(t, w), mark, "something personal stands in the database unsealed")

	// The bytes in the wrong column are refused: the binding is the place.
	w.super(t, `update app.people set phone = name`)
	_, err := w.Case(t.Context(), "case-a")
	require.ErrorIs(t, err, seal.ErrMoved)
	require.NotContains(t, err.Error(), mark)
}

// dump is everything in the schema as text, bytes as they are.
func dump(t *testing.T, w *world) string {
	t.Helper()
	db := sqlx.NewDb(w.db.Open(t), "postgres")
	var tables []string
	require.NoError(t, db.SelectContext(t.Context(), &tables, `select tablename from pg_tables where schemaname = 'app'`))
	var out strings.Builder
	for _, table := range tables {
		var rows []string
		require.NoError(t, db.SelectContext(t.Context(), &rows, `select row_to_json(t)::text from app.`+table+` t`))
		out.WriteString(strings.Join(rows, "\n"))
		var bytes []string
		require.NoError(t, db.SelectContext(t.Context(), &bytes, `select column_name from information_schema.columns
			where table_schema = 'app' and table_name = $1 and data_type = 'bytea'`, table))
		for _, column := range bytes {
			var cells [][]byte
			require.NoError(t, db.SelectContext(t.Context(), &cells, `select `+column+` from app.`+table+` where `+column+` is not null`))
			for _, cell := range cells {
				out.Write(cell)
			}
		}
	}
	require.Contains(t, out.String(), "case-a", "the dump holds what is there")
	return out.String()
}

func planned(ref casework.Ref, key casework.Key) movement.Change {
	legs := []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "IDCGK", DepartsAt: day.AddDate(0, 0, 9), ArrivesAt: day.AddDate(0, 0, 9).Add(4 * time.Hour)}}
	return movement.Change{
		Ref: ref, Seq: 1, Key: key, Kind: movement.KindPlan, At: day, By: screener(), Status: movement.Planned, Legs: legs,
		Entries: []movement.Entry{{Code: movement.EntryPlanned}},
		State: movement.Movement{
			Ref: ref, Seq: 1, Status: movement.Planned, Legs: legs, Seats: 50, Blocked: 2, Desk: "tha-transport", Receiving: "idn-receiving",
			Escorts: []casework.DeskID{"tha-escort"}, PlannedAt: day,
		},
	}
}

// failing is a seal that is out of order.
type failing struct{}

func (failing) Seal(context.Context, seal.Place, []byte) ([]byte, error) { return nil, seal.ErrForm }

func (failing) Open(context.Context, seal.Place, []byte) ([]byte, error) { return nil, seal.ErrForm }

func TestWithoutASealNothingPersonalIsWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, clocks := opened("case-a")
	w.stored(t, first.Key, ofCase("case-a"), "open", casework.Command{}, record.Words{Opening: &record.Opening{Person: markedPerson()}})
	broken := w.open(t, w.db.DSN, failing{})
	_, err := broken.WriteChange(t.Context(), first, clocks)
	require.ErrorIs(t, err, seal.ErrForm)
	require.Equal(t, 0, w.count(t, "app.cases"))
}
