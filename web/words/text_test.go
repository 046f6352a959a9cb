package words_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// files are two files of texts, the second with the given content.
func files(content string) fstest.MapFS {
	return fstest.MapFS{
		"a.yaml": {Data: []byte("known: {en: 'One {0}', ar: 'واحد {0}', my: 'တစ် {0}'}\n")},
		"b.yaml": {Data: []byte(content)},
	}
}

// Texts with a gap are refused when they are read, so that no page is served with one.
func TestTextsWithAMistakeAreRefused(t *testing.T) {
	t.Parallel()
	const (
		day    = `day: {en: {one: "{n} day", other: "{n} days"}, `
		arabic = `ar: {zero: "{n} يوم", one: يوم, two: يومان, few: "{n} أيام", many: "{n} يومًا", other: "{n} يوم"}, `
	)
	for name, tt := range map[string]struct{ content, want string }{
		"not texts":                   {"- a", "it is not a list of texts by language, or a key occurs twice"},
		"twice in a file":             {"k: {en: a, ar: ب, my: က}\nk: {en: a, ar: ب, my: က}", "it is not a list of texts by language, or a key occurs twice"},
		"twice in two files":          {"known: {en: a, ar: ب, my: က}", "known is in another file too"},
		"a language is missing":       {"k: {en: a, ar: ب}", "k is missing in my"},
		"a text is empty":             {"k: {en: a, ar: '', my: က}", "k is missing in ar"},
		"one language more":           {"k: {en: a, ar: ب, my: က, th: ก}", "k has an unknown language"},
		"a placeholder is missing":    {"k: {en: 'a {0}', ar: ب, my: 'က {0}'}", "k in ar has the placeholders [], and in English [{0}]"},
		"a placeholder more":          {"k: {en: 'a {0}', ar: 'ب {0}', my: 'က {0} {1}'}", "k in my has the placeholders [{0} {1}], and in English [{0}]"},
		"no form in one language":     {day + arabic + `my: "{n} ရက်"}`, "day in my has plural forms in English only"},
		"a form in one language":      {`day: {en: "{n} days", ` + arabic + `my: "{n} ရက်"}`, "day in ar has plural forms, and in English none"},
		"a form is missing":           {day + strings.Replace(arabic, "few", "more", 1) + `my: {other: "{n} ရက်"}}`, "day in ar needs the plural forms [few many one other two zero]"},
		"a form more":                 {day + arabic + `my: {one: ရက်, other: "{n} ရက်"}}`, "day in my needs the plural forms [other]"},
		"the number is missing":       {day + arabic + `my: {other: ရက်}}`, "day in my has the placeholders [], and in English [{n}]"},
		"the number is missing in ar": {day + strings.Replace(arabic, `"{n} أيام"`, "أيام", 1) + `my: {other: "{n} ရက်"}}`, "day in ar has the placeholders [], and in English [{n}]"},
	} {
		_, err := words.Read(files(tt.content))
		require.EqualError(t, err, "read b.yaml: "+tt.want, name)
	}
	_, err := words.Read(files(day + arabic + `my: {other: "{n} ရက်"}}`))
	require.NoError(t, err)
}

func TestTextAndCount(t *testing.T) {
	t.Parallel()
	c, err := words.Read(files(`left: {en: {one: "{0}: one seat", other: "{0}: {n} seats"}, ar: {zero: "{0}: لا مقعد", one: "{0}: مقعد", two: "{0}: مقعدان", few: "{0}: {n} مقاعد", many: "{0}: {n} مقعدًا", other: "{0}: {n} مقعد"}, my: {other: "{0}: ထိုင်ခုံ {n} ခု"}}`))
	require.NoError(t, err)
	en, ar, my := words.Languages()[0], words.Languages()[1], words.Languages()[2]
	for want, get := range map[string]func() (string, error){
		"One {1}":                                func() (string, error) { return c.Text(en, "known", "{1}", "no place for it") },
		"واحد \u2068A\u2069":                     func() (string, error) { return c.Text(ar, "known", "A") },
		"A: one seat":                            func() (string, error) { return c.Count(en, "left", 1, "A") },
		"A: 7,158 seats":                         func() (string, error) { return c.Count(en, "left", 7158, "A") },
		"\u2068A\u2069: لا مقعد":                 func() (string, error) { return c.Count(ar, "left", 0, "A") },
		"\u2068A\u2069: مقعدان":                  func() (string, error) { return c.Count(ar, "left", 2, "A") },
		"\u2068A\u2069: \u2068103\u2069 مقاعد":   func() (string, error) { return c.Count(ar, "left", 103, "A") },
		"\u2068A\u2069: \u206811\u2069 مقعدًا":   func() (string, error) { return c.Count(ar, "left", 11, "A") },
		"\u2068A\u2069: \u206810,000\u2069 مقعد": func() (string, error) { return c.Count(ar, "left", 10_000, "A") },
		"A: ထိုင်ခုံ 1 ခု":                       func() (string, error) { return c.Count(my, "left", 1, "A") },
	} {
		got, err := get()
		require.NoError(t, err, want)
		require.Equal(t, want, got)
	}
	_, err = c.Text(en, "left", "A")
	require.EqualError(t, err, `the text "left" needs a number`)
	_, err = c.Count(en, "known", 1, "A")
	require.EqualError(t, err, `the text "known" has no plural forms`)
	_, err = c.Count(en, "unknown", 1)
	require.EqualError(t, err, `there is no text "unknown"`)
	_, err = c.Code(en, "step", "unheard_of")
	require.EqualError(t, err, `there is no text "step.unheard_of"`)
}

func TestList(t *testing.T) {
	t.Parallel()
	c := load(t)
	for code, want := range map[string]string{"en": "a, b and c", "my": "a၊ bနှင့် c", "ar": "\u2068\u2068a\u2069، \u2068b\u2069\u2069 و\u2068c\u2069"} {
		got, err := c.List(words.Choose(code, ""), "a", "b", "c")
		require.NoError(t, err)
		require.Equal(t, want, got)
		one, err := c.List(words.Choose(code, ""), "a")
		require.NoError(t, err)
		require.Equal(t, "a", one)
		none, err := c.List(words.Choose(code, ""))
		require.NoError(t, err)
		require.Empty(t, none)
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 11: "11", 999: "999", 1000: "1,000", 7158: "7,158", 1234567: "1,234,567", -20000: "−20,000"} {
		for _, l := range words.Languages() {
			require.Equal(t, want, l.Number(n), fmt.Sprint(n, l.Code))
		}
	}
}
