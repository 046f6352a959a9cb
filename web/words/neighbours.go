package words

// neighbours are languages without texts of their own whose readers mostly read one of ours too,
// by ISO 639-3 code. It gives a first language only: the reader can choose another one on every page.
// Rohingya is left out, because many of its readers were never taught in Burmese.
//
//nolint:gochecknoglobals // a table
var neighbours = map[string]string{
	// The Arabics of Egypt and Sudan, of the Levant and Iraq, of the Gulf and Yemen, of the Maghreb.
	"arz": "ar", "aec": "ar", "apd": "ar", "shu": "ar",
	"apc": "ar", "ajp": "ar", "avl": "ar", "acm": "ar", "ayp": "ar",
	"afb": "ar", "ars": "ar", "acw": "ar", "abv": "ar", "acx": "ar", "ssh": "ar", "acq": "ar", "ayn": "ar", "ayh": "ar", "adf": "ar",
	"ary": "ar", "arq": "ar", "aao": "ar", "aeb": "ar", "ayl": "ar", "mey": "ar", "arb": "ar",
	// Myanmar: Shan, Khamti, Mon, Karen and Karenni, Pa'o, Rakhine and other kin of Burmese.
	"shn": "my", "kht": "my", "mnw": "my",
	"kar": "my", "ksw": "my", "pwo": "my", "kjp": "my", "kyu": "my", "eky": "my", "blk": "my",
	"rki": "my", "int": "my", "tvn": "my", "tco": "my",
	// Kachin, Zaiwa, Lisu, Lahu, Akha; Chin of Hakha, Falam and Tedim; Palaung and Wa.
	"kac": "my", "atb": "my", "lis": "my", "lhu": "my", "ahk": "my",
	"cnh": "my", "cfm": "my", "ctd": "my",
	"pll": "my", "pce": "my", "rbb": "my", "prk": "my", "wbm": "my",
}
