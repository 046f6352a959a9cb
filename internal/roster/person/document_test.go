package person_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

func TestDocument(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for name, tt := range map[string]struct {
		text, nationality, clean, suggested string
		absent                              person.Absence
		problem                             flaw.Code
	}{
		"a number":                   {text: "E23456789", nationality: "CHN", clean: "E23456789"},
		"spaces and dashes":          {text: " e 2345-6789", nationality: "CHN", clean: "E23456789"},
		"wide letters":               {text: "Ｅ２３４５６７８９", nationality: "CHN", clean: "E23456789"},
		"Thai digits":                {text: "AA๑๒๓๔๕๖๗", nationality: "THA", clean: "AA1234567"},
		"O for 0":                    {text: "E86O31628", nationality: "CHN", clean: "E86O31628", suggested: "E86031628"},
		"O for 0, twice":             {text: "E9O63O294", nationality: "CHN", clean: "E9O63O294", suggested: "E90630294"},
		"O after the first letter":   {text: "EO1234567", nationality: "CHN", clean: "EO1234567", suggested: "E01234567"},
		"O may be a letter here":     {text: "PO1234567", nationality: "KEN", clean: "PO1234567"},
		"O at the end, a letter":     {text: "P1234567O", nationality: "PHL", clean: "P1234567O"},
		"O at the end, a digit":      {text: "E1234567O", nationality: "CHN", clean: "E1234567O", suggested: "E12345670"},
		"no shape known":             {text: "C2O78951", nationality: "", clean: "C2O78951", suggested: "C2078951"},
		"no shape fits":              {text: "PO871835", nationality: "DZA", clean: "PO871835", suggested: "P0871835"},
		"letters among the digits":   {text: "AB1O2C45", nationality: "", clean: "AB1O2C45"},
		"empty":                      {text: "  ", absent: person.NotStated},
		"dash":                       {text: "-", absent: person.NotStated},
		"N/A":                        {text: "N/A", absent: person.NotStated},
		"no passport":                {text: "no passport", absent: person.NoneHeld},
		"no passport, in Thai":       {text: "ไม่มีหนังสือเดินทาง", absent: person.NoneHeld},
		"none, in Indonesian":        {text: "Tidak ada", absent: person.NoneHeld},
		"lost":                       {text: "LOST", absent: person.Lost},
		"with boss":                  {text: "with boss", absent: person.Held},
		"with boss, in Chinese":      {text: "在老板那里", absent: person.Held},
		"a word nobody has entered":  {text: "in process", problem: flaw.DocumentNotRecognised},
		"a number and a word":        {text: "E23456789 (copy)", problem: flaw.DocumentNotRecognised},
		"two numbers":                {text: "E23456789/E23456780", problem: flaw.DocumentNotRecognised},
		"too short":                  {text: "1234", problem: flaw.DocumentNotRecognised},
		"too long":                   {text: strings.Repeat("1", 21), problem: flaw.DocumentNotRecognised},
		"a spreadsheet's big number": {text: "1.23457E+11", problem: flaw.DocumentNotRecognised},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, problem := v.Document(tt.text, tt.nationality)
			require.Equal(t, tt.problem, problem)
			require.Equal(t, person.Document{
				AsWritten: tt.text, Clean: tt.clean, Suggested: tt.suggested, Absent: tt.absent,
			}, got)
		})
	}
}

func FuzzDocument(f *testing.F) {
	v := vocabulary(f)
	for _, s := range []string{"E86O31628", "E 2345-6789", "no passport", "在老板那里", "P1234567O", "OOOOO1", "\xff12345", "１２３４５"} {
		f.Add(s, "CHN")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, text, nationality string) {
		d, problem := v.Document(text, nationality)
		require.Equal(t, text, d.AsWritten)
		states := 0
		for _, is := range []bool{d.Clean != "", d.Absent != "", problem != ""} {
			if is {
				states++
			}
		}
		require.Equal(t, 1, states, "a number, a reason or a problem: one of them")
		require.Empty(t, strings.Trim(d.Clean, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
		if d.Suggested != "" {
			require.Equal(t, strings.ReplaceAll(d.Clean, "O", "0"), strings.ReplaceAll(d.Suggested, "O", "0"), "only O became 0")
			require.NotEqual(t, d.Clean, d.Suggested)
		}
		again, _ := v.Document(d.Clean, nationality)
		require.Equal(t, d.Clean, again.Clean, "cleaning twice changes nothing")
	})
}
