package roster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Script is the script of a name.
type Script string

// The scripts of the lists seen in the field.
const (
	NoScript    Script = "" // no letters
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
	MixedScript Script = "mixed" // letters of several scripts
)

// Name is a person's name as an author wrote it. It is never divided into given and family names,
// because most of the world's names cannot be divided that way.
type Name struct {
	AsWritten string `json:"as_written,omitempty"`
	// Display is AsWritten in Unicode form NFC with single spaces, without characters that hide or
	// reorder text.
	Display string `json:"display,omitempty"`
	Script  Script `json:"script,omitempty"`
	// Parts are the cells, if the author wrote the name in several columns. AsWritten then joins them
	// in the order of the columns.
	Parts []string `json:"parts,omitempty"`
}

// NewName returns the Name in a cell.
func NewName(asWritten string) Name {
	return Name{AsWritten: asWritten, Display: display(asWritten), Script: ScriptOf(asWritten)}
}

// display keeps zero-width joiners, which some scripts need, and removes other format characters, which
// can make one name look like another.
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

// ScriptOf returns the script of the letters in s.
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
		return Latin // the most common script; all other characters below are not letters
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
