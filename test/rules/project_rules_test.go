package rules_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func TestModulesAreBuiltAsTheyAre(t *testing.T) {
	t.Parallel()
	found := 0
	for _, file := range tracked(t) {
		if path.Base(file) != "go.mod" {
			continue
		}
		found++
		for line := range strings.Lines(read(t, file)) {
			require.NotRegexp(t, `^\s*(replace|toolchain)\b`, line, file)
		}
	}
	require.GreaterOrEqual(t, found, 2)
}

// The text of a tracked file must be true on every machine.
func TestNoMachineIsNamed(t *testing.T) {
	t.Parallel()
	machine := regexp.MustCompile(`/work/[a-z]|/root/[a-zA-Z.]|/home/[a-z]+/|/Users/[A-Za-z]|C:\\|proxy\.golang\.org|registry\.npmjs|pypi\.org/simple|goproxy`)
	for _, file := range tracked(t) {
		if file == "test/rules/project_rules_test.go" {
			continue
		}
		content := read(t, file)
		if strings.ContainsRune(content, 0) {
			continue // not text
		}
		require.Empty(t, machine.FindString(content), file)
	}
}

var (
	target    = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
	makeWords = regexp.MustCompile("`(?:[A-Z_]+=\\S+ )?make ([a-z][a-z-]*)|(?m)^\\s*(?:\\$ )?make ([a-z][a-z-]*)(?: |$)")
)

func TestEveryMakeTargetThatIsNamedIsThere(t *testing.T) {
	t.Parallel()
	targets := map[string]bool{}
	for _, match := range target.FindAllStringSubmatch(read(t, "Makefile"), -1) {
		targets[match[1]] = true
	}
	for _, name := range []string{"run", "test", "help", "lint", "check-fast", "test-fast", "stories", "bench", "generate", "tidy-check", "deps"} {
		require.True(t, targets[name], "make %s is promised", name)
	}
	for _, file := range tracked(t) {
		if strings.Contains(file, "/testdata/") {
			continue
		}
		switch path.Ext(file) {
		case ".md", ".go", ".yaml", ".yml":
		default:
			if file != ".ci/run" && file != "Makefile" {
				continue
			}
		}
		for _, match := range makeWords.FindAllStringSubmatch(read(t, file), -1) {
			name := match[1] + match[2]
			require.True(t, targets[name], "%s names make %s, and there is none", file, name)
		}
	}
}

func TestEveryMakeTargetHangsTogether(t *testing.T) {
	t.Parallel()
	makefile := read(t, "Makefile")
	for _, match := range regexp.MustCompile(`(?m)^([a-z][a-z-]*):.*## `).FindAllStringSubmatch(makefile, -1) {
		require.Contains(t, makefile, ".PHONY: "+match[1]+"\n", "a file of that name would keep make %s from running", match[1])
		output(t, "make", "--dry-run", match[1]) // fails if a prerequisite is missing
	}
}

func TestContinuousIntegrationRunsMakeTest(t *testing.T) {
	t.Parallel()
	var commands []string
	for line := range strings.Lines(read(t, ".ci/run")) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "make") {
			commands = append(commands, line)
		}
	}
	require.Equal(t, []string{"make test"}, commands)
	info, err := os.Stat(filepath.Join(root, ".ci", "run"))
	require.NoError(t, err)
	require.NotZero(t, info.Mode()&0o100, ".ci/run can be run")
}

var link = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)\s]*)?\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	for _, file := range tracked(t) {
		if path.Ext(file) != ".md" || strings.Contains(file, "/testdata/") {
			continue
		}
		for _, match := range link.FindAllStringSubmatch(read(t, file), -1) {
			if strings.Contains(match[1], "://") || strings.HasPrefix(match[1], "mailto:") {
				continue
			}
			_, err := os.Stat(filepath.Join(root, path.Dir(file), match[1]))
			require.NoError(t, err, "%s links to %s", file, match[1])
		}
	}
}

// A lint rule about a folder that does not exist has no effect.
func TestLintRulesAreAboutFoldersThatAreThere(t *testing.T) {
	t.Parallel()
	var config struct {
		Linters struct {
			Settings struct {
				Depguard struct {
					Rules map[string]struct {
						Files []string
						Deny  []struct{ Pkg string }
					}
				}
			}
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(read(t, ".golangci.yml")), &config))
	rules := config.Linters.Settings.Depguard.Rules
	require.NotEmpty(t, rules)
	there := func(rule, dir string) {
		_, err := os.Stat(filepath.Join(root, dir))
		require.NoError(t, err, "the rule %s is about %s", rule, dir)
	}
	for name, rule := range rules {
		for _, file := range rule.Files {
			file = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(file, "!"), "**/"), "${config-path}/")
			if dir, _, _ := strings.Cut(file, "/*"); !strings.HasPrefix(dir, "*") && !strings.HasPrefix(dir, "$") {
				there(name, dir)
			}
		}
		for _, deny := range rule.Deny {
			if dir, ours := strings.CutPrefix(deny.Pkg, "example.org/homeward/"); ours {
				there(name, strings.TrimSuffix(dir, "$")) // which denies only the package itself
			}
		}
	}
}
