package deploy_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/config"
)

// program builds the program and returns where it is.
func program(tb testing.TB) string {
	tb.Helper()
	file := filepath.Join(tb.TempDir(), "homeward")
	cmd := exec.CommandContext(tb.Context(), "go", "build", "-o", file, "./cmd/homeward")
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	require.NoError(tb, err, string(out))
	return file
}

func help(tb testing.TB, file string, command ...string) string {
	tb.Helper()
	out, err := exec.CommandContext(tb.Context(), file, append(command, "--help")...).CombinedOutput()
	require.NoError(tb, err, string(out))
	return string(out)
}

func TestCommandsAndFlagsAreThere(t *testing.T) {
	t.Parallel()
	file := program(t)
	uses := map[string][]string{}
	for name, s := range load(t).ours() {
		uses[name] = s.Command
	}
	uses["Dockerfile"] = dockerfile(t).list("CMD")
	for name, words := range uses {
		require.NotEmpty(t, words, name)
		path, rest := commandOf(words)
		usage := help(t, file, path...)
		require.Contains(t, usage, "Usage: homeward "+strings.Join(path, " "), name)
		for _, word := range rest {
			flag, _, _ := strings.Cut(word, "=")
			require.True(t, strings.HasPrefix(flag, "--") || strings.HasPrefix(flag, "/"), "%s: %s", name, word)
			if strings.HasPrefix(flag, "--") {
				require.Contains(t, usage, flag, name)
			}
		}
	}
}

// commandOf parts the name of a command from its flags and files.
func commandOf(words []string) (path, rest []string) {
	for n, word := range words {
		if strings.HasPrefix(word, "-") || strings.HasPrefix(word, "/") {
			return words[:n], words[n:]
		}
	}
	return words, nil
}

func TestVariablesAreRead(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	_, _ = config.FromEnv(func(name string) (string, bool) {
		asked[name] = true
		return "", false
	}, config.Needs{Database: true, Temporal: true, Keys: true})
	require.NotEmpty(t, asked)
	for name, s := range load(t).ours() {
		for variable := range s.Environment {
			require.True(t, asked[variable], "%s sets %s, which the program never reads", name, variable)
		}
	}
}

// The variables of the containers must be enough to start with.
func TestVariablesAreEnough(t *testing.T) {
	t.Parallel()
	dir, _ := secrets(t)
	for name, s := range load(t).ours() {
		lookup := func(variable string) (string, bool) {
			value, ok := s.Environment[variable]
			return strings.Replace(value, "/run/secrets", dir, 1), ok
		}
		runs := s.Command[0] == "serve" || s.Command[0] == "work"
		_, err := config.FromEnv(lookup, config.Needs{Database: s.Command[0] != "keys" && s.Command[0] != "audit", Temporal: runs, Keys: runs, Origin: s.Command[0] == "serve", AuditSecret: s.Command[0] == "work", AuditPublic: s.Command[0] == "serve"})
		require.NoError(t, err, name)
	}
}

func TestHealthIsAskedWhereTheAPITellsIt(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(root, "api", "openapi.yaml"))
	require.NoError(t, err)
	var spec struct{ Paths map[string]any }
	require.NoError(t, yaml.Unmarshal(content, &spec))
	for name, s := range load(t).ours() {
		if s.Healthcheck == nil {
			continue
		}
		address := s.Healthcheck.Test[len(s.Healthcheck.Test)-1]
		_, rest, found := strings.Cut(address, "://")
		require.True(t, found, name)
		host, path, _ := strings.Cut(rest, "/")
		require.Contains(t, spec.Paths, "/"+path, name)
		_, port, _ := strings.Cut(s.Environment["HOMEWARD_LISTEN"], ":")
		require.Equal(t, "127.0.0.1:"+port, host, name)
		require.Len(t, s.Ports, 1, name)
		require.True(t, strings.HasSuffix(s.Ports[0], ":"+port), name)
	}
}

// instructions are those of a Dockerfile, in order.
type instructions [][2]string

func dockerfile(tb testing.TB) instructions {
	tb.Helper()
	content, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	require.NoError(tb, err)
	var all instructions
	for line := range strings.Lines(strings.ReplaceAll(string(content), "\\\n", " ")) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		all = append(all, [2]string{name, strings.TrimSpace(rest)})
	}
	return all
}

// last returns the value of the last instruction with the name, which is the one that counts.
func (in instructions) last(name string) string {
	said := ""
	for _, instruction := range in {
		if instruction[0] == name {
			said = instruction[1]
		}
	}
	return said
}

func (in instructions) list(name string) []string {
	var words []string
	_ = yaml.Unmarshal([]byte(in.last(name)), &words) // the exec form is a JSON list, which is YAML
	return words
}

func TestDockerfile(t *testing.T) {
	t.Parallel()
	in := dockerfile(t)
	require.Equal(t, []string{"homeward"}, in.list("ENTRYPOINT"))
	require.Regexp(t, `^[1-9][0-9]*$`, in.last("USER"), "a number, so that nobody has to look it up, and not root's")
	stages, builds := 0, ""
	for _, instruction := range in {
		switch {
		case instruction[0] == "FROM":
			stages++
			require.NotRegexp(t, `:latest|^[^:]+$`, instruction[1], "a fixed version")
		case instruction[0] == "RUN" && strings.Contains(instruction[1], "go build"):
			builds = instruction[1]
		}
	}
	require.Equal(t, 2, stages)
	require.Contains(t, builds, "CGO_ENABLED=0", "a static program")
	source := regexp.MustCompile(`\./\S+$`).FindString(builds)
	require.FileExists(t, filepath.Join(root, source, "main.go"))
}

// The build sees only files that .dockerignore does not exclude.
func TestImageIsBuiltFromAllThatTheProgramIsMadeOf(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(root, ".dockerignore"))
	require.NoError(t, err)
	through := map[string]bool{}
	for line := range strings.Lines(string(content)) {
		if dir, ok := strings.CutPrefix(strings.TrimSpace(line), "!"); ok {
			through[dir] = true
			_, err := os.Stat(filepath.Join(root, dir))
			require.NoError(t, err, "lets through what is not there")
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f",
		`{{if not .Standard}}{{$p := .ImportPath}}{{range .GoFiles}}{{$p}}/{{.}}{{"\n"}}{{end}}{{range .EmbedFiles}}{{$p}}/{{.}}{{"\n"}}{{end}}{{end}}`, "./cmd/homeward")
	cmd.Dir = root
	out, err := cmd.Output()
	require.NoError(t, err)
	ours := 0
	for line := range strings.Lines(string(out)) {
		file, ok := strings.CutPrefix(strings.TrimSpace(line), "example.org/homeward/")
		if !ok {
			continue
		}
		ours++
		top, _, _ := strings.Cut(file, "/")
		require.True(t, through[top], "%s is kept out", file)
		require.NotContains(t, path.Dir(file)+"/", "/testdata/", "%s is kept out", file)
	}
	require.Greater(t, ours, 20)
	require.True(t, through["go.mod"])
	require.True(t, through["go.sum"])
}
