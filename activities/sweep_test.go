package activities_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// pending settles one command at each look, and fails when the test sets it to.
type pending struct {
	mu    sync.Mutex
	looks int
	err   error
	lost  error
}

func (p *pending) Sweep(context.Context) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.looks++
	return 1, p.err
}

// SendNotices has two notices to hand over at each look.
func (p *pending) SendNotices(ctx context.Context, _ int, send func(context.Context, record.Notice) error) (int, error) {
	return 2, errors.Join(send(ctx, record.Notice{}), send(ctx, record.Notice{}))
}

// RaiseNotices raises one notice at each look, if the desk above it is found.
func (p *pending) RaiseNotices(_ context.Context, _ int, above func(record.UnreadNotice) ([]casework.DeskID, bool)) (int, error) {
	if desks, known := above(record.UnreadNotice{Notice: record.Notice{Desk: "tha-shelter"}, Corridor: "tha-mmr", Version: 3}); !known || desks[0] != "tha-shelter/tha-mmr/3" {
		return 0, errors.New("the worker asks for other desks")
	}
	return 1, nil
}

func (p *pending) Above(corridor string, version int, desk, _ casework.DeskID) ([]casework.DeskID, bool) {
	return []casework.DeskID{casework.DeskID(fmt.Sprintf("%s/%s/%d", desk, corridor, version))}, true
}

func (p *pending) Deliver(context.Context, record.Notice) error { return p.lost }

func sweep(tb testing.TB, p *pending, in activities.SweepInput, stop chan struct{}) (activities.SweepResult, error) {
	tb.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	sweeper := &activities.Sweeper{Commands: p, Outbox: p, Courier: p, Unread: p, Offices: p}
	env.RegisterActivity(sweeper)
	if stop != nil {
		env.SetWorkerStopChannel(stop)
	}
	value, err := env.ExecuteActivity(sweeper.Sweep, in)
	if err != nil {
		return activities.SweepResult{}, err
	}
	var result activities.SweepResult
	require.NoError(tb, value.Get(&result))
	return result, nil
}

func TestSweepLooksUntilItsTimeIsOver(t *testing.T) {
	t.Parallel()
	p := &pending{}
	result, err := sweep(t, p, activities.SweepInput{For: 100 * time.Millisecond, Every: 10 * time.Millisecond}, nil)
	require.NoError(t, err)
	require.Greater(t, result.Looks, 1)
	require.Equal(t, result.Looks, result.Settled)
	require.Equal(t, p.looks, result.Looks)
	require.Equal(t, 2*result.Looks, result.Delivered)
	require.Equal(t, result.Looks, result.Raised)
}

func TestACourierWhoFailsKeepsNoCommandWaiting(t *testing.T) {
	t.Parallel()
	p := &pending{lost: errors.New("the mail server of a certain person is away")}
	_, err := sweep(t, p, activities.SweepInput{For: time.Hour, Every: time.Hour}, nil)
	require.Error(t, err)
	require.NotContains(t, err.Error(), "certain person")
	require.Equal(t, 1, p.looks)
}

func TestSweepGivesUpAtOnceWhenItsWorkerStops(t *testing.T) {
	t.Parallel()
	stopped := make(chan struct{})
	close(stopped)
	result, err := sweep(t, &pending{}, activities.SweepInput{For: time.Hour, Every: time.Hour}, stopped)
	require.NoError(t, err)
	require.True(t, result.More, "another worker goes on")
	require.Equal(t, 1, result.Looks)
}

func TestSweepSaysWhenTheRecordIsAway(t *testing.T) {
	t.Parallel()
	p := &pending{err: fault.New(fault.Unavailable, "the database is away")}
	_, err := sweep(t, p, activities.SweepInput{For: time.Hour, Every: time.Hour}, nil)
	var application *temporal.ApplicationError
	require.ErrorAs(t, err, &application)
	require.False(t, application.NonRetryable())
	require.Equal(t, 1, p.looks)
}
