package pgtest

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// Search looks for marks: texts that a test has written and that occur nowhere else.
type Search struct{ needles []needle }

// needle is a mark in one of its forms.
type needle struct {
	mark string
	form []byte
}

// NewSearch makes a search for marks in all their forms: as they are, in JSON, in an address, in
// hexadecimal digits of either case, and in base64 at each of its three alignments. A mark must have at
// least 8 bytes.
func NewSearch(marks ...string) *Search {
	s := &Search{}
	for _, mark := range marks {
		forms := []string{mark, strings.ReplaceAll(mark, " ", "%20"), hex.EncodeToString([]byte(mark)), strings.ToUpper(hex.EncodeToString([]byte(mark)))}
		if quoted, err := json.Marshal(mark); err == nil {
			forms = append(forms, strings.Trim(string(quoted), `"`), hex.EncodeToString(bytes.Trim(quoted, `"`)))
		}
		for shift := range 3 {
			for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
				coded := encoding.EncodeToString(append(bytes.Repeat([]byte("x"), shift), mark...))
				coded = coded[:len(coded)/4*4] // the last group depends on the next bytes
				if shift > 0 {
					coded = coded[4:] // and the first group on the previous bytes
				}
				forms = append(forms, coded)
			}
		}
		slices.Sort(forms)
		for _, form := range slices.Compact(forms) {
			s.needles = append(s.needles, needle{mark, []byte(form)})
		}
	}
	return s
}

// Find lists the marks in a text, sorted, also those in its base64 or hexadecimal parts.
func (s *Search) Find(in []byte) []string {
	found := map[string]bool{}
	s.look(in, found)
	for _, run := range base64Run.FindAll(in, -1) {
		if plain, err := base64.RawStdEncoding.DecodeString(string(run[:len(run)/4*4])); err == nil {
			s.look(plain, found)
		}
	}
	for _, run := range hexRun.FindAll(in, -1) {
		if plain, err := hex.DecodeString(string(run[len(`\x`):])); err == nil {
			s.look(plain, found)
		}
	}
	out := make([]string, 0, len(found))
	for mark := range found {
		out = append(out, mark)
	}
	slices.Sort(out)
	return out
}

func (s *Search) look(in []byte, found map[string]bool) {
	for _, n := range s.needles {
		if !found[n.mark] && bytes.Contains(in, n.form) {
			found[n.mark] = true
		}
	}
}

var (
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/]{24,}`)
	hexRun    = regexp.MustCompile(`\\x(?:[0-9a-f]{2}){8,}`) // the form of bytes in PostgreSQL
)
