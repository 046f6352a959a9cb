package devstack

import (
	"fmt"
	"os"
	"path/filepath"
)

// ProjectDir returns the directory of the project that dir lies in: the nearest one, upwards,
// that holds the source of the Temporal server.
func ProjectDir(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the project: %w", err)
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, temporalSource, "go.mod")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("find the project: neither %s nor a directory above it holds %s", dir, temporalSource)
		}
	}
}

// temporalSource is where the Temporal server's own module lies in the project.
const temporalSource = "tools/temporal"

// StateEnv is the environment variable that moves the state directory.
const StateEnv = "HOMEWARD_STATE"

// StateDir is where a stack on project keeps its data: what HOMEWARD_STATE says, as getenv
// reads it, else .homeward in the project.
func StateDir(project string, getenv func(string) string) string {
	if dir := getenv(StateEnv); dir != "" {
		return dir
	}
	return filepath.Join(project, ".homeward")
}
