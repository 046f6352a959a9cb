package worker_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/worker"
)

// attempted is one activity with its input.
type attempted struct {
	before func(*site) []any // prepares the record and returns the input
	// answers is the number of answers of the record and of others that one attempt waits for.
	answers int
	// times are the columns with the time or the number of attempts. Only their values may differ
	// between one attempt and two.
	times string
	// marks is true if the record is marked last, after the calls to others; the answer then counts only
	// the work of this attempt.
	marks bool
}

// For each call of an activity to the record or to others, the call is carried out and its answer is
// lost; and once all calls are carried out and the worker crashes before it can answer. The activity is
// run again. It MUST then change nothing twice and leave nothing undone.
func TestACrashBetweenCommitAndAnswer(t *testing.T) {
	t.Parallel()
	for activity, a := range everyActivity() {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			once := newSite(t)
			args := a.before(once)
			once.wire.breakAt(0)
			answer, err := once.do(activity, args)
			require.NoError(t, err)
			require.Equal(t, a.answers, once.wire.answers())
			rows, done := once.rows(a.times), once.others.done

			for lost := 1; lost <= a.answers+1; lost++ {
				t.Run(fmt.Sprintf("answer %d", lost), func(t *testing.T) {
					t.Parallel()
					h := newSite(t)
					require.Equal(t, args, a.before(h))
					h.wire.breakAt(lost)
					first, err := h.do(activity, args)
					require.GreaterOrEqual(t, h.wire.answers(), min(lost, a.answers), "it came to the answer that is lost")
					if lost > a.answers { // only the activity's own answer
						require.NoError(t, err)
						require.Equal(t, answer, first)
					}
					h.pass(time.Hour)
					h.wire.breakAt(0)
					second, err := h.do(activity, args)
					require.NoError(t, err)
					require.Equal(t, rows, h.rows(a.times))
					require.Equal(t, done, h.others.done)
					switch {
					case !a.marks:
						require.Equal(t, answer, second)
					case lost >= a.answers:
						require.Zero(t, h.others.again, "what is marked is not said again")
					}
				})
			}
		})
	}
}

// Every activity must be in the table of the test above.
func TestEveryActivityIsCrashed(t *testing.T) {
	t.Parallel()
	var crashed, registered []string
	for activity := range everyActivity() {
		crashed = append(crashed, activity)
	}
	parts := worker.Parts{}
	seen := map[reflect.Type]bool{}
	for _, a := range worker.Activities(parts) {
		kind := reflect.TypeOf(a)
		if seen[kind] {
			continue
		}
		seen[kind] = true
		for method := range kind.Methods() {
			registered = append(registered, method.Name)
		}
	}
	require.NotEmpty(t, registered)
	require.ElementsMatch(t, registered, crashed)
}
