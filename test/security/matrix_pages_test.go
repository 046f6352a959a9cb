package security_test

import (
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	pagesite "example.org/homeward/web/site"
)

// pageSignIn signs a browser in by its badge. The pages of the own account are tested elsewhere.
type pageSignIn struct {
	pagesite.SignIn

	badges badges
}

// Authenticate reads the badge.
func (p pageSignIn) Authenticate(r *http.Request) (identity.Caller, error) {
	return p.badges.Authenticate(r)
}

// casePages are the pages about one case or task. {case} and {task} stand for hers.
func casePages() []string {
	return append(actPages(), "/desk/cases/{case}", "/desk/cases/{case}/consents", "/desk/cases/{case}/access", "/desk/cases/{case}/history", "/desk/cases/{case}/tasks/{task}",
		"/desk/cases/{case}/tasks/{task}/visit", "/desk/cases/{case}/return", "/desk/cases/{case}/return/plan", "/desk/cases/{case}/contact")
}

// listPages are the pages on which an officer finds cases and tasks. {sheet} stands for a sheet that the
// officer has made of requests like hers.
func listPages() []string {
	return []string{
		"/day", "/desk/lists", "/desk/cases", "/desk/cases?stage=clearance", "/desk/cases/open", "/desk/search", "/inbox", "/inbox?handler=acc-1", "/desk/selected/:selection", "/drafts", "/desk/sheets", "/desk/sheets/{sheet}", "/desk/sheets/{sheet}/confirm", "/desk/visits", "/desk/visits?show=all",
		"/desk/words", "/desk/words?of=case", "/desk/words/my/nav.cases/single", "/desk/words/:language/:text/:form",
	}
}

// TestEveryPageIsInTheMatrix: a page that the matrix does not know could show anything to anybody.
func TestEveryPageIsInTheMatrix(t *testing.T) {
	t.Parallel()
	h := enter(t)
	known := append(casePages(), listPages()...)
	for _, r := range h.extra {
		work := r.Path == "/day" || r.Path == "/inbox" || r.Path == "/drafts" || strings.HasPrefix(r.Path, "/desk/")
		if r.Method != http.MethodGet || !work {
			continue
		}
		path := strings.NewReplacer(":case", "{case}", ":task", "{task}", ":sheet", "{sheet}").Replace(r.Path)
		require.Contains(t, known, path, "the page %s is not in casePages or listPages", r.Path)
	}
}

// pages asks for every page as every watcher, and checks it against the policy's tables: a mark is on a
// page only if its class is the watcher's to see, or their own desk wrote it. It returns how many pages
// were asked for.
func (s *seeded) pages(t *testing.T) int {
	t.Helper()
	subjects, asked, seen := s.subjects(t), 0, 0
	hers := subjects[ofCase]
	names := strings.NewReplacer(append(s.parts(), "{case}", string(s.ref))...)
	never := strings.NewReplacer(append(s.parts(), "{case}", "c0neverwas")...)
	for _, name := range slices.Sorted(maps.Keys(watchers())) {
		w := watchers()[name]
		if w.why != "" {
			continue // a page cannot say for what it is looked at
		}
		actor := s.actor(w)
		to := hers.RelationsOf(actor)
		sheet := s.sheetBy(t, w)
		for _, page := range append(casePages(), listPages()...) {
			where, about := page+" as "+name, strings.Contains(page, "{case}")
			a := s.browse(t, w, strings.ReplaceAll(names.Replace(page), "{sheet}", sheet))
			asked++
			s.looks(t, where, w, strings.ReplaceAll(names.Replace(page), "{sheet}", sheet), a.status)
			if w.desk == "" {
				require.Equal(t, http.StatusSeeOther, a.status, where)
				require.True(t, strings.HasPrefix(a.header.Get("Location"), "/signin"), where)
				s.holdsNone(t, where, a)
				continue
			}
			require.Less(t, a.status, 500, "%s: %.300s", where, a.body)
			require.NotContains(t, titleOf(a), s.marks.text("name"), where)
			task := policy.May(actor, policy.ShowTask, subjects[ofTask].RelationsOf(actor))
			if about && !policy.May(actor, policy.ShowCase, to) && (!strings.Contains(page, "{task}") || !task) {
				require.Contains(t, []int{http.StatusForbidden, http.StatusNotFound}, a.status, where)
				s.holdsNone(t, where, a)
				require.Equal(t, bare(s.browse(t, w, never.Replace(page)), "c0neverwas"), bare(a, string(s.ref)), "%s differs from a case that never was", where)
				asked++
				continue
			}
			seen += s.holdsOnlyTheirs(t, where, a, actor, to)
			if !about && !readsList(page, actor, subjects) && !policy.May(actor, policy.ShowCase, to) && !task {
				require.NotContains(t, string(a.body), string(s.ref), "%s names a case that is not theirs to see", where)
			}
		}
	}
	require.Positive(t, seen, "no page shows anything of her to anybody: the pages are not what the matrix thinks")
	return asked
}

