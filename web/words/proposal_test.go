package words_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// proposing is a small catalogue, with its languages.
func proposing(t *testing.T) (*words.Catalogue, words.Language) {
	t.Helper()
	c, err := words.Read(fstest.MapFS{"a.yaml": {Data: []byte(`
one: {en: 'Waiting for {0} since {1}', ar: 'بانتظار {0} منذ {1}', my: '{1} ကတည်းက {0} ကို စောင့်နေသည်'}
two:
  en: {one: one desk, other: '{n} desks'}
  ar: {zero: '{n} مكتب', one: مكتب واحد, two: مكتبان, few: '{n} مكاتب', many: '{n} مكتبًا', other: '{n} مكتب'}
  my: {other: 'ရုံး {n} ခု'}
`)}})
	require.NoError(t, err)
	return c, words.Languages()[2]
}

func TestAProposalIsChecked(t *testing.T) {
	t.Parallel()
	c, burmese := proposing(t)
	one, ok := c.Compare(burmese, "one", "")
	require.True(t, ok)
	require.Equal(t, "Waiting for {0} since {1}", one.English)
	require.Len(t, one.Fingerprint(), 16)
	for proposed, want := range map[string][]words.Mistake{
		"{0} ကို {1} မှ စောင့်သည်": nil,
		one.Text:    {{Code: words.PresentWording}},
		one.English: {{Code: words.LatinWord, Part: "Waiting"}, {Code: words.LatinWord, Part: "for"}, {Code: words.LatinWord, Part: "since"}, {Code: words.NoOwnLetter}, {Code: words.EnglishText}},
		"{0} ကို စောင့်သည်":      {{Code: words.MissingPlace, Part: "{1}"}},
		"{0} {1} {2} စောင့်သည်":  {{Code: words.UnknownPlace, Part: "{2}"}},
		"{0} {1} Aye စောင့်သည်":  {{Code: words.LatinWord, Part: "Aye"}},
		"{0} {1} مكتب စောင့်သည်": {{Code: words.OtherScript}},
		"{0} {1} ၃ စောင့်သည်":    {{Code: words.OtherDigits}},
	} {
		require.Equal(t, want, one.Mistakes(proposed), proposed)
	}
	arabic := words.Languages()[1]
	single, ok := c.Compare(arabic, "two", "one")
	require.True(t, ok)
	require.Empty(t, single.Mistakes("مكتب"), "one number needs no place for it")
	few, ok := c.Compare(arabic, "two", "few")
	require.True(t, ok)
	require.Equal(t, "{n} desks", few.English)
	require.Equal(t, []words.Mistake{{Code: words.MissingPlace, Part: "{n}"}}, few.Mistakes("مكاتب"))
	require.Equal(t, []int{3, 4, 5}, arabic.Numbers("few"))
	require.Empty(t, arabic.Numbers(""))
	for _, wrong := range [][2]string{{"three", ""}, {"two", ""}, {"one", "few"}} {
		_, ok := c.Compare(arabic, wrong[0], wrong[1])
		require.False(t, ok, wrong)
	}
}

// A sentence is found by a part of it in either language, and by a copy that has values in its places.
func TestASentenceIsFound(t *testing.T) {
	t.Parallel()
	c, burmese := proposing(t)
	for typed, want := range map[string]int{
		"waiting  FOR": 1, "စောင့်": 1, "မေဆောက် ရုံးခွဲ ကတည်းက ထိုင်း ကို စောင့်နေသည်": 1, "Waiting for the consulate since 3 May": 1,
		"desks": 1, "": 0, "no such words": 0,
	} {
		found, more := c.Search(burmese, typed, 9)
		require.Len(t, found, want, typed)
		require.False(t, more)
	}
	found, more := c.Search(words.Languages()[1], "desk", 2)
	require.Len(t, found, 2)
	require.True(t, more)
}

// The operator pastes a text that can be read, with one wording replaced.
func TestATextIsPasted(t *testing.T) {
	t.Parallel()
	c, burmese := proposing(t)
	raw, err := c.Paste(words.Wording{Key: "two", Language: "my", Form: "other", Text: "'{n}' ခု: # ရုံး"})
	require.NoError(t, err)
	pasted, err := words.Read(fstest.MapFS{"a.yaml": {Data: []byte(raw)}})
	require.NoError(t, err)
	now, ok := pasted.Compare(burmese, "two", "other")
	require.True(t, ok)
	require.Equal(t, "'{n}' ခု: # ရုံး", now.Text)
	before, _ := c.Compare(words.Languages()[1], "two", "few")
	after, ok := pasted.Compare(words.Languages()[1], "two", "few")
	require.True(t, ok)
	require.Equal(t, before, after)
	_, err = c.Paste(words.Wording{Key: "three"})
	require.EqualError(t, err, `there is no text "three"`)
}
