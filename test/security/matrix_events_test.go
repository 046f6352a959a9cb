package security_test

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/policy"
)

// announced follows her case with every watcher's event stream, and that of a case that never
// was. When something changes, watchers who may see her case get an event, and the others get exactly
// what they get about the case that never was.
func (s *seeded) announced(t *testing.T) {
	t.Helper()
	subjects := s.subjects(t)
	her, never := map[string]*ear{}, map[string]*ear{}
	for _, name := range slices.Sorted(maps.Keys(watchers())) {
		w := watchers()[name]
		if w.desk == "" || w.why != "" || !policy.EverAllowed(s.actor(w), policy.FollowEvents) {
			continue
		}
		her[name], never[name] = s.listens(t, w.officer, string(s.ref)), s.listens(t, w.officer, "c000000000")
	}
	require.Greater(t, len(her), 30)
	s.knows(caseworker, "interpreter", "ok")
	// Outside her team a watcher gets an event of a change that they see, and this one is a fact of her caseworker.
	may := func(name string) bool {
		a := s.actor(watchers()[name])
		to := subjects[ofCase].RelationsOf(a)
		return policy.May(a, policy.ShowCase, to) && (to.Has(policy.OnTeam) || policy.May(a, policy.SeeWholeCase, to))
	}
	silent := func() (out []string) {
		for name, one := range her {
			if may(name) && len(one.all()) == 0 {
				out = append(out, name)
			}
		}
		return out
	}
	for end := time.Now().Add(20 * time.Second); len(silent()) > 0 && time.Now().Before(end); {
		<-time.After(50 * time.Millisecond)
	}
	for _, name := range silent() {
		t.Logf("%s is answered %d about the case", name, s.send(t, get("/cases/"+string(s.ref)).as(watchers()[name].officer)).status)
	}
	require.Empty(t, silent(), "these got no event of a case that is theirs")
	<-time.After(time.Second) // it takes a while to be sure that no event comes
	heard := 0
	for name, one := range her {
		require.Equal(t, may(name), len(one.all()) > 0, "%s has heard %v", name, one.all())
		require.Empty(t, never[name].all(), "%s has heard of what never was", name)
		for _, line := range one.all() {
			require.Regexp(t, `^data: \{"kind":"case","ref":"`+string(s.ref)+`","seq":[0-9]+\}$`, line)
		}
		if may(name) {
			heard++
		}
	}
	require.Greater(t, heard, 10)
	require.Greater(t, len(her)-heard, 10)
}

// ear holds the events of a stream, after its first line.
type ear struct {
	mu    sync.Mutex
	lines []string
}

func (e *ear) all() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.lines)
}

func (s *seeded) listens(t *testing.T, o officer, ref string) *ear {
	t.Helper()
	one := s.follows(t, o, "?case="+ref)
	require.Equal(t, 200, one.status)
	one.receives(t, "data: {}")
	e := &ear{}
	go func() {
		for one.lines.Scan() {
			if line := one.lines.Text(); strings.HasPrefix(line, "data: {\"") {
				e.mu.Lock()
				e.lines = append(e.lines, line)
				e.mu.Unlock()
			}
		}
	}()
	return e
}
