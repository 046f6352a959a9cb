package words_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/policy"
	"example.org/homeward/web/words"
)

func load(tb testing.TB) *words.Catalogue {
	tb.Helper()
	c, err := words.Load()
	require.NoError(tb, err)
	return c
}

func TestEveryRoleHasAName(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, l := range words.Languages() {
		for _, role := range constants(t, "casework", "Role") {
			name, err := c.Text(l, "role."+role)
			require.NoError(t, err, "%s in %s", role, l.Code)
			require.NotEmpty(t, name, "%s in %s", role, l.Code)
		}
		require.Equal(t, "king", c.Role(l, "king"), "a role without a name is shown as its code")
	}
}

// A sentence about an access names every class that was seen, or there is no sentence.
func TestReaderSentence(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, l := range words.Languages() {
		for _, class := range policy.Classes() {
			for _, purpose := range policy.Purposes() {
				r := words.Reader{What: "looked", Role: "caseworker", Desk: "Casework", Classes: []policy.Class{class}, Purpose: purpose}
				sentence, err := c.ReaderSentence(l, r)
				require.NoError(t, err, "%s %s in %s", class, purpose, l.Code)
				require.NotContains(t, sentence, "{")
			}
		}
	}
	en := words.Languages()[0]
	sentence, err := c.ReaderSentence(en, words.Reader{What: "looked", Role: "caseworker", Desk: "Casework", Classes: []policy.Class{policy.Identity, policy.TravelCard, policy.Medical, policy.Audit}})
	require.NoError(t, err)
	require.Contains(t, sentence, ", your health and who has looked at your file")
	_, err = c.ReaderSentence(en, words.Reader{What: "looked", Classes: []policy.Class{"Z"}})
	require.EqualError(t, err, `there is no text "class.Z"`)
}

func TestChoose(t *testing.T) {
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
		require.Equal(t, tt.want, words.Choose(tt.chosen, tt.accepted).Code, name)
	}
	require.Equal(t, "تايلاند", words.Choose("ar", "").Country("THA"))
	require.Equal(t, "Myanmar", words.Choose("en", "").Country("MMR"))
	require.Empty(t, words.Choose("en", "").Country("*"))
}

// The address comes before the browser's memory, and that before what the browser accepts.
func TestNegotiate(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ path, cookie, accepted, want, remembered string }{
		"by the address": {"/signin?language=my", "ar", "en", "my", "homeward-language=my"},
		"remembered":     {"/signin", "ar", "my", "ar", ""},
		"accepted":       {"/signin", "", "my", "my", ""},
		"unknown":        {"/signin?language=xx", "ar", "ar", "en", "homeward-language=en"},
	} {
		r := httptest.NewRequest(http.MethodGet, tt.path, http.NoBody)
		r.Header.Set("Accept-Language", tt.accepted)
		if tt.cookie != "" {
			r.AddCookie(&http.Cookie{Name: "homeward-language", Value: tt.cookie})
		}
		w := httptest.NewRecorder()
		require.Equal(t, tt.want, words.Negotiate(w, r).Code, name)
		set, _, _ := strings.Cut(w.Header().Get("Set-Cookie"), ";")
		require.Equal(t, tt.remembered, set, name)
	}
}
