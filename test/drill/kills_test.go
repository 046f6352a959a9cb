//go:build drill

package drill_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// kill is one moment at which processes were killed.
type kill struct {
	at      time.Time
	victims []string
}

// targets returns everything that can be killed.
func targets() []string { return []string{"postgres", "temporal", "worker", "api"} }

// killAtRandom kills at random moments until ctx ends: three times of four one process, otherwise several
// at once. The API and the worker are started again at once; the stack starts the servers.
func (h *site) killAtRandom(ctx context.Context, s settings, chance *rand.Rand) []kill {
	h.Helper()
	moments := make([]time.Duration, s.kills)
	for n := range moments {
		moments[n] = time.Duration(chance.Int64N(int64(s.length)))
	}
	slices.Sort(moments)
	began, out := time.Now(), []kill(nil)
	for _, moment := range moments {
		victims := targets()
		chance.Shuffle(len(victims), func(a, b int) { victims[a], victims[b] = victims[b], victims[a] })
		count := 1
		if chance.IntN(4) == 0 {
			count = 2 + chance.IntN(3)
		}
		select {
		case <-ctx.Done():
			return out
		case <-time.After(time.Until(began.Add(moment))):
		}
		out = append(out, kill{at: time.Now(), victims: victims[:count]})
		for _, victim := range victims[:count] {
			h.kill(victim)
		}
		for _, victim := range victims[:count] {
			if h.process(victim) != nil {
				h.startProcess(ctx, victim)
			}
		}
	}
	<-ctx.Done()
	return out
}

// kill ends a process at once. One that is being started again has been killed already.
func (h *site) kill(victim string) {
	child := h.process(victim)
	switch victim {
	case "postgres":
		child = h.stack.Cluster.Process()
	case "temporal":
		child = h.stack.Temporal.Process()
	default:
		child.Kill()
		return
	}
	if child != nil { // not by Child.Kill: the stack must take it for a crash
		_ = syscall.Kill(child.PID(), syscall.SIGKILL)
	}
}

// report prints how soon a write was carried out after each kill.
func report(tb testing.TB, kills []kill, w *work) {
	tb.Helper()
	var all []time.Duration
	for n, k := range kills {
		back, ok := w.firstAfter(k.at)
		if !ok {
			tb.Logf("kill %2d  %-32s no write after it", n+1, strings.Join(k.victims, "+"))
			continue
		}
		all = append(all, back)
		tb.Logf("kill %2d  %-32s back after %5.1f s", n+1, strings.Join(k.victims, "+"), back.Seconds())
	}
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	tb.Logf("back after: median %.1f s, longest %.1f s, of %d kills", all[len(all)/2].Seconds(), all[len(all)-1].Seconds(), len(all))
}
