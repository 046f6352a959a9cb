package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/record"
)

const burmese = "homeward-language=my"

var wordingLink = regexp.MustCompile(`href="(/desk/words/my/[^"]+)"`)

// in reads a page in a language.
func (o *office) in(cookie, path, user string) answer {
	return o.serve(page(http.MethodGet, path, nil).as(user).with("Cookie", cookie))
}

// sendsIn sends a form in a language.
func (o *office) sendsIn(cookie, path, user string, form url.Values) answer {
	return o.serve(page(http.MethodPost, path, form).as(user).with("Cookie", cookie))
}

// From the note that no native speaker has read a page, its reader comes to the sentences of the page and
// proposes better words for one of them.
func TestAReaderProposesBetterWords(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	cases := o.in(burmese, "/desk/cases", caseworker).status(http.StatusOK)
	require.Contains(t, string(cases.raw), `href="/desk/words?of=cases"`)
	o.get("/desk/cases", caseworker).never("/desk/words")
	o.in(burmese, "/signin", "").never("/desk/words")

	list := o.in(burmese, "/desk/words?of=cases", caseworker).status(http.StatusOK)
	links := wordingLink.FindAllStringSubmatch(string(list.raw), -1)
	require.Contains(t, string(list.raw), "/desk/words/my/cases.next_gate/single", "what is always on the page")
	require.Contains(t, string(list.raw), "/desk/words/my/stage.rescue/single", "what its rows have put on it")
	require.Greater(t, len(links), 20)
	o.in(burmese, "/desk/words?of=cases", otherConsul).never("/desk/words/my/stage.rescue/")

	path := "/desk/words/my/cases.next_gate/single"
	text := o.in(burmese, path, caseworker).status(http.StatusOK).says("Next gate:")
	form := text.form(path + "/propose")
	require.NotEmpty(t, form.Get("key"))
	for typed, why := range map[string]string{
		"": "စကားလုံးများကို ရေးပါ", "Next": "အက္ခရာဖြင့်သာ", "နောက် {0}": "ဖယ်ပါ", "နောက် ၃": "ဂဏန်းများကို", "နောက်တံခါး-": "လက်ရှိ",
		strings.Repeat("က", 801): "800",
	} {
		bad := o.sendsIn(burmese, path+"/propose", caseworker, with(form, "text", typed, "note", "ဘာကြောင့်ဆိုသော်")).status(http.StatusUnprocessableEntity)
		bad.says(why, "ဘာကြောင့်ဆိုသော်", `href="#text"`)
		require.Contains(t, html.UnescapeString(string(bad.raw)), ">"+typed+"</textarea>", "what was typed stays")
		require.Equal(t, form.Get("key"), bad.form(path+"/propose").Get("key"))
	}
	require.Empty(t, o.Record.Proposed())

	form = with(form, "text", " နောက်  အဆင့်- ")
	for range 2 {
		to := o.sendsIn(burmese, path+"/propose", caseworker, form).status(http.StatusSeeOther).Header.Get("Location")
		require.Equal(t, path+"?done=wording.kept", to)
	}
	kept := o.Record.Proposed()
	require.Len(t, kept, 1, "a form that is sent twice proposes once")
	require.Equal(t, "နောက် အဆင့်-", kept[0].Text)
	require.Equal(t, record.Wording{Language: "my", Key: "cases.next_gate"}, kept[0].Wording)
	o.in(burmese, path+"?done=wording.kept", caseworker).says("ကျေးဇူးတင်ပါသည်", "နောက် အဆင့်-", "မဖြေရသေးပါ")
	o.Record.Answer(kept[0].ID, record.WordingTaken)
	o.in(burmese, path, caseworker).says("လက်ခံထားသည်")
	o.in(burmese, path, otherConsul).never("နောက် အဆင့်-")
	o.in(burmese, path, otherConsul).says("နောက်တံခါး-").never("နောက် အဆင့်-")
	require.NotContains(t, o.logs.String(), "အဆင့်")
}

// A search puts no words into an address, and finds every text in all three languages.
func TestTextsAreSearched(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	found := o.sendsIn(burmese, "/desk/words", caseworker, url.Values{"sentence": {"next gate"}}).status(http.StatusOK)
	require.Contains(t, string(found.raw), "/desk/words/my/cases.next_gate/single")
	require.NotContains(t, string(found.raw), "?sentence")
	arabic := o.sendsIn("homeward-language=ar", "/desk/words", caseworker, url.Values{"sentence": {"البوابة التالية"}}).status(http.StatusOK)
	require.Contains(t, string(arabic.raw), "/desk/words/ar/cases.next_gate/single")
	english := o.sendsIn("", "/desk/words", caseworker, url.Values{"sentence": {"more gates are closed"}}).status(http.StatusOK)
	require.Contains(t, string(english.raw), "/desk/words/en/cases.more_gates/other")
	o.sendsIn("", "/desk/words", caseworker, url.Values{"sentence": {"zzz no such"}}).status(http.StatusOK).says("No text has these words")
	o.sendsIn("", "/desk/words", caseworker, url.Values{"sentence": {" "}}).status(http.StatusUnprocessableEntity).says("Type some words")
	o.get("/desk/words?of=never", caseworker).status(http.StatusOK).says("Search for the sentence above")
	o.get("/desk/words/ar/cases.more_gates/few", caseworker).says("as 3, 4 and 5", "Leave {n} as it is")
	o.get("/desk/words/my/step.follow_up~1w/single", caseworker).status(http.StatusOK)
	for _, path := range []string{"/desk/words/xx/nav.cases/single", "/desk/words/my/never/single", "/desk/words/my/nav.cases/few"} {
		o.get(path, caseworker).status(http.StatusNotFound)
	}
}
