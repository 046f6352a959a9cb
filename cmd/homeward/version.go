package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"example.org/homeward/internal/cli"
)

type versionCommand struct{}

func (c *versionCommand) Run(env cli.Env) error {
	_, err := fmt.Fprintf(env.Out, "homeward %s, %s\n", release(), runtime.Version())
	return err
}

// release returns the module's version, or the commit that it was built from.
func release() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+changes"
		}
	}
	if commit == "" {
		return info.Main.Version
	}
	return commit + dirty
}