// browse asks for a page as a browser does.
func (s *seeded) browse(t *testing.T, w watcher, path string) answer {
	t.Helper()
	r := get(path).with("Accept", "text/html,application/xhtml+xml").with("Sec-Fetch-Site", "same-origin")
	if w.desk != "" {
		r = r.with("Authorization", w.badge())
	}
	a := s.send(t, r)
	a.body = []byte(html.UnescapeString(string(a.body)))
	return a
}

// sheetBy makes a sheet of the requests like hers in the inbox of a watcher's desk, and reviews it with all
// that can be ticked. It returns its reference, or one of no sheet.
func (s *seeded) sheetBy(t *testing.T, w watcher) string {
	t.Helper()
	step, _, _ := strings.Cut(s.task, ".")
	_, kind := s.rules.DeskOf(casework.Step(step))
	send := func(path string, form url.Values) answer {
		r := post(path, form.Encode()).with("Content-Type", "application/x-www-form-urlencoded").with("Accept", "text/html").with("Sec-Fetch-Site", "same-origin")
		if w.desk != "" {
			r = r.with("Authorization", w.badge())
		}
		return s.send(t, r)
	}
	a := send("/desk/sheets", url.Values{
		"key": {"k"}, "step": {step}, "desk": {string(kind)}, "corridor": {s.rules.Corridor}, "version": {strconv.Itoa(s.rules.Version)},
	})
	ref, made := strings.CutPrefix(a.header.Get("Location"), "/desk/sheets/")
	if !made {
		return "c0neverwas"
	}
	spec, _ := casework.SpecOf(casework.Step(step))
	send("/desk/sheets/"+ref, url.Values{"go": {"all"}, "outcome": {string(spec.Alike[0])}}) // without an answer there is no page to confirm
	return ref
}

// looks asks whether a page has changed, as the page's script does. The answer has the status of the page, and
// nothing of her.
func (s *seeded) looks(t *testing.T, where string, w watcher, path string, status int) {
	t.Helper()
	r := get(path).with("Accept", "application/json").with("Sec-Fetch-Site", "same-origin").with("Homeward-Look", "none")
	if w.desk != "" {
		r = r.with("Authorization", w.badge())
	}
	a := s.send(t, r)
	s.holdsNone(t, "the look at "+where, a)
	require.NotContains(t, string(a.body), string(s.ref), where)
	require.NotContains(t, string(a.body), "<!doctype", where)
	if w.desk == "" {
		status = http.StatusUnauthorized
	}
	require.Equal(t, status, a.status, "%s: %.300s", where, a.body)
}

// holdsOnlyTheirs returns how many marks a page shows.
func (s *seeded) holdsOnlyTheirs(t *testing.T, where string, a answer, actor policy.Actor, to policy.Relations) int {
	t.Helper()
	n := 0
	for name, m := range s.marks.all {
		if !a.holdsMark(m.text) {
			continue
		}
		n++
		step, isText := strings.CutPrefix(name, "words of ")
		own := isText && (s.wrote(name) == actor.Desk || s.answered(t, casework.Step(step)) == actor.Desk)
		require.True(t, own || policy.Sees(actor, m.class, to), "%s shows %s, which is of class %s", where, name, m.class)
	}
	return n
}

func titleOf(a answer) string {
	_, rest, _ := strings.Cut(string(a.body), "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	return title
}

var unlike = regexp.MustCompile(`<bdi class="code">[0-9a-f]{16}</bdi>`)

// bare is a page without what differs between two requests: their identifiers, and the case asked for.
func bare(a answer, ref string) string {
	return strings.ReplaceAll(unlike.ReplaceAllString(string(a.body), ""), ref, "{case}")
}
