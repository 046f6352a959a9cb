package roster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Script is the writing that a name is in.
type Script string

// The scripts of the lists seen in the field.
const (
	NoScript    Script = "" // no letter
	Latin       Script = "latin"
	Thai        Script = "thai"
	Myanmar     Script = "myanmar"
	Khmer       Script = "khmer"
	Lao         Script = "lao"
	Han         Script = "han"
	Arabic      Script = "arabic"
	Ethiopic    Script = "ethiopic"
	Hangul      Script = "hangul"
	Kana        Script = "kana"
	Devanagari  Script = "devanagari"
	Bengali     Script = "bengali"
	Tamil       Script = "tamil"
	Sinhala     Script = "sinhala"
	Cyrillic    Script = "cyrillic"
	OtherScript Script = "other"
	MixedScript Script = "mixed" // letters of more than one
)

// Name is a person's name as an author wrote it. It is never cut into given
// and family names: most of the world's names do not come apart that way.
type Name struct {
	AsWritten string `json:"as_written,omitempty"`
	// Display is AsWritten in Unicode form NFC with single spaces, without
	// characters that hide or turn text.
	Display string `json:"display,omitempty"`
	Script  Script `json:"script,omitempty"`
	// Parts are the cells, when the author gave the name in several columns;
	// AsWritten then joins them in the order of the columns.
	Parts []string `json:"parts,omitempty"`
}

// NewName makes a Name of what stands in a cell.
func NewName(asWritten string) Name {
	return Name{AsWritten: asWritten, Display: display(asWritten), Script: ScriptOf(asWritten)}
}

// display keeps the zero-width joiners, which some scripts spell with, and
// drops the other format characters: they can make one name look like another.
func display(s string) string {
	if !isASCII(s) {
		s = norm.NFC.String(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' {
				return -1
			}
			return r
		}, s))
	}
	return strings.Join(strings.Fields(s), " ")
}

// ScriptOf tells the script of the letters in s.
func ScriptOf(s string) Script {
	found := NoScript
	for _, r := range s {
		if !unicode.IsLetter(r) || unicode.Is(unicode.Common, r) {
			continue
		}
		switch this := scriptOf(r); {
		case found == NoScript:
			found = this
		case found != this:
			return MixedScript
		}
	}
	return found
}

func scriptOf(r rune) Script {
	if r < 0x250 {
		return Latin // the commonest, and no other letters live below but signs
	}
	for _, t := range []struct {
		table  *unicode.RangeTable
		script Script
	}{
		{unicode.Han, Han},
		{unicode.Thai, Thai},
		{unicode.Myanmar, Myanmar},
		{unicode.Ethiopic, Ethiopic},
		{unicode.Khmer, Khmer},
		{unicode.Lao, Lao},
		{unicode.Arabic, Arabic},
		{unicode.Hangul, Hangul},
		{unicode.Latin, Latin},
		{unicode.Hiragana, Kana},
		{unicode.Katakana, Kana},
		{unicode.Devanagari, Devanagari},
		{unicode.Bengali, Bengali},
		{unicode.Tamil, Tamil},
		{unicode.Sinhala, Sinhala},
		{unicode.Cyrillic, Cyrillic},
	} {
		if unicode.Is(t.table, r) {
			return t.script
		}
	}
	return OtherScript
}
