// Package rules_test checks the project's own rules that no compiler and no linter checks: the names
// and the documentation of packages, the length of files, plain English, and that the documents name
// only what exists. It reads the project and runs nothing of it.
package rules_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const root = "../.."

// tracked lists the files that git knows and that are there, relative to the project.
func tracked(tb testing.TB) []string {
	tb.Helper()
	out := output(tb, "git", "ls-files", "-z")
	var files []string
	for name := range strings.SplitSeq(strings.TrimRight(out, "\x00"), "\x00") {
		if info, err := os.Stat(filepath.Join(root, name)); err == nil && info.Mode().IsRegular() {
			files = append(files, name)
		}
	}
	require.Greater(tb, len(files), 50, "the list of tracked files cannot be this short")
	return files
}

func output(tb testing.TB, name string, args ...string) string {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), name, args...)
	cmd.Dir = root
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	require.NoError(tb, err, "%s %v: %s", name, args, complaints.String())
	return string(out)
}

func read(tb testing.TB, file string) string {
	tb.Helper()
	content, err := os.ReadFile(filepath.Join(root, file))
	require.NoError(tb, err)
	return string(content)
}

// goFiles are the tracked Go files that people write: generated ones are left out.
func goFiles(tb testing.TB) map[string]string {
	tb.Helper()
	files := map[string]string{}
	for _, file := range tracked(tb) {
		if !strings.HasSuffix(file, ".go") || strings.Contains(file, "/testdata/") {
			continue
		}
		content := read(tb, file)
		if !strings.Contains(content[:min(len(content), 500)], "DO NOT EDIT") {
			files[file] = content
		}
	}
	return files
}
