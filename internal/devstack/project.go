package devstack

import (
	"fmt"
	"os"
	"path/filepath"
)

// ProjectDir returns the directory of the project that contains dir: dir itself or the nearest
// directory above it that holds the source of the Temporal server.
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

// temporalSource is the directory of the Temporal server's module in the project.
const temporalSource = "tools/temporal"

// StateEnv is the environment variable that names another state directory.
const StateEnv = "HOMEWARD_STATE"

// StateDir returns the directory where a stack of the project keeps its data: the value of
// HOMEWARD_STATE as returned by getenv, or .homeward in the project if that is empty.
func StateDir(project string, getenv func(string) string) string {
	if dir := getenv(StateEnv); dir != "" {
		return dir
	}
	return filepath.Join(project, ".homeward")
}
