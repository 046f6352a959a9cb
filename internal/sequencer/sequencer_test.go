package sequencer_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/sequencer"
)

// log is a fake log: the waiting events, and what was done with them.
type log struct {
	mu      sync.Mutex
	waiting []audit.Placed // the results of the calls to Place; later calls find no events
	placed  int
	heads   []time.Time
	trouble error
}

func (l *log) Place(context.Context, *audit.Notary, int) (audit.Placed, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.trouble != nil {
		return audit.Placed{}, l.trouble
	}
	l.placed++
	if len(l.waiting) == 0 {
		return audit.Placed{}, nil
	}
	next := l.waiting[0]
	l.waiting = l.waiting[1:]
	return next, nil
}

func (l *log) SignHead(context.Context, *audit.Notary) (audit.Head, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heads = append(l.heads, time.Now())
	return audit.Head{}, nil
}

func (l *log) state() (placed, heads int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.placed, len(l.heads)
}

func (l *log) set(change func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change()
}

func run(t *testing.T, l *log) (said *bytes.Buffer, stop func()) {
	t.Helper()
	said = &bytes.Buffer{}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	s := &sequencer.Sequencer{Log: l, Now: time.Now, Logger: slog.New(slog.NewTextHandler(said, nil))}
	go func() { done <- s.Run(ctx) }()
	return said, func() { cancel(); require.NoError(t, <-done) }
}

func TestAHeadEveryMinuteAndAtOnceAfterAnApproval(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &log{}
		said, stop := run(t, l)
		wait := func(d time.Duration) { time.Sleep(d); synctest.Wait() } //nolint:forbidigo // the bubble's clock
		wait(1500 * time.Millisecond)
		_, heads := l.state()
		require.Equal(t, 1, heads, "the first head is signed at once")
		wait(58 * time.Second)
		placed, heads := l.state()
		require.Equal(t, 59, placed, "it searches every second")
		require.Equal(t, 1, heads)
		wait(2 * time.Second)
		_, heads = l.state()
		require.Equal(t, 2, heads, "one head a minute")

		l.set(func() {
			l.waiting = []audit.Placed{{Events: 1000}, {Events: 1000, Approved: true}, {Events: 3, Rejected: []int64{47}}}
		})
		wait(time.Second)
		_, heads = l.state()
		require.Equal(t, 3, heads, "after all waiting events have places")

		require.Contains(t, said.String(), "has no valid stamp")
		require.Contains(t, said.String(), "row=47")

		l.set(func() { l.trouble = errors.New("an error of the database with a person's name") })
		wait(30 * time.Second)
		require.Equal(t, 1, strings.Count(said.String(), "could not be extended"), "once a minute")
		l.set(func() { l.trouble = audit.ErrForked })
		wait(31 * time.Second)
		l.set(func() { l.trouble = nil })
		before, _ := l.state()
		wait(time.Second)
		placed, _ = l.state()
		require.Greater(t, placed, before, "it tries again after an error")
		stop()
		_, heads = l.state()
		require.Equal(t, 5, heads, "one head was due, and one more is signed at the end")
		require.Contains(t, said.String(), "could not be extended")
		require.Contains(t, said.String(), "does not extend the signed head")
		require.NotContains(t, said.String(), "name")
	})
}
