package pages_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/pages"
	"example.org/homeward/internal/casework"
)

// evil is what somebody could have called something.
const evil = `"><script>alert(1)</script>&'`

// views are all pages in all that they can show, in one language.
func views(l pages.Language) map[string]pages.View {
	out := pages.Frame{Language: l, Path: "/signin?to=%2Faccount"}
	in := func(tab string) pages.Frame {
		return pages.Frame{Language: l, Path: "/account", SignedIn: true, Tab: tab, Notice: "sessions.ended"}
	}
	at := pages.Instant{Shown: "2026-11-21 19:00", Machine: "2026-11-21T12:00:00Z"}
	agency := pages.Provider{Name: evil, Path: "/signin/dev?a=b"}
	var roles []string
	for _, r := range casework.Roles() {
		roles = append(roles, string(r))
	}
	return map[string]pages.View{
		"sign in":                pages.SignIn{Frame: out, Providers: []pages.Provider{agency, agency}, Passkeys: true, To: evil},
		"sign in by agency":      pages.SignIn{Frame: out, Providers: []pages.Provider{agency}},
		"sign in by passkey":     pages.SignIn{Frame: out, Passkeys: true},
		"nobody can sign in":     pages.SignIn{Frame: out},
		"me":                     pages.Me{Frame: in("me"), Account: evil, Role: "caseworker", DeskName: evil, AgencyName: evil, Country: "THA", Method: "method.provider", Proven: at, MayProve: true, Roles: roles, Can: []string{"can.task.see"}, Zone: "Asia/Bangkok"},
		"me of no state":         pages.Me{Frame: in("me"), Account: "a", Role: "king", Country: "*", Method: "method.passkey", Roles: []string{"king"}},
		"sessions":               pages.Sessions{Frame: in("sessions"), Zone: "UTC", Sessions: []pages.Session{{ID: "1", Device: "sessions.phone", This: true, Since: at, Seen: at, Until: at}, {ID: "2", Device: "sessions.command_line", Since: at, Seen: at, Until: at}}},
		"passkeys":               pages.Passkeys{Frame: in("passkeys"), Labels: []string{"phone", "other"}, Passkeys: []pages.Passkey{{ID: evil, Label: "label.phone", Added: at, Used: at}, {ID: "2", Label: "label.other", Added: at}}},
		"no passkeys":            pages.Passkeys{Frame: in("passkeys"), ByAgency: true},
		"prove":                  pages.Prove{Frame: in(""), Passkeys: true, Provider: agency, To: evil},
		"prove at the agency":    pages.Prove{Frame: in(""), Provider: agency},
		"nothing to prove with":  pages.Prove{Frame: in("")},
		"code":                   pages.Code{Frame: out},
		"a code that is unknown": pages.Code{Frame: out, Unknown: true},
		"welcome":                pages.Welcome{Frame: out, Token: evil, DeskName: evil, Roles: roles, Labels: []string{"phone", "computer"}},
		"welcome again":          pages.Welcome{Frame: out, Token: "t", Again: true, Recovery: true, Labels: []string{"phone"}},
		"unconfirmed":            pages.Welcome{Frame: out, Token: "t", Unconfirmed: true},
		"people":                 pages.People{Frame: in("people"), DeskName: evil, Roles: roles, Zone: "UTC", Colleagues: []pages.Colleague{{Account: evil, Roles: roles, MayVouch: true, MayDisable: true}, {Account: "me", This: true}, {Account: "out", Disabled: true}}, Codes: []pages.GivenCode{{ID: evil, Kind: "people.invitation", DeskName: evil, By: evil, Roles: roles, Until: at, MayConfirm: true, MayWithdraw: true}, {ID: "2", Kind: "people.recovery", Ready: true, Until: at}}},
		"a code is made":         pages.People{Frame: in("people"), DeskName: "Casework", Token: evil, Address: evil, Expires: at},
		"handover":               pages.Handover{Frame: in(""), Role: "caseworker", DeskName: evil, Redirect: evil, Challenge: "c", Method: "S256", Mark: evil},
		"trouble":                pages.Trouble{Frame: out, Key: "trouble.unsigned", Request: "abc"},
		"too many":               pages.Trouble{Frame: in(""), Key: "trouble.many", Seconds: "7"},
		"personas":               pages.Personas{Frame: out, Again: true, Cast: []pages.Persona{{Account: "a", Role: "escort", DeskName: evil, Note: "personas.stranger"}}, Desks: []pages.Named{{Name: evil, Value: evil}}, Hidden: []pages.Named{{Name: "state", Value: evil}}, Action: "/persona/authorize"},
	}
}

