package worker_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/worker"
)

// attempted is one activity with what it is asked to do.
type attempted struct {
	before func(*site) []any // makes what is there beforehand, and gives the input
	// answers is how many answers one attempt waits for, of the record and of others.
	answers int
	// times are the columns that say when, or how often, something was tried; they alone may
	// tell two attempts from one, and that only by what they hold.
	times string
	// marks: the record is marked last, after the calls to others, and the answer counts what this
	// attempt has found to do.
	marks bool
}

// Each call of an activity to the record or to others is carried out and its answer is lost; or all
// calls are carried out, and the worker dies before it can answer. The activity is run again. It MUST
// then change nothing a second time, and leave nothing undone.
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
					if lost > a.answers { // nothing but the activity's own answer
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

// A new activity is not done before it stands in the table of the test above.
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
