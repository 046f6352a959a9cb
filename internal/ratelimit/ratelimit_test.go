package ratelimit_test

import (
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/ratelimit"
)

// clock is set by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func (c *clock) after(d time.Duration) { c.at = c.at.Add(d) }

func start() *clock { return &clock{time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)} }

func TestABurstAndThenTheRate(t *testing.T) {
	t.Parallel()
	c := start()
	l := ratelimit.New(ratelimit.Rate{PerSecond: 2, Burst: 3}, 0, c.now)
	for range 3 {
		require.Zero(t, l.Take("a"))
	}
	require.Equal(t, 500*time.Millisecond, l.Take("a"))
	require.Equal(t, 500*time.Millisecond, l.Take("a"), "asking too early costs nothing more")
	require.Zero(t, l.Take("b"), "another key has a bucket of its own")
	c.after(499 * time.Millisecond)
	require.Positive(t, l.Take("a"))
	c.after(time.Millisecond)
	require.Zero(t, l.Take("a"))
	require.Positive(t, l.Take("a"))
	c.after(-time.Hour)
	require.Positive(t, l.Take("a"), "a clock that is set back fills no bucket")
	c.after(2 * time.Hour)
	for range 3 {
		require.Zero(t, l.Take("a"))
	}
	require.Positive(t, l.Take("a"), "no bucket holds more than a burst")
}

func TestNoRateIsNoLimit(t *testing.T) {
	t.Parallel()
	l := ratelimit.New(ratelimit.Rate{}, 0, start().now)
	for range 1000 {
		require.Zero(t, l.Take("a"))
	}
	require.Zero(t, l.Keys(), "and nothing is kept")
}

// Requests from ever new addresses do not fill the memory, and the busy addresses stay.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	l := ratelimit.New(ratelimit.Rate{PerSecond: 1, Burst: 1}, 100, start().now)
	require.Zero(t, l.Take("busy"))
	for i := range 10_000 {
		require.Zero(t, l.Take(fmt.Sprint(i)))
		if i%50 == 0 {
			require.Positive(t, l.Take("busy"), "a caller who goes on asking keeps their bucket")
		}
		require.LessOrEqual(t, l.Keys(), 100)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	l := ratelimit.New(ratelimit.Rate{PerSecond: 1, Burst: 50}, 0, start().now)
	var let sync.Map
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			if l.Take("a") == 0 {
				let.Store(i, true)
			}
		})
	}
	all.Wait()
	n := 0
	let.Range(func(any, any) bool { n++; return true })
	require.Equal(t, 50, n)
}

// For any order of requests: never more than the burst and the rate times the time.
func TestNeverMoreThanTheRate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rate := ratelimit.Rate{PerSecond: rapid.Float64Range(0.01, 100).Draw(t, "rate"), Burst: rapid.IntRange(1, 50).Draw(t, "burst")}
		c := start()
		begun, l, let := c.at, ratelimit.New(rate, 10, c.now), 0
		for _, step := range rapid.SliceOfN(rapid.IntRange(0, 3000), 1, 200).Draw(t, "milliseconds") {
			c.after(time.Duration(step) * time.Millisecond)
			wait := l.Take("a")
			if wait == 0 {
				let++
				continue
			}
			require.LessOrEqual(t, wait.Seconds(), 1/rate.PerSecond+1e-6)
		}
		most := float64(rate.Burst) + c.at.Sub(begun).Seconds()*rate.PerSecond
		require.LessOrEqual(t, float64(let), math.Floor(most+1e-6))
	})
}

func TestRatesAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]ratelimit.Rate{"20/100": {PerSecond: 20, Burst: 100}, "0.5/30": {PerSecond: 0.5, Burst: 30}, "none": {}} {
		got, err := ratelimit.ParseRate(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got)
		require.Equal(t, text, got.String())
	}
	for _, bad := range []string{"", "20", "20/", "/5", "-1/5", "0/5", "5/0", "NaN/5", "Inf/5", "1e9/5", "5/5/5", "5/1.5"} {
		_, err := ratelimit.ParseRate(bad)
		require.Error(t, err, bad)
		if len(bad) > 4 {
			require.NotContains(t, err.Error(), bad)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::9": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "nowhere": "", "": "",
	} {
		require.Equal(t, want, ratelimit.AddressKey(address), address)
	}
}

func FuzzParseRate(f *testing.F) {
	for _, seed := range []string{"20/100", "none", "1e3/4", "/", "0x1p-2/3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rate, err := ratelimit.ParseRate(text)
		if err != nil {
			require.Zero(t, rate)
			return
		}
		again, err := ratelimit.ParseRate(rate.String())
		require.NoError(t, err)
		require.Equal(t, rate, again)
	})
}
