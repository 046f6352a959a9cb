package view_test

import (
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/static"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// evil is a hostile name, which every page must escape.
const evil = `"><script>alert(1)</script>&'`

// views are all pages in all their states, in one language.
func views(l words.Language) map[string]view.View {
	out := view.Frame{Language: l, Path: "/signin?to=%2Faccount"}
	in := func(tab string) view.Frame {
		return view.Frame{Language: l, Path: "/account", SignedIn: true, Tab: tab, Notice: "sessions.ended"}
	}
	at := view.Moment{At: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), Zone: time.UTC}
	agency := view.Provider{Name: evil, Path: "/signin/dev?a=b"}
	var roles []string
	for _, r := range casework.Roles() {
		roles = append(roles, string(r))
	}
	all := map[string]view.View{
		"sign in":                view.SignIn{Frame: out, Providers: []view.Provider{agency, agency}, Passkeys: true, To: evil},
		"sign in by agency":      view.SignIn{Frame: out, Providers: []view.Provider{agency}},
		"sign in by passkey":     view.SignIn{Frame: out, Passkeys: true},
		"no way to sign in":      view.SignIn{Frame: out},
		"me":                     view.Account{Frame: in("me"), Account: evil, Role: "caseworker", DeskName: evil, AgencyName: evil, Country: "THA", Method: "method.provider", Proven: at, MayProve: true, Roles: roles, Can: []string{"can.task.see"}, Zone: "Asia/Bangkok"},
		"me of no state":         view.Account{Frame: in("me"), Account: "a", Role: "king", Country: "*", Method: "method.passkey", Roles: []string{"king"}},
		"sessions":               view.Sessions{Frame: in("sessions"), Zone: "UTC", Sessions: []view.Session{{ID: "1", Device: "sessions.phone", This: true, Since: at, Seen: at, Until: at}, {ID: "2", Device: "sessions.command_line", Since: at, Seen: at, Until: at}}},
		"passkeys":               view.Passkeys{Frame: in("passkeys"), Labels: []string{"phone", "other"}, Passkeys: []view.Passkey{{ID: evil, Label: "label.phone", Added: at, Used: at}, {ID: "2", Label: "label.other", Added: at}}},
		"no passkeys":            view.Passkeys{Frame: in("passkeys"), ByAgency: true},
		"prove":                  view.Prove{Frame: in(""), Passkeys: true, Provider: agency, To: evil},
		"prove at the agency":    view.Prove{Frame: in(""), Provider: agency},
		"nothing to prove with":  view.Prove{Frame: in("")},
		"code":                   view.Invitation{Frame: out},
		"a code that is unknown": view.Invitation{Frame: out, Unknown: true},
		"welcome":                view.Welcome{Frame: out, Token: evil, DeskName: evil, Roles: roles, Labels: []string{"phone", "computer"}},
		"welcome again":          view.Welcome{Frame: out, Token: "t", Again: true, Recovery: true, Labels: []string{"phone"}},
		"unconfirmed":            view.Welcome{Frame: out, Token: "t", Unconfirmed: true},
		"people":                 view.Desk{Frame: in("people"), DeskName: evil, Roles: roles, Zone: "UTC", Colleagues: []view.Colleague{{Account: evil, Roles: roles, MayVouch: true, MayDisable: true}, {Account: "me", This: true}, {Account: "out", Disabled: true}}, Codes: []view.Code{{ID: evil, Kind: "people.invitation", DeskName: evil, By: evil, Roles: roles, Until: at, MayConfirm: true, MayWithdraw: true}, {ID: "2", Kind: "people.recovery", Ready: true, Until: at}}},
		"a code is made":         view.Desk{Frame: in("people"), DeskName: "Casework", Token: evil, Address: evil, Expires: at},
		"handover":               view.Handover{Frame: in(""), Role: "caseworker", DeskName: evil, Redirect: evil, Challenge: "c", Method: "S256", State: evil},
		"error":                  view.Error{Frame: out, Happened: view.Say("error.unsigned"), Request: "abc"},
		"too many":               view.Error{Frame: in(""), Happened: view.Say("problem.too_many"), Do: view.Count("error.wait", 7)},
		"components":             view.Sample(in("")),
		"personas":               view.Personas{Frame: out, Again: true, Groups: []view.PersonaGroup{{Title: "personas.group_travel", Cast: []view.Persona{{Account: "a", Role: "escort", DeskName: evil, Note: "personas.stranger"}}}}, Desks: []view.Option{{Label: evil, Value: evil}}, Hidden: []view.Field{{Name: "state", Value: evil}}, Action: "/persona/authorize"},
	}
	maps.Copy(all, workViews(l))
	for _, problem := range httpserver.Problems() {
		code := "problem." + string(problem.Code)
		all["error "+code] = view.Error{Frame: in(""), Happened: view.Say(code), Do: view.Say(code + ".do"), Request: "abc"}
	}
	return all
}

var (
	ids    = regexp.MustCompile(` id="([^"]*)"`)
	fors   = regexp.MustCompile(` for="([^"]*)"`)
	means  = regexp.MustCompile(` aria-describedby="([^"]*)"`)
	inputs = regexp.MustCompile(`<(?:input|select|textarea) [^>]*>`)
)

