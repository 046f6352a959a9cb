package live_test

import (
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/live"
)

func TestFollowersHearOfTheirTopicsOnly(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	one, other := hub.Follow("case:a"), hub.Follow("case:b")
	all := hub.Follow()
	hub.Publish("case:a", "7")
	require.Equal(t, []live.Signal{{Topic: "case:a", ID: "7", Since: "7"}}, one.Take())
	require.Empty(t, other.Take())
	require.Equal(t, []live.Signal{{Topic: "case:a", ID: "7", Since: "7"}}, all.Take())

	hub.PublishAll()
	for _, f := range []*live.Follower{one, other, all} {
		<-f.Ready()
		require.Equal(t, []live.Signal{{}}, f.Take())
		require.Empty(t, f.Take(), "each signal is taken once")
	}
}

// A follower of everything drops what is not its user's to know. Changes of other topics must therefore
// never turn into a signal about everything.
func TestTopicsWaitSideBySide(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	f := hub.Follow()
	hub.Publish("case:a", "1")
	hub.Publish("case:b", "9")
	hub.Publish("case:a", "2")
	require.Equal(t, []live.Signal{{Topic: "case:a", ID: "2", Since: "1"}, {Topic: "case:b", ID: "9", Since: "9"}}, f.Take())
	for i := range 5000 {
		hub.Publish("case:"+strconv.Itoa(i), "1")
	}
	require.Equal(t, []live.Signal{{Overflow: true}}, f.Take(), "too many wait: any of them may have been of interest")
	hub.Publish("case:a", "3")
	require.Len(t, f.Take(), 1)
}

// A change of something beside a topic has no number there, and hides none that has one.
func TestAChangeWithoutANumberHidesNone(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	f := hub.Follow("case:a")
	for _, id := range []string{"0", "4", "0", "5"} {
		hub.Publish("case:a", id)
	}
	require.Equal(t, []live.Signal{{Topic: "case:a", ID: "5", Since: "4"}}, f.Take())
}

func TestEverythingIsNotReplacedBySomething(t *testing.T) {
	t.Parallel()
	var hub live.Hub
	f := hub.Follow("case:a")
	hub.Publish("case:a", "2")
	hub.PublishAll()
	hub.Publish("case:a", "3")
	require.Equal(t, []live.Signal{{}}, f.Take())
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
	require.Empty(t, f.Take())
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
			for range awake.Ready() {
				for _, s := range awake.Take() {
					woken <- s.ID
					if s.ID == "last" {
						return
					}
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
		require.Equal(t, []live.Signal{{Topic: "case:a", ID: "last", Since: "1"}}, asleep.Take())
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
				<-f.Ready() // published after Follow, so there must be one
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
