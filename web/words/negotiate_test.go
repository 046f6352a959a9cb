package words_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// Readers of a neighbouring language get the language of ours that they were taught in. The
// headers are as browsers send them.
func TestNeighbouringLanguages(t *testing.T) {
	t.Parallel()
	for accepted, want := range map[string]string{
		"shn-MM,shn;q=0.9,en-US;q=0.8,en;q=0.7": "my", // Shan
		"mnw,en-GB;q=0.9,en;q=0.8":              "my", // Mon
		"ksw-MM,ksw;q=0.9,en;q=0.8":             "my", // S'gaw Karen
		"kjp,pwo;q=0.9,en-US;q=0.5":             "my", // Pwo Karen
		"blk":                                   "my", // Pa'o
		"kac,en;q=0.5":                          "my", // Kachin
		"cnh-MM,en;q=0.9":                       "my", // Hakha Chin
		"rki-MM,my;q=0.9":                       "my", // Rakhine
		"my-MM,my;q=0.9,en-US;q=0.8,en;q=0.7":   "my",
		"my-Qaag-MM,en;q=0.8":                   "my", // phones with Zawgyi
		"arz-EG,arz;q=0.9,en-US;q=0.8":          "ar", // Egypt
		"ar-arz,en;q=0.8":                       "ar", // the same, as an extension of Arabic
		"apc-LB,en;q=0.9":                       "ar", // Levant
		"ajp,en;q=0.9":                          "ar", // Levant, the code before 2023
		"acm-IQ,acm;q=0.9,en;q=0.8":             "ar", // Iraq
		"afb-KW,en-GB;q=0.9":                    "ar", // Gulf
		"acw-SA,ars;q=0.9,en;q=0.3":             "ar", // Saudi Arabia
		"apd-SD,en;q=0.9":                       "ar", // Sudan
		"ary-MA,fr-FR;q=0.9,fr;q=0.8,en;q=0.7":  "ar", // Morocco
		"arq,fr;q=0.9":                          "ar", // Algeria
		"aeb-TN,fr;q=0.9,en;q=0.8":              "ar", // Tunisia
		"ayl-LY,en;q=0.9":                       "ar", // Libya
		"ar-AE,ar;q=0.9,en-AE;q=0.8,en;q=0.7":   "ar",
		"en-US,en;q=0.9,shn;q=0.8":              "en", // English first
		"en;q=0.5, shn":                         "my", // by weight, not by place
		"qq-zz!!,apc;q=0.9":                     "ar", // what cannot be read is skipped
		"th-TH,th;q=0.9,en;q=0.8,my;q=0.7":      "en", // the first of ours
		"rhg,bn;q=0.9":                          "en", // Rohingya: many were never taught in Burmese
		"*":                                     "en",
	} {
		require.Equal(t, want, words.Choose("", accepted).Code, accepted)
	}
}
