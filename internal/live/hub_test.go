package live_test

import (
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/live"
)

// next returns the waiting signal, or false if there is none.
func next(f *live.Follower) (live.Signal, bool) {
	select {
	case s := <-f.Signals():
		return s, true
	default:
		return live.Signal{}, false
	}
}

func TestFollowersHearOfTheirTopicsOnly(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	one, other := hub.Follow("case:a"), hub.Follow("case:b")
	all := hub.Follow()
	hub.Publish("case:a", "7")

	got, ok := next(one)
	require.True(t, ok)
	require.Equal(t, live.Signal{Topic: "case:a", ID: "7"}, got)
	_, ok = next(other)
	require.False(t, ok)
	got, ok = next(all)
	require.True(t, ok)
	require.Equal(t, "case:a", got.Topic)

	hub.PublishAll()
	for _, f := range []*live.Follower{one, other, all} {
		got, ok = next(f)
		require.True(t, ok)
		require.Equal(t, live.Signal{}, got)
	}
}

func TestTheNewestSignalTakesTheSlot(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	f, two := hub.Follow("case:a"), hub.Follow("case:a", "case:b")
	hub.Publish("case:a", "1")
	hub.Publish("case:a", "2")
	hub.Publish("case:b", "9")
	got, _ := next(f)
	require.Equal(t, "2", got.ID)
	_, ok := next(f)
	require.False(t, ok)
	got, ok = next(two)
	require.True(t, ok)
	require.Equal(t, live.Signal{}, got, "two topics have changed, so the signal is about everything")
}

func TestEverythingIsNotReplacedBySomething(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	f := hub.Follow("case:a")
	hub.PublishAll()
	hub.Publish("case:a", "3")
	got, ok := next(f)
	require.True(t, ok)
	require.Equal(t, live.Signal{}, got)
}

func TestCloseEndsFollowing(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	f := hub.Follow("case:a", "case:b")
	require.Equal(t, 1, hub.Followers())
	f.Close()
	f.Close()
	require.Equal(t, 0, hub.Followers())
	hub.Publish("case:a", "1")
	hub.PublishAll()
	_, ok := next(f)
	require.False(t, ok)
}

// A follower that receives nothing must not block the others, and a waiting one must get its signal.
// In the bubble a publisher that blocks is a deadlock, which fails the test.
func TestSlowFollowersDoNotBlockTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var hub live.Hub
		asleep, awake := hub.Follow("case:a"), hub.Follow("case:a")
		woken := make(chan string)
		go func() {
			for s := range awake.Signals() {
				woken <- s.ID
				if s.ID == "last" {
					return
				}
			}
		}()
		for i := range 1000 {
			hub.Publish("case:a", strconv.Itoa(i))
		}
		synctest.Wait()
		hub.Publish("case:a", "last")
		var last string
		for last != "last" {
			last = <-woken
		}
		got, ok := next(asleep)
		require.True(t, ok)
		require.Equal(t, "last", got.ID)
	})
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	var all sync.WaitGroup
	for i := range 8 {
		topic := "case:" + strconv.Itoa(i%2)
		all.Go(func() {
			for range 200 {
				f := hub.Follow(topic)
				hub.Publish(topic, "1")
				<-f.Signals() // published after Follow, so there must be one
				f.Close()
			}
		})
		all.Go(func() {
			for range 200 {
				hub.PublishAll()
			}
		})
	}
	all.Wait()
	require.Equal(t, 0, hub.Followers())
}
