//go:build drill

package drill_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// settings of a drill, from the environment.
type settings struct {
	length time.Duration // HOMEWARD_DRILL, such as 10m
	people int           // HOMEWARD_DRILL_PEOPLE
	kills  int           // HOMEWARD_DRILL_KILLS
	seed   uint64        // HOMEWARD_DRILL_SEED
}

func number(tb testing.TB, name string, otherwise int) int {
	tb.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	require.NoError(tb, err, name)
	return n
}

func readSettings(tb testing.TB) settings {
	tb.Helper()
	length, err := time.ParseDuration(cmp.Or(os.Getenv("HOMEWARD_DRILL"), "10m"))
	require.NoError(tb, err)
	return settings{
		length: length, people: number(tb, "HOMEWARD_DRILL_PEOPLE", 300), kills: number(tb, "HOMEWARD_DRILL_KILLS", 30),
		seed: uint64(number(tb, "HOMEWARD_DRILL_SEED", int(time.Now().Unix()%1_000_000))),
	}
}

// clients is the number of officers who work at the same time.
const clients = 6

// Six clients bring people on their way while PostgreSQL, Temporal, the worker and the API are killed (-9) at
// random moments, one at a time and several at once. Afterwards every acknowledged write is carried out,
// none is carried out twice, each case has its clock, and the audit log verifies.
func TestDrill(t *testing.T) {
	s := readSettings(t)
	t.Logf("seed %d: %s, %d people, %d kills; repeat it with HOMEWARD_DRILL_SEED=%d", s.seed, s.length, s.people, s.kills, s.seed)
	h := build(t)
	h.start()
	w := newWork(h, s.people)

	ctx, stop := context.WithTimeout(t.Context(), s.length)
	defer stop()
	var running sync.WaitGroup
	for n := range clients {
		chance := rand.New(rand.NewPCG(s.seed, uint64(n)+1))
		running.Go(func() { w.client(ctx, chance) })
	}
	killed := h.killAtRandom(ctx, s, rand.New(rand.NewPCG(s.seed, 0)))
	running.Wait()

	h.awaitReady()
	w.settleAll()
	t.Logf("%d writes were acknowledged, of %d people; %d answers were lost on the way", len(w.ledger), len(w.opened()), w.unanswered)
	report(t, killed, w)
	w.nothingLostNothingTwice()
	w.everyCaseHasAClock()
	h.logVerifies()
	h.auditFindsNothing()
}
