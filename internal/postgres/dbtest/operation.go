package dbtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
)

// OpenOperation writes the first change of an operation.
func (w *Env) OpenOperation(tb testing.TB, ref casework.Ref) operation.Change {
	tb.Helper()
	c := operation.Change{
		Ref: ref, Seq: 1, Key: "open-" + casework.Key(ref), Kind: operation.KindOpen, At: Day, By: Screener(),
		Next: operation.Operation{Ref: ref, Seq: 1, State: operation.Running, Host: "THA", Custodian: "bgf", OpenedAt: Day},
	}
	_, err := w.WriteOperation(tb.Context(), c)
	require.NoError(tb, err)
	return c
}

// After is a change of an operation.
func After(c operation.Change, kind operation.Kind, key casework.Key) operation.Change {
	c.Seq++
	c.Next.Seq = c.Seq
	c.Kind, c.Key, c.At = kind, key, c.At.Add(time.Hour)
	return c
}
