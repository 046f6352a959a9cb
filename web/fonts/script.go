package fonts

// Script is a script whose font is served if it is installed.
type Script struct {
	Name string // the end of the font's name, as "Myanmar" in "Noto Sans Myanmar"
	// Own allows the device's own copy of the font.
	Own bool
	// Range has the characters that the font is used for, as the CSS property unicode-range names them:
	// the blocks of the script in the Unicode Standard, and nothing that another script has too.
	Range string
}

// Scripts returns the scripts of the languages that survivors, officers and their documents have.
func Scripts() []Script {
	return []Script{
		{Name: "Arabic", Own: true, Range: "U+600-6FF, U+750-77F, U+870-88F, U+890-8FF, U+FB50-FDFF, U+FE70-FEFC"},
		{Name: "Ethiopic", Own: true, Range: "U+1200-139F, U+2D80-2DDF, U+AB00-AB2F"},
		{Name: "Khmer", Own: true, Range: "U+1780-17FF, U+19E0-19FF"},
		{Name: "Lao", Own: true, Range: "U+E80-EFF"},
		{Name: "Myanmar", Range: "U+1000-109F, U+A9E0-A9FF, U+AA60-AA7F, U+116D0-116FF"},
		{Name: "Thai", Own: true, Range: "U+E00-E7F"},
	}
}
