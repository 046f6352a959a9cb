// Package corridors carries the rule files that Homeward ships with: one YAML file per version of a
// corridor, the directory of desks, the business calendars, and how long what is kept. It only holds them; package
// internal/corridor reads and checks them. A directory of the same shape can take their place.
package corridors

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml calendars/*.yaml missions/*.yaml retention/*.yaml
var files embed.FS

// Files returns the corridor files, desks.yaml, calendars/*.yaml, missions/*.yaml and retention/rules.yaml.
func Files() fs.FS { return files }
