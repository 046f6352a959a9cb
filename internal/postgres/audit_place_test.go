package postgres_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
)

// Writers that commit in another order than they began, writers that give up, and several
// sequencers at once: every event that was committed gets one place, and no other does.
func TestEveryEventGetsOnePlaceWithManyWriters(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	notary, secret := newNotary(t)
	givenUp := errors.New("given up")
	const writers, each, sequencers = 8, 40, 3
	var writing atomic.Int64
	writing.Store(writers)
	work, ctx := errgroup.WithContext(t.Context())
	for n := range writers {
		work.Go(func() error {
			defer writing.Add(-1)
			for i := range each {
				event := looked(casework.Ref("case-a"))
				event.Seq = int64(n*each + i)
				if i%5 == 0 { // as a change does that comes to nothing after its trace was written
					if err := w.RecordAndFail(ctx, givenUp, event); !errors.Is(err, givenUp) {
						return err
					}
					continue
				}
				if err := w.Record(ctx, event); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for range sequencers {
		n, err := audit.NewNotary(secret)
		require.NoError(t, err)
		work.Go(func() error {
			for left := true; left; {
				left = writing.Load() > 0
				if _, err := w.Place(ctx, n, 7); err != nil {
					return err
				}
				if _, err := w.SignHead(ctx, n); err != nil {
					return err
				}
			}
			return nil
		})
	}
	require.NoError(t, work.Wait())
	for placed := (audit.Placed{Events: 1}); placed.Events > 0; {
		var err error
		placed, err = w.Place(t.Context(), notary, 1000)
		require.NoError(t, err)
	}
	_, err := w.SignHead(t.Context(), notary)
	require.NoError(t, err)

	written := writers * each * 4 / 5
	require.Equal(t, written, w.Count(t, "app.audit_events"))
	require.Equal(t, written, w.Count(t, "app.audit_leaves"))
	require.Equal(t, written, w.Count(t, "(select distinct event from app.audit_leaves) x"))
	require.Zero(t, w.Count(t, "app.audit_pending"))
	report, err := audit.Verify(t.Context(), w.AuditSource(), audit.Check{Keys: []audit.Key{notary.Key()}})
	require.NoError(t, err)
	require.True(t, report.Sound(), "%v", report.Findings)
	require.Equal(t, int64(written), report.Signed.Size)
}

// An event whose transaction ends last, after later ones got their places, gets its own.
func TestASlowWriterIsNotPassedOver(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	notary, _ := newNotary(t)
	written, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- w.RecordSlowly(context.WithoutCancel(t.Context()), func() error { close(written); <-goOn; return nil }, looked("slow"))
	}()
	<-written
	require.NoError(t, w.Record(t.Context(), looked("fast")))
	placed, err := w.Place(t.Context(), notary, 1000)
	require.NoError(t, err)
	require.Equal(t, 1, placed.Events)
	close(goOn)
	require.NoError(t, <-done)
	placed, err = w.Place(t.Context(), notary, 1000)
	require.NoError(t, err)
	require.Equal(t, 1, placed.Events)
	require.Equal(t, 1, w.Count(t, `app.audit_leaves l join app.audit_events e on e.id = l.event where e.subject_ref = 'slow' and l.leaf = 1 and l.event = 1`))
}

func TestOneHeadForOneSize(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	notary, _ := newNotary(t)
	head, err := w.SignHead(t.Context(), notary)
	require.NoError(t, err)
	require.Zero(t, head.Size)
	require.Zero(t, w.Count(t, "app.audit_heads"), "of nothing there is no head")
	require.NoError(t, w.Record(t.Context(), looked("case-a")))
	_, err = w.Place(t.Context(), notary, 1000)
	require.NoError(t, err)
	for range 2 {
		head, err = w.SignHead(t.Context(), notary)
		require.NoError(t, err)
		require.Equal(t, int64(1), head.Size)
	}
	require.Equal(t, 1, w.Count(t, "app.audit_heads"))
}

// Approvals are reported, so that a head is signed for them at once.
func TestApprovals(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	notary, _ := newNotary(t)
	place := func() audit.Placed {
		placed, err := w.Place(t.Context(), notary, 1000)
		require.NoError(t, err)
		return placed
	}
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	require.False(t, place().Approved, "a case is opened")
	second := dbtest.Next(first, casework.KindWaive)
	w.Write(t, second)
	require.True(t, place().Approved, "a gate is waived")
	third := dbtest.Decided(second, first.Opened[0], casework.Refer)
	w.Write(t, third)
	require.False(t, place().Approved, "a screener has answered")
	fourth := dbtest.Next(third, casework.KindDecide)
	fourth.By = casework.Actor{Account: "c-1", Desk: "idn-embassy", Agency: "idn-mofa", Role: casework.RoleConsul}
	w.Write(t, fourth)
	require.True(t, place().Approved, "a consul has answered")
}
