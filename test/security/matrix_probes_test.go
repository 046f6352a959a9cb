package security_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// probes are requests for lists that would reveal her to a watcher who knows her reference, or
// the things that she has part in. {case}, {movement} and {operation} stand for hers.
func (s *seeded) probes() []string {
	fill := strings.NewReplacer("{case}", string(s.ref), "{movement}", s.movement, "{operation}", s.operation)
	var out []string
	for _, path := range []string{
		"/cases", "/cases?movement={movement}", "/cases?operation={operation}", "/cases?open=true", "/cases?minor=false", "/cases?overdue=true",
		"/cases?desk=mmr-mission-bangkok", "/cases?desk=tha-supervisor-bangkok", "/cases?stage=transport&lane=A&origin=MMR",
		"/tasks?case={case}", "/tasks?operation={operation}&everywhere=true", "/tasks?desk=tha-supervisor-bangkok", "/tasks?desk=mmr-mission-bangkok&state=decided",
		"/tasks?claimed=nobody&everywhere=true", "/tasks?everywhere=true&step=access_review/1", "/tasks?state=decided", "/tasks?state=recalled",
		"/access?side=given", "/access?side=given&running=true", "/access?side=received",
		"/notices", "/notices?unread=true", "/notices?urgent=true", "/erasures", "/erasures?case={case}", "/audit/events?case={case}", "/audit/events?account=acc-kept-out",
	} {
		out = append(out, fill.Replace(path+map[bool]string{true: "&limit=200", false: "?limit=200"}[strings.Contains(path, "?")]))
	}
	return out
}

// probed asks for lists with every filter that knows her. Watchers who may not see her case get
// nothing that names it, and of her movement only what they would get without her.
func (s *seeded) probed(t *testing.T) (asked int) {
	t.Helper()
	subjects, told := s.subjects(t), map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(watchers())) {
		w := watchers()[name]
		if w.desk == "" || w.why != "" {
			continue
		}
		actor := s.actor(w)
		may := policy.May(actor, policy.ShowCase, subjects[ofCase].RelationsOf(actor))
		for _, path := range s.probes() {
			a := s.send(t, get(path).as(w.officer))
			asked++
			require.Less(t, a.status, 500, "%s as %s", path, name)
			if a.status != http.StatusOK {
				s.holdsNone(t, path, a)
				require.NotContains(t, strings.ReplaceAll(string(a.body), path, ""), string(s.ref), "%s as %s", path, name)
				continue
			}
			line := strings.Contains(string(a.body), `"`+string(s.ref)+`"`)
			oversees := strings.HasPrefix(path, "/audit/") && actor.Role == casework.RoleDPO
			require.True(t, !line || may || oversees, "%s names her case to %s: %.600s", path, name, a.body)
			if line {
				told[strings.SplitN(path, "?", 2)[0]]++
			}
			s.holdsNone(t, path+" as "+name, a)
		}
		a := s.send(t, get("/movements?case="+string(s.ref)).as(w.officer))
		asked++
		knows := may || policy.May(actor, policy.ShowManifest, subjects[ofMovement].RelationsOf(actor))
		require.True(t, knows || !strings.Contains(string(a.body), s.movement), "%s learns where she is: %s", name, a.body)
	}
	for _, path := range []string{"/cases", "/tasks", "/access", "/audit/events"} {
		require.Positive(t, told[path], "nobody finds her at %s", path)
	}
	return asked
}
