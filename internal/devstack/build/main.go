// Command build makes the Temporal server that `homeward dev` and the tests run, in .bin of the
// project, and says how far it is while that takes minutes. It makes nothing when nothing has
// changed, and never starts the server.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"example.org/homeward/internal/devstack"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := build(ctx)
	cancel()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func build(ctx context.Context) error {
	project, err := devstack.ProjectDir(".")
	if err != nil {
		return err
	}
	_, err = devstack.Builder{Project: project, Progress: os.Stderr}.Temporal(ctx)
	return err
}
