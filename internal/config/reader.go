package config

import (
	"errors"
	"os"
	"strings"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
)

// Lookup returns one environment variable, as os.LookupEnv does.
type Lookup func(name string) (string, bool)

// fileSuffix is the suffix of a variable that names a file with the value.
const fileSuffix = "_FILE"

// maxSecret is the most that a file of a secret may hold, in bytes.
const maxSecret = 64 << 10

// reader reads variables and collects the mistakes.
type reader struct {
	lookup   Lookup
	mistakes MistakeErrors
	broken   map[string]bool // variables whose mistake is reported already
}

func (r *reader) text(name, fallback string) string {
	if value, ok := r.lookup(name); ok && value != "" {
		return value
	}
	return fallback
}

// secret reads a variable, or the file that the variable with the suffix _FILE names.
func (r *reader) secret(name string) string {
	value, err := secret(r.lookup, name)
	if err != nil {
		if r.broken == nil {
			r.broken = map[string]bool{}
		}
		r.broken[name] = true
		r.fail("%s %w", name, err)
	}
	return value
}

func secret(lookup Lookup, name string) (string, error) {
	value, _ := lookup(name)
	file, _ := lookup(name + fileSuffix)
	switch {
	case file == "":
		return value, nil
	case value != "":
		return "", errTwice
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", errors.New("names a file that cannot be read")
	}
	text := strings.TrimSpace(string(content))
	switch {
	case len(content) > maxSecret:
		return "", errors.New("names a file that is too large for a secret")
	case text == "":
		return "", errors.New("names a file that is empty")
	}
	return text, nil
}

// temporal reads the standard variables of Temporal's own tools, TEMPORAL_ADDRESS and so on, and
// TEMPORAL_API_KEY_FILE.
func (r *reader) temporal() client.Options {
	key := r.secret("TEMPORAL_API_KEY")
	options, err := envconfig.LoadClientOptions(envconfig.LoadClientOptionsRequest{
		ConfigFilePath: r.text("TEMPORAL_CONFIG_FILE", ""), ConfigFileProfile: r.text("TEMPORAL_PROFILE", ""),
		DisableFile: r.text("TEMPORAL_CONFIG_FILE", "") == "",
		EnvLookup:   env{lookup: r.lookup, key: key},
	})
	if err != nil {
		r.fail("the TEMPORAL_* variables cannot be read: %w", err)
	}
	if options.Namespace == "" {
		options.Namespace = DefaultNamespace
	}
	return options
}

// env is the environment, as package envconfig reads it.
type env struct {
	lookup Lookup
	key    string
}

// LookupEnv reads one variable.
func (e env) LookupEnv(name string) (string, bool) {
	if name == "TEMPORAL_API_KEY" {
		return e.key, e.key != ""
	}
	return e.lookup(name)
}

// Environ returns nothing: gRPC headers are not taken from the environment.
func (e env) Environ() []string { return nil }
