// Package deploy_test compares the compose file, the Dockerfile and the scripts of production
// installations with the program itself: every command, flag, variable, file and service that they name
// must exist. It starts no container, so it proves nothing that only a container engine could show.
package deploy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

const root = "../.."

// compose is the part of a compose file that ours uses. Unknown keys are an error: they would
// go unread.
type compose struct {
	Name     string
	Services map[string]service
	Networks map[string]struct{ Internal bool }
	Volumes  map[string]struct{}
	Secrets  map[string]struct{ File string }
}

type service struct {
	Image       string
	Build       string
	Profiles    []string
	Entrypoint  []string
	Command     []string
	Environment map[string]string
	Secrets     []string
	Volumes     []string
	Networks    []string
	Ports       []string
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	Healthcheck *struct {
		Test        []string
		Interval    string
		Timeout     string
		Retries     int
		StartPeriod string `yaml:"start_period"`
	}
	Deploy          struct{ Replicas int }
	StopGracePeriod string `yaml:"stop_grace_period"`
	Restart         string
	ReadOnly        bool     `yaml:"read_only"`
	CapDrop         []string `yaml:"cap_drop"`
	SecurityOpt     []string `yaml:"security_opt"`
	ShmSize         string   `yaml:"shm_size"`
}

func load(tb testing.TB) compose {
	tb.Helper()
	file, err := os.Open(filepath.Join(root, "docker-compose.yml"))
	require.NoError(tb, err)
	defer func() { require.NoError(tb, file.Close()) }()
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	var c compose
	require.NoError(tb, decoder.Decode(&c))
	require.NotEmpty(tb, c.Services)
	return c
}

// ours are the services that run this program.
func (c compose) ours() map[string]service {
	found := map[string]service{}
	for name, s := range c.Services {
		if s.Image == "homeward" {
			found[name] = s
		}
	}
	return found
}

func TestImages(t *testing.T) {
	t.Parallel()
	known := regexp.MustCompile(`^(homeward|postgres:17|temporalio/(server|admin-tools|ui):\d+\.\d+\.\d+)$`)
	built := 0
	for name, s := range load(t).Services {
		require.Regexp(t, known, s.Image, "%s: an image of a fixed version", name)
		require.NotContains(t, s.Image, "auto-setup", "it is deprecated")
		if s.Build != "" {
			built++
			require.Equal(t, "homeward", s.Image)
			require.FileExists(t, filepath.Join(root, s.Build, "Dockerfile"))
		}
	}
	require.Equal(t, 1, built, "one service builds the image that the others share")
}

func TestTemporalIsTheSameMinorVersionEverywhere(t *testing.T) {
	t.Parallel()
	module, err := os.ReadFile(filepath.Join(root, "tools", "temporal", "go.mod"))
	require.NoError(t, err)
	match := regexp.MustCompile(`go\.temporal\.io/server v(\d+\.\d+)\.`).FindSubmatch(module)
	require.NotNil(t, match)
	for name, s := range load(t).Services {
		if strings.HasPrefix(s.Image, "temporalio/server:") || strings.HasPrefix(s.Image, "temporalio/admin-tools:") {
			_, version, _ := strings.Cut(s.Image, ":")
			require.True(t, strings.HasPrefix(version, string(match[1])+"."), "%s: %s, and the tests run on %s", name, version, match[1])
		}
	}
}

func TestServicesWaitForServicesThatAreThere(t *testing.T) {
	t.Parallel()
	c := load(t)
	for name, s := range c.Services {
		for other, on := range s.DependsOn {
			target, ok := c.Services[other]
			require.True(t, ok, "%s waits for %s", name, other)
			switch on.Condition {
			case "service_healthy":
				require.NotNil(t, target.Healthcheck, "%s waits for the health of %s, which tells none", name, other)
			case "service_completed_successfully":
				require.True(t, strings.HasPrefix(target.Restart, "on-failure"), "%s waits for the end of %s, which never ends", name, other)
			default:
				require.Fail(t, "unknown condition", "%s: %q", name, on.Condition)
			}
		}
	}
	require.Empty(t, circle(c), "services wait for each other")
}

