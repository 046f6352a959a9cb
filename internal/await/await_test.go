package await_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/await"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/logline"
)

// terminal collects what a start says.
type terminal struct{ said []string }

func (t *terminal) say(line string) { t.said = append(t.said, line) }

// A server that answers after three minutes is waited for, and the user reads why: once at first, then once
// a minute, and when the start goes on.
func TestAStartWaitsAndNamesTheServer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		out, began := terminal{}, time.Now()
		err := await.Start{Say: out.say}.Until(t.Context(), "temporal", func(context.Context) error {
			if time.Since(began) < 3*time.Minute {
				return fault.New(fault.Unavailable, "the server cannot be reached")
			}
			return nil
		})
		require.NoError(t, err)
		require.Len(t, out.said, 4)
		require.Equal(t, "Waiting for temporal, which does not answer yet (0s).", out.said[0])
		require.Contains(t, out.said[3], "temporal answers after 3m")
	})
}

// A step that hangs counts as one that did not answer.
func TestAnAttemptEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		err := await.Start{}.Until(t.Context(), "database", func(ctx context.Context) error {
			if tries++; tries == 3 {
				return nil
			}
			<-ctx.Done()
			return ctx.Err()
		})
		require.NoError(t, err)
		require.Equal(t, 3, tries)
	})
}

// An error that a retry cannot mend ends the start at once, without a line.
func TestAnErrorThatLastsEndsTheStart(t *testing.T) {
	t.Parallel()
	plain := errors.New("the file of corridors cannot be read")
	for _, lasting := range []error{plain, fault.New(fault.Invalid, "another role")} {
		out, tries := terminal{}, 0
		err := await.Start{Say: out.say, Logger: slog.New(logline.New(t.Output(), slog.LevelInfo))}.Until(t.Context(), "database", func(context.Context) error {
			tries++
			return lasting
		})
		require.ErrorIs(t, err, lasting)
		require.Equal(t, 1, tries)
		require.Empty(t, out.said)
	}
}

// A signal ends a start that waits, and the error is what it waited for.
func TestASignalEndsAStartThatWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		err := await.Start{}.Until(ctx, "database", func(context.Context) error {
			return fault.New(fault.Unavailable, "the database cannot be reached")
		})
		require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	})
}
