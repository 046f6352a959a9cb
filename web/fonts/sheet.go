package fonts

import (
	"fmt"
	"strings"
)

// Family is the name under which the pages' style sheet uses all of these fonts. A browser takes from
// it only the characters that the fonts have, and loads only the font of a script that a page shows.
const Family = "Homeward Scripts"

// Sheet returns the style sheet that names the fonts, which are served under prefix. It is empty if
// there are none.
func Sheet(fonts []Font, prefix string) []byte {
	var b strings.Builder
	for _, f := range fonts {
		source := fmt.Sprintf("url(%q) format(%q)", prefix+f.Served, format(f))
		if f.Own {
			// The PostScript name and the full name: the family's name alone does not find an installed font.
			source = fmt.Sprintf("local(%q), local(%q), %s", "NotoSans"+f.Name+"-Regular", "Noto Sans "+f.Name+" Regular", source)
		}
		fmt.Fprintf(&b, "@font-face { font-family: %q; font-weight: 400; font-display: swap; src: %s; unicode-range: %s; }\n", Family, source, f.Range)
	}
	return []byte(b.String())
}

func format(f Font) string {
	if f.MediaType == "font/ttf" {
		return "truetype"
	}
	return "woff2"
}
