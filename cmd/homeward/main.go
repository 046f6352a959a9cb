// Command homeward is the program: it serves the API, runs workflows and activities, migrates the
// database, runs all of it on one machine for development, and holds the client commands of
// package cli. It is the only place where the packages are wired together, and holds no rules.
package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/devstack"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	env := cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Lookup: os.LookupEnv, Now: time.Now}
	env.LocalServer = func() string { return devServer(env) }
	code := run(ctx, os.Args[1:], env)
	stop()
	os.Exit(code)
}

// run runs the command that the arguments name and returns the exit code.
func run(ctx context.Context, args []string, env cli.Env) int {
	return cli.Run(ctx, args, env, &commands{}, variables())
}

// variables are what help texts refer to.
func variables() kong.Vars { return kong.Vars{"listen": config.DefaultListen} }

// serverFile is where homeward dev writes the address of its API, in the state directory.
const serverFile = "server"

// devServer returns the address that homeward dev has written, or "".
func devServer(env cli.Env) string {
	project, err := devstack.ProjectDir(".")
	if err != nil {
		return ""
	}
	content, err := os.ReadFile(filepath.Join(devstack.StateDir(project, env.Getenv), serverFile))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(content))
}