// rawCode finds a code of several words between two tags.
var rawCode = regexp.MustCompile(`>[^<>]*\b[a-z]+(?:_[a-z]+)+\b[^<>]*<`)

var (
	tags  = regexp.MustCompile(`<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>`)
	voids = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "hr": true, "img": true}
)

// unbalanced names the first tag that is closed without being open, or never closed; "" for none.
func unbalanced(html string) string {
	var open []string
	for _, m := range tags.FindAllStringSubmatch(html, -1) {
		last := len(open) - 1
		switch {
		case voids[m[2]] || m[3] == "/":
		case m[1] == "":
			open = append(open, m[2])
		case last < 0 || open[last] != m[2]:
			return "</" + m[2] + "> within " + strings.Join(open, " ")
		default:
			open = open[:last]
		}
	}
	return strings.Join(open, " ")
}

func TestUnbalancedMarkupIsFound(t *testing.T) {
	t.Parallel()
	require.Empty(t, unbalanced(`<!doctype html><p>a<br>b <svg><path d="x"/></svg></p>`))
	require.Equal(t, "</p> within p b", unbalanced("<p><b></p>"))
	require.Equal(t, "p", unbalanced("<p>"))
	require.NotEmpty(t, rawCode.FindString("<p>the step follow_up is open</p>"))
}

// Every page in every language and state is complete and escaped, loads nothing from elsewhere,
// and has a label on every field.
func TestEveryPageInEveryLanguage(t *testing.T) {
	t.Parallel()
	renderer, err := view.Load()
	require.NoError(t, err)
	for _, l := range words.Languages() {
		pages := views(l)
		maps.Copy(pages, caseViews(l))
		maps.Copy(pages, visitViews(l))
		for name, page := range pages {
			raw, err := renderer.Render(page)
			require.NoError(t, err, "%s in %s", name, l.Code)
			html := string(raw)
			require.Contains(t, html, `<html lang="`+l.Code+`" dir="`+l.Dir+`">`)
			titles := 1
			if _, two := page.(view.Welcome); two {
				titles = 2 // one of them hidden
			}
			require.Equal(t, titles, strings.Count(html, "<h1>"), "%s has one title", name)
			require.Equal(t, 1, strings.Count(html, "<main "), name)
			for _, never := range []string{"<script>", " style=", " onclick", "javascript:", "http://", "https://", "<iframe", "<no value>", "ZgotmplZ", "alert(1)</script>"} {
				require.NotContains(t, html, never, "%s in %s", name, l.Code)
			}
			require.Empty(t, unbalanced(html), "%s in %s", name, l.Code)
			require.Empty(t, rawCode.FindAllString(html, -1), "%s in %s shows a code in place of words", name, l.Code)
			seen := map[string]bool{}
			for _, m := range ids.FindAllStringSubmatch(html, -1) {
				require.False(t, seen[m[1]], "%s: the id %s occurs twice", name, m[1])
				seen[m[1]] = true
			}
			for _, m := range fors.FindAllStringSubmatch(html, -1) {
				require.True(t, seen[m[1]], "%s: a label for %s", name, m[1])
			}
			for _, m := range means.FindAllStringSubmatch(html, -1) {
				for id := range strings.FieldsSeq(m[1]) {
					require.True(t, seen[id], "%s: described by %s", name, id)
				}
			}
			for _, field := range inputs.FindAllString(html, -1) {
				hidden := strings.Contains(field, `type="hidden"`)
				wrapped := strings.Contains(field, `type="radio"`) || strings.Contains(field, `type="checkbox"`)
				id := ids.FindStringSubmatch(field)
				require.True(t, hidden || wrapped || len(id) > 1 && strings.Contains(html, ` for="`+id[1]+`"`), "%s: %s has no label", name, field)
			}
		}
	}
}

func TestFilesAreNamedByTheirContent(t *testing.T) {
	t.Parallel()
	renderer, err := view.Load()
	require.NoError(t, err)
	html, err := renderer.Render(view.Passkeys{Frame: view.Frame{Language: words.Languages()[0], Path: "/"}})
	require.NoError(t, err)
	found := regexp.MustCompile(`"`+static.Prefix+`([^"]+)"`).FindAllStringSubmatch(string(html), -1)
	require.Len(t, found, 2)
	for _, m := range found {
		file, ok := renderer.File(m[1])
		require.True(t, ok)
		require.NotEmpty(t, file.Content)
		require.Regexp(t, `^[a-z]+-[0-9a-f]{16}\.(css|js)$`, file.Name)
	}
	_, ok := renderer.File("../static.go")
	require.False(t, ok)
	require.NotContains(t, view.ContentPolicy(), "unsafe")
	require.Contains(t, view.ContentPolicy("http://127.0.0.1:7777"), "form-action 'self' http://127.0.0.1:7777;")
}

func TestAddressInAnotherLanguage(t *testing.T) {
	t.Parallel()
	require.Equal(t, "/persona/authorize?language=my&state=a%26b", view.Frame{Path: "/persona/authorize?state=a%26b&language=ar"}.In("my"))
}
