package security_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A threat model that names missing tests proves nothing.
func TestTheThreatModelNamesWhatIsThere(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join(project, "docs", "threat-model.md"))
	require.NoError(t, err)
	model := string(raw)
	there := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	for name, content := range tracked(t) {
		if strings.HasSuffix(name, "_test.go") {
			for _, match := range declared.FindAllStringSubmatch(content, -1) {
				there[match[1]] = true
			}
		}
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllStringSubmatch(model, -1)
	require.Greater(t, len(named), 40)
	for _, match := range named {
		require.True(t, there[match[1]], "the threat model names %s, and there is no such test", match[1])
	}
	for _, attacker := range []string{
		"bribed officer", "stolen laptop", "curious administrator", "database superuser", "forged consulate", "replayed approval",
		"injected HTML", "malformed input", "slow client", "hostile file",
	} {
		require.Contains(t, model, attacker)
	}
	require.Contains(t, model, "## What is not defended against")
	for line := range strings.Lines(model) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| attacker") {
			require.Regexp(t, "`(Test|Fuzz)", line, "a row without a test: %s", line)
		}
	}
}
