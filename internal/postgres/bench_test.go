package postgres_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// BenchmarkWriteChange writes decisions with what usually comes with them: a settled task,
// a new one, lines, a notice, a command. The difference of the two is the cost of sealing.
func BenchmarkWriteChange(b *testing.B) {
	for name, box := range map[string]seal.Box{"sealed": sealtest.New(b), "in the clear": seal.Clear{}} {
		b.Run(name, func(b *testing.B) { writeChanges(b, dbtest.NewWith(b, box)) })
	}
}

func writeChanges(b *testing.B, w *dbtest.Env) {
	b.Helper()
	i := 0
	for b.Loop() {
		b.StopTimer()
		ref := casework.Ref(fmt.Sprintf("case-%d", i))
		i++
		first, clocks := dbtest.Opened(ref)
		w.Write(b, first, clocks...)
		second := dbtest.Decided(first, first.Opened[0], casework.Refer)
		one := dbtest.Task(casework.StepDetermination, 1, "tha-panel", second.At)
		second.Opened, second.Next.Tasks = []casework.Task{one}, []casework.Task{one}
		second.Notices = []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: one.Desk, Task: one.ID}}
		second.Key = casework.Key(fmt.Sprintf("key-%d", i))
		second.Decisions[0].Key = second.Key
		w.Stored(b, second.Key, dbtest.OfCase(ref), "decide", casework.Command{Task: "screening#1"}, record.Words{Text: "reasons"})
		b.StartTimer()
		_, err := w.WriteChange(b.Context(), second, []casework.ClockSet{{Task: one.ID, Escalations: dbtest.Ladder(second.At)}})
		require.NoError(b, err)
	}
}

// BenchmarkBareWrite is one row in one transaction, to compare with.
func BenchmarkBareWrite(b *testing.B) {
	w := dbtest.New(b)
	w.Super(b, `create table app.bare (id bigint generated always as identity primary key, body jsonb)`)
	db := w.Behind(b)
	for b.Loop() {
		_, err := db.ExecContext(b.Context(), `insert into app.bare (body) values ('{"a": 1}')`)
		require.NoError(b, err)
	}
}
