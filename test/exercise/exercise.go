// Package exercise shortens the waiting times of the shipped corridors, so that a test that
// takes a person home on the real stack takes seconds where life takes a year. It changes
// nothing else in them, and refuses when a waiting time that it shortens has gone.
package exercise

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"example.org/homeward/corridors"
)

// waiting is one waiting time of the shipped files and what it is in an exercise.
type waiting struct {
	file     string // "" is every corridor
	shipped  *regexp.Regexp
	exercise string
}

// shortened lists everything in which the exercise's corridors differ from those that ship.
func shortened() []waiting {
	line := regexp.MustCompile
	return []waiting{
		{"", line(`(?m)^reflection_days: \d+$`), "reflection_days: 3s"},
		{"", line(`\{name: 1w, after: 7d\}`), "{name: 1w, after: 5s}"},
		{"", line(`\{name: 1m, after: 30d\}`), "{name: 1m, after: 8s}"},
		{"", line(`\{name: 3m, after: 91d\}`), "{name: 3m, after: 10s}"},
		{"", line(`\{name: 6m, after: 182d\}`), "{name: 6m, after: 12s}"},
		{"", line(`\{name: 12m, after: 365d\}`), "{name: 12m, after: 15s}"},
		// The desks of one corridor are given so little time that a test can wait for the escalation.
		{LadderFile, line(`(?m)^  register: +\{budget: 24h\}$`), "  register: {budget: 8s}"},
		{"retention/rules.yaml", line(`(?m)^checked: ""`), "stop_erasure_within: 2s\nchecked: \"\""},
		{LadderFile, line(`(?m)^  triage: +\{budget: 4h\}$`), "  triage: {budget: 10s}"},
	}
}

// LadderFile is the corridor whose desks have so little time.
const LadderFile = "khm-vnm.yaml"

// Write writes the shipped files to dir, with the exercise's waiting times.
func Write(dir string) error {
	changed := map[string]bool{}
	err := fs.WalkDir(corridors.Files(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return errors.Join(err, os.MkdirAll(filepath.Join(dir, path), 0o750))
		}
		text, err := fs.ReadFile(corridors.Files(), path)
		if err != nil {
			return err
		}
		for _, w := range shortened() {
			if (w.file == "" || w.file == path) && w.shipped.Match(text) {
				text = w.shipped.ReplaceAll(text, []byte(w.exercise))
				changed[w.exercise] = true
			}
		}
		return os.WriteFile(filepath.Join(dir, path), text, 0o600)
	})
	if err != nil {
		return fmt.Errorf("write corridors: %w", err)
	}
	for _, w := range shortened() {
		if !changed[w.exercise] {
			return fmt.Errorf("write corridors: nothing shipped reads like %s", w.shipped)
		}
	}
	return nil
}
