package spelling

import "unicode"

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
