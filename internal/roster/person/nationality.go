package person

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/spelling"
)

// Stateless is the code of ICAO Doc 9303 for a person without a nationality.
const Stateless = "XXA"

// Nationality is what an author wrote about a person's state. It is never a finding.
type Nationality struct {
	AsWritten string `json:"as_written,omitempty"`
	// Code is ISO 3166-1 alpha-3, or Stateless, or "" if it is not known.
	Code string `json:"code,omitempty"`
	// Candidates are the codes that an ambiguous word can mean.
	Candidates []string `json:"candidates,omitempty"`
	// FromList is true if there is no such cell and the whole list is of one state, like an embassy's
	// (roster.Options.Nationality).
	FromList bool `json:"from_list,omitempty"`
	// FromSection is true if the cell is empty and a line above the row names the state of all below it.
	FromSection bool `json:"from_section,omitempty"`
	// FromFamily is true if the cell is empty and the code is that of the person's family above it.
	FromFamily bool `json:"from_family,omitempty"`
}

// nationalities knows how lists write states.
type nationalities struct {
	codes     map[string]string   // alpha-2 and alpha-3, lower case -> alpha-3
	spellings spelling.Lexicon    // names and demonyms -> alpha-3
	silent    map[string]bool     // words that mean "no entry"
	ambiguous map[string][]string // folded words that mean several states
	peoples   map[string][]string // folded names of peoples without a state of their own, with the states where they live
}

func loadNationalities() (nationalities, error) {
	n := nationalities{
		codes: make(map[string]string), spellings: make(spelling.Lexicon),
		silent: make(map[string]bool), ambiguous: make(map[string][]string), peoples: make(map[string][]string),
	}
	all, err := spelling.Entries("nationalities.txt")
	if err != nil {
		return n, err
	}
	for _, e := range all {
		if err := n.enter(e); err != nil {
			return n, err
		}
	}
	return n, nil
}

func (n nationalities) enter(e spelling.Entry) error {
	if e.Key == "?" {
		for _, s := range e.Spellings {
			n.silent[spelling.Plain(s)] = true
		}
		return nil
	}
	codes, open := strings.CutPrefix(e.Key, "?")
	codes, people := strings.CutPrefix(codes, "~")
	all := strings.Fields(codes)
	if len(all) == 0 {
		return fmt.Errorf("read words: nationalities.txt has a line without a code")
	}
	if open {
		for _, s := range e.Spellings {
			n.ambiguous[spelling.Fold(s)] = all
		}
		return nil
	}
	if people {
		for _, s := range e.Spellings {
			n.peoples[spelling.Fold(s)] = all
		}
		return nil
	}
	for _, c := range all {
		n.codes[strings.ToLower(c)] = all[0]
	}
	for _, s := range e.Spellings {
		if err := n.spellings.Add(s, all[0]); err != nil {
			return fmt.Errorf("nationalities.txt: %w", err)
		}
	}
	return nil
}

// Nationality recognises a state by code, name, demonym or a known misspelling. A word for several
// states, and several states in one cell, get candidates and flaw.NationalityAmbiguous; a people without a state
// of its own gets the states in which it lives and flaw.PeopleNotState; an unknown word gets
// flaw.NationalityNotRecognised. All keep the text, for a person to resolve.
func (v *Vocabulary) Nationality(text string) (Nationality, flaw.Code) {
	n := Nationality{AsWritten: text}
	s := spelling.Plain(text)
	if s == "" || v.nationalities.silent[s] {
		return n, ""
	}
	if one, problem := v.oneNationality(s); problem != flaw.NationalityNotRecognised {
		one.AsWritten = text
		return one, problem
	}
	if label := spelling.Unnumbered(s); label != s {
		one, problem := v.Nationality(label)
		one.AsWritten = text
		return one, problem
	}
	if main, remark, ok := spelling.Bracketed(s); ok {
		if one, ok := v.withRemark(main, remark); ok {
			one.AsWritten = text
			if one.Code != "" {
				return one, ""
			}
			return one, flaw.NationalityAmbiguous
		}
	}
	parts := severalStates.Split(s, -1)
	for _, p := range parts {
		one, _ := v.oneNationality(p)
		if one.Code == "" && len(one.Candidates) == 0 || len(parts) < 2 {
			return n, flaw.NationalityNotRecognised
		}
		n.Add(one)
	}
	if len(n.Candidates) == 1 {
		n.Code, n.Candidates = n.Candidates[0], nil
		return n, ""
	}
	return n, flaw.NationalityAmbiguous
}

