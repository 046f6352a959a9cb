package rules_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A document that names a test as proof is worth nothing if there is no such test.
func TestDocumentsNameTestsThatExist(t *testing.T) {
	t.Parallel()
	declared, named := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`), regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z]\\w+)`")
	exists := map[string]bool{}
	for _, content := range goFiles(t) {
		for _, match := range declared.FindAllStringSubmatch(content, -1) {
			exists[match[1]] = true
		}
	}
	count := 0
	for _, file := range tracked(t) {
		if path.Ext(file) != ".md" || strings.Contains(file, "/testdata/") {
			continue
		}
		for _, match := range named.FindAllStringSubmatch(read(t, file), -1) {
			count++
			require.True(t, exists[match[1]], "%s names %s, and there is no such test", file, match[1])
		}
	}
	require.Greater(t, count, 100, "the search finds no names of tests")
}