// circle returns a service that waits, in the end, for itself; "" when there is none.
func circle(c compose) string {
	const walking, done = 1, 2
	state := map[string]int{}
	var walk func(string) string
	walk = func(name string) string {
		switch state[name] {
		case walking:
			return name
		case done:
			return ""
		}
		state[name] = walking
		for other := range c.Services[name].DependsOn {
			if found := walk(other); found != "" {
				return found
			}
		}
		state[name] = done
		return ""
	}
	for name := range c.Services {
		if found := walk(name); found != "" {
			return found
		}
	}
	return ""
}

func TestWhatServicesUseIsDeclared(t *testing.T) {
	t.Parallel()
	c := load(t)
	for name, s := range c.Services {
		for _, secret := range s.Secrets {
			require.Contains(t, c.Secrets, secret, name)
		}
		for _, network := range s.Networks {
			require.Contains(t, c.Networks, network, name)
		}
		for _, volume := range s.Volumes {
			source, _, _ := strings.Cut(volume, ":")
			if strings.HasPrefix(source, ".") {
				require.DirExists(t, filepath.Join(root, source), name)
			} else {
				require.Contains(t, c.Volumes, source, name)
			}
		}
		for variable, value := range s.Environment {
			if secret, ok := strings.CutPrefix(value, "/run/secrets/"); ok {
				require.Contains(t, s.Secrets, secret, "%s: %s", name, variable)
			}
		}
		for _, word := range s.Entrypoint {
			if script, ok := strings.CutPrefix(word, "/deploy/"); ok {
				require.FileExists(t, filepath.Join(root, "deploy", "temporal", script), name)
			}
		}
	}
}

func TestProductionShape(t *testing.T) {
	t.Parallel()
	c := load(t)
	commands := map[string]service{}
	for name, s := range c.ours() {
		require.NotEmpty(t, s.Command, name)
		commands[s.Command[0]] = s
	}
	for _, command := range []string{"migrate", "serve", "work"} {
		require.Contains(t, commands, command)
	}
	require.Greater(t, commands["work"].Deploy.Replicas, 1, "work goes on when one worker is gone")
	for _, command := range []string{"serve", "work"} {
		require.NotEmpty(t, commands[command].StopGracePeriod, "%s ends in order", command)
		require.Contains(t, commands[command].DependsOn, "migrate", command)
	}
	require.NotNil(t, commands["serve"].Healthcheck)
	for command, secret := range map[string]string{"migrate": "database_url", "serve": "database_url_api", "work": "database_url_worker"} {
		require.Equal(t, "/run/secrets/"+secret, commands[command].Environment["DATABASE_URL_FILE"], "%s connects as the role that it is", command)
		require.Equal(t, []string{secret}, commands[command].Secrets, "%s is shown no other role's password", command)
	}
	for name, s := range c.Services {
		for _, port := range s.Ports {
			require.True(t, strings.HasPrefix(port, "127.0.0.1:"), "%s: %s would be open to the network", name, port)
		}
	}
	require.True(t, c.Networks["back"].Internal)
	require.Equal(t, []string{"back"}, c.Services["postgres"].Networks)
}

func TestServersAreAskedWithWhatTheirImagesHave(t *testing.T) {
	t.Parallel()
	for name, s := range load(t).Services {
		if s.Healthcheck == nil {
			continue
		}
		require.Greater(t, len(s.Healthcheck.Test), 1, name)
		require.Equal(t, "CMD", s.Healthcheck.Test[0], name)
		want := map[string]string{"postgres:17": "pg_isready", "homeward": "wget"}[s.Image]
		if strings.HasPrefix(s.Image, "temporalio/server:") {
			want = "nc" // the image has neither curl nor a client
		}
		require.Equal(t, want, s.Healthcheck.Test[1], name)
	}
}