// severalStates divides a cell that names several states.
var severalStates = regexp.MustCompile(`\s*(?:/|,|;|\||\+|&|、|／|\s-\s|\bor\b|\band\b|\bhoặc\b|\bvà\b|\batau\b|\bdan\b|หรือ|และ|ຫຼື|ແລະ|និង|ឬ|或|和|သို့မဟုတ်|နှင့်|ወይም|እና)\s*`)

// withRemark reads a state with a remark in brackets. A remark that is another state makes it doubtful; a
// people, or any other word, does not.
func (v *Vocabulary) withRemark(main, remark string) (Nationality, bool) {
	one, _ := v.oneNationality(main)
	other, problem := v.oneNationality(remark)
	switch {
	case one.Code == "" && len(one.Candidates) == 0:
		return one, false
	case problem == "" && other.Code != "" && other.Code != one.Code:
		both := Nationality{}
		both.Add(one)
		both.Add(other)
		return both, true
	default:
		return one, true
	}
}

// Add adds the states of another reading to the candidates.
func (n *Nationality) Add(other Nationality) {
	for _, c := range append([]string{other.Code}, other.Candidates...) {
		if c != "" && !slices.Contains(n.Candidates, c) {
			n.Candidates = append(n.Candidates, c)
		}
	}
}

// oneNationality reads the word for one state.
func (v *Vocabulary) oneNationality(s string) (Nationality, flaw.Code) {
	if n, problem := v.nationalityWord(s, []string{spelling.Fold(s)}); problem != flaw.NationalityNotRecognised {
		return n, problem // most cells are one known word, without what may stand before or after it
	}
	return v.nationalityWord(s, nationalityKeys(s))
}

// nationalityWord looks the keys of a word up, one after the other.
func (v *Vocabulary) nationalityWord(s string, keys []string) (Nationality, flaw.Code) {
	var n Nationality
	for _, k := range keys {
		if c, ok := v.nationalities.ambiguous[k]; ok {
			n.Candidates = append(n.Candidates, c...)
			return n, flaw.NationalityAmbiguous
		}
		// A code has no accents: Mỹ, Vietnamese for the United States, is not MY.
		if c, ok := v.nationalities.codes[k]; ok && spelling.IsASCII(s) {
			n.Code = c
			return n, ""
		}
		if c, ok := v.nationalities.spellings[k]; ok {
			n.Code = c
			return n, ""
		}
		if c, ok := v.nationalities.peoples[k]; ok {
			n.Candidates = append(n.Candidates, c...)
			return n, flaw.PeopleNotState
		}
	}
	return n, flaw.NationalityNotRecognised
}

// nationalityKeys returns the folded word and, if it means "of X" or "person of X", the state alone.
func nationalityKeys(s string) []string {
	k := spelling.Fold(s)
	keys := []string{k}
	add := func(short string, ok bool) {
		if ok && short != "" {
			keys = append(keys, short)
		}
	}
	for _, ending := range []string{
		"籍", "人", "国籍", "國籍", "族", "နိုင်ငံသား", "နိုင်ငံ", "ပြည်", "လူမျိုး", "နိုင်ငံသူ", "ႏိုင္ငံသား", "နိုင္ငံသား", "ዊት", "ዊ", "ያዊ", "ያዊት", "ውያን",
		"national", "nationals", "citizen", "citizens", "nationality",
	} {
		short, ok := strings.CutSuffix(k, spelling.Fold(ending))
		add(short, ok)
	}
	for _, beginning := range []string{
		"ชาว", "สัญชาติ", "ประเทศ", "คน", "ຊາວ", "ສັນຊາດ", "ຄົນ", "ປະເທດ", "សញ្ជាតិ", "ជនជាតិ", "ជាតិ", "ប្រទេស", "quốc tịch", "người", "nước",
		"warga negara", "kewarganegaraan", "orang", "wn", "citizen of", "national of", "from", "የ", "ዜግነት",
	} {
		short, ok := strings.CutPrefix(k, spelling.Fold(beginning))
		add(short, ok)
	}
	return keys
}

// Knows reports whether code is an alpha-3 code of this vocabulary.
func (v *Vocabulary) Knows(code string) bool {
	return len(code) == 3 && v.nationalities.codes[strings.ToLower(code)] == code
}

// NameOfState returns the alpha-3 code of the state that a name or demonym means; "" for any other text. It
// does not read codes, and removes nothing from the text.
func (v *Vocabulary) NameOfState(text string) string {
	return v.nationalities.spellings[spelling.Fold(text)]
}
