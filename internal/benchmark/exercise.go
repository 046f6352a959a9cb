package benchmark

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"example.org/homeward/corridors"
)

// Exercise writes the shipped corridor files to a directory, with one change: the follow-up visits
// of a year come one second after the other, so that a whole procedure can be measured.
func Exercise(dir string) error {
	visit := regexp.MustCompile(`(\{name: \w+, after: )\d+d\}`)
	return fs.WalkDir(corridors.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(corridors.Files(), name)
		if err != nil {
			return fmt.Errorf("read corridor file: %w", err)
		}
		seconds := 0
		body = visit.ReplaceAllFunc(body, func(found []byte) []byte {
			seconds++
			return append(visit.ReplaceAll(found, []byte("${1}")), []byte(strconv.Itoa(seconds)+"s}")...)
		})
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
			return fmt.Errorf("make directory: %w", err)
		}
		return os.WriteFile(to, body, 0o600)
	})
}
