// Package corridors carries the rule files that Homeward ships with: one YAML file per version of a
// corridor, the directory of desks, and the business calendars. It only holds them; package
// internal/corridor reads and checks them. A directory of the same shape can take their place.
package corridors

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml calendars/*.yaml
var files embed.FS

// Files gives the corridor files, desks.yaml and calendars/*.yaml.
func Files() fs.FS { return files }
