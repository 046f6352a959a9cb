package main

import (
	"fmt"
	"io/fs"
	"os"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/retention"
)

// readCorridors reads the corridor files of a directory, or the embedded ones if dir is "".
func readCorridors(dir string) (fs.FS, *corridor.Set, error) {
	files := corridors.Files()
	if dir != "" {
		files = os.DirFS(dir)
	}
	book, err := corridor.Load(files)
	if err != nil {
		return nil, nil, fmt.Errorf("read corridor files: %w", err)
	}
	return files, book, nil
}

// readRetention reads the retention rules of a directory of corridor files, or the embedded ones
// if it has none.
func readRetention(dir string, book *corridor.Set) (*retention.Schedule, error) {
	var known []string
	for _, one := range book.Corridors() {
		known = append(known, one.ID)
	}
	files := corridors.Files()
	if dir != "" {
		if own := os.DirFS(dir); exists(own, "retention/rules.yaml") {
			files = own
		}
	}
	rules, err := retention.Load(files, known)
	if err != nil {
		return nil, fmt.Errorf("read retention rules: %w", err)
	}
	return rules, nil
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}
