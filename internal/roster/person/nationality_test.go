package person_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

func TestNationality(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for name, tt := range map[string]struct {
		text, want string
		problem    flaw.Code
		candidates []string
	}{
		"alpha-2":                 {text: "VN", want: "VNM"},
		"alpha-3":                 {text: "eth", want: "ETH"},
		"points":                  {text: "P.R.C", want: "CHN"},
		"PRC":                     {text: "PRC", want: "CHN"},
		"trailing space":          {text: "Chinese ", want: "CHN"},
		"Chinese characters":      {text: "中国", want: "CHN"},
		"of a state, in Chinese":  {text: "越南籍", want: "VNM"},
		"person of, in Chinese":   {text: "印度尼西亚人", want: "IDN"},
		"Thai":                    {text: "เวียดนาม", want: "VNM"},
		"person of, in Thai":      {text: "ชาวเมียนมา", want: "MMR"},
		"Burmese":                 {text: "မြန်မာ", want: "MMR"},
		"accents":                 {text: "Việt Nam", want: "VNM"},
		"misspelt":                {text: "Phillipines", want: "PHL"}, //nolint:misspell // this is how lists spell it
		"misspelt Ethiopia":       {text: "Etiopia", want: "ETH"},
		"demonym":                 {text: "Filipina", want: "PHL"},
		"Indo":                    {text: "Indo", want: "IDN"},
		"S.AFRICA":                {text: "S.AFRICA", want: "ZAF"},
		"RSA":                     {text: "RSA", want: "ZAF"},
		"one word":                {text: "Srilanka", want: "LKA"},
		"French":                  {text: "Cameroun", want: "CMR"},
		"Taiwan with a bracket":   {text: "Taiwan (ROC)", want: "TWN"},
		"Amharic":                 {text: "ኢትዮጵያ", want: "ETH"},
		"stateless":               {text: "stateless", want: person.Stateless},
		"stateless in words":      {text: "no nationality", want: person.Stateless},
		"stateless code":          {text: "XXA", want: person.Stateless},
		"Mỹ is not MY":            {text: "Mỹ", want: "USA"},
		"unknown":                 {text: "unknown"},
		"empty":                   {text: "  "},
		"N/A is not Namibia":      {text: "N/A"},
		"NA may be either":        {text: "NA", problem: flaw.NationalityAmbiguous, candidates: []string{"NAM"}},
		"Congo":                   {text: "CONGO", problem: flaw.NationalityAmbiguous, candidates: []string{"COG", "COD"}},
		"Congolese":               {text: "Congolese", problem: flaw.NationalityAmbiguous, candidates: []string{"COG", "COD"}},
		"Korea":                   {text: "Korean", problem: flaw.NationalityAmbiguous, candidates: []string{"KOR", "PRK"}},
		"CH is rarely the Swiss":  {text: "CH", problem: flaw.NationalityAmbiguous, candidates: []string{"CHE", "CHN"}},
		"the other Congo":         {text: "D.R. Congo", want: "COD"},
		"nobody has entered this": {text: "Atlantis", problem: flaw.NationalityNotRecognised},
		"two at once":             {text: "China/Myanmar", problem: flaw.NationalityAmbiguous, candidates: []string{"CHN", "MMR"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, problem := v.Nationality(tt.text)
			require.Equal(t, tt.want, got.Code)
			require.Equal(t, tt.problem, problem)
			require.ElementsMatch(t, tt.candidates, got.Candidates)
			require.Equal(t, tt.text, got.AsWritten)
		})
	}
}

// The codes are compared with another table.
func TestNationalityKnowsEveryISOCode(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	english, thai, chinese := display.Regions(language.English), display.Regions(language.Thai), display.Regions(language.Chinese)
	open := map[string]bool{"CHE": true, "SAU": true, "SLE": true, "PAN": true, "VIR": true, "NAM": true, "NOR": true, "COL": true}
	states := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil {
				continue
			}
			n, problem := v.Nationality(r.ISO3())
			if n.Code == "" || n.Code == person.Stateless {
				continue
			}
			require.Empty(t, problem)
			require.Equal(t, r.ISO3(), n.Code)
			if short, problem := v.Nationality(string([]rune{a, b})); !open[n.Code] && r.Canonicalize() == r && r.String() != "FQ" {
				require.Empty(t, problem, "alpha-2 of %s", n.Code)
				require.Equal(t, n.Code, short.Code)
			}
			for _, names := range []display.Namer{english, thai, chinese} {
				if named, problem := v.Nationality(names.Name(r)); problem == "" && r.Canonicalize() == r {
					require.Contains(t, []string{"", n.Code}, named.Code, "a name of %s", n.Code)
				}
			}
			states++
		}
	}
	require.GreaterOrEqual(t, states, 249)
}

func FuzzNationality(f *testing.F) {
	v := vocabulary(f)
	for _, s := range []string{"VN", "P.R.C", "中国", "Việt Nam", "Taiwan (ROC)", "Congo", "n/a", "\xff", "籍"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, problem := v.Nationality(text)
		require.Equal(t, text, n.AsWritten)
		if n.Code == "" {
			return
		}
		require.Empty(t, problem)
		again, problem := v.Nationality(n.Code)
		require.Empty(t, problem)
		require.Equal(t, n.Code, again.Code, "a code means itself")
	})
}