var (
	ids    = regexp.MustCompile(` id="([^"]*)"`)
	fors   = regexp.MustCompile(` for="([^"]*)"`)
	means  = regexp.MustCompile(` aria-describedby="([^"]*)"`)
	inputs = regexp.MustCompile(`<(?:input|select|textarea) [^>]*>`)
)

// Every page in every language and state: whole, escaped, alone, and with a label on every field.
func TestEveryPageInEveryLanguage(t *testing.T) {
	t.Parallel()
	set, err := pages.Load()
	require.NoError(t, err)
	for _, l := range pages.Languages() {
		for name, view := range views(l) {
			raw, err := set.Render(view)
			require.NoError(t, err, "%s in %s", name, l.Code)
			html := string(raw)
			require.Contains(t, html, `<html lang="`+l.Code+`" dir="`+l.Dir+`">`)
			titles := 1
			if _, told := view.(pages.Welcome); told {
				titles = 2 // of which one is hidden
			}
			require.Equal(t, titles, strings.Count(html, "<h1>"), "%s has one title", name)
			require.Equal(t, 1, strings.Count(html, "<main "), name)
			for _, never := range []string{"<script>", " style=", " onclick", "javascript:", "http://", "https://", "<iframe", "<no value>", "ZgotmplZ", "alert(1)</script>"} {
				require.NotContains(t, html, never, "%s in %s", name, l.Code)
			}
			seen := map[string]bool{}
			for _, m := range ids.FindAllStringSubmatch(html, -1) {
				require.False(t, seen[m[1]], "%s: the id %s stands twice", name, m[1])
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

func TestEveryRoleHasAName(t *testing.T) {
	t.Parallel()
	set, err := pages.Load()
	require.NoError(t, err)
	for _, l := range pages.Languages() {
		for _, role := range casework.Roles() {
			if role == casework.RoleSurvivor || role == casework.RoleSystem {
				continue // neither signs in
			}
			require.NotEmpty(t, set.Text(l, "role."+string(role)), "%s in %s", role, l.Code)
		}
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ chosen, accepted, want string }{
		"chosen":                {"my", "ar", "my"},
		"accepted":              {"", "ar-EG,ar;q=0.9,en;q=0.5", "ar"},
		"accepted, second":      {"", "th, my;q=0.8", "my"},
		"chosen is none of us":  {"xx", "ar", "ar"},
		"nothing fits":          {"", "th", "en"},
		"nothing":               {"", "", "en"},
		"rubbish":               {"../..", ";;q=\x00", "en"},
		"more than one listens": {"", strings.Repeat("ar,", 200), "en"},
	} {
		require.Equal(t, tt.want, pages.Choose(tt.chosen, tt.accepted).Code, name)
	}
	require.Equal(t, "تايلاند", pages.Choose("ar", "").Country("THA"))
	require.Empty(t, pages.Choose("en", "").Country("*"))
	require.Equal(t, "/persona/authorize?language=my&state=a%26b", pages.Frame{Path: "/persona/authorize?state=a%26b&language=ar"}.In("my"))
}

func TestFilesAreNamedByTheirContent(t *testing.T) {
	t.Parallel()
	set, err := pages.Load()
	require.NoError(t, err)
	html, err := set.Render(pages.Passkeys{Frame: pages.Frame{Language: pages.Languages()[0], Path: "/"}})
	require.NoError(t, err)
	found := regexp.MustCompile(`"/static/([^"]+)"`).FindAllStringSubmatch(string(html), -1)
	require.Len(t, found, 2)
	for _, m := range found {
		asset, ok := set.Asset(m[1])
		require.True(t, ok)
		require.NotEmpty(t, asset.Content)
		require.Regexp(t, `^[a-z]+-[0-9a-f]{16}\.(css|js)$`, asset.Name)
	}
	_, ok := set.Asset("../set.go")
	require.False(t, ok)
	require.NotContains(t, pages.Policy(), "unsafe")
	require.Contains(t, pages.Policy("http://127.0.0.1:7777"), "form-action 'self' http://127.0.0.1:7777;")
}
