// Command homeward-temporal is a real Temporal server, all four services in one process on
// loopback, that keeps its tables in two schemas of a PostgreSQL database it shares with the
// record of Homeward. It sets the schemas up, registers the namespaces and then says so in one
// line on standard output:
//
//	ready 127.0.0.1:7233 namespace=homeward ui=http://127.0.0.1:8233
//
// It is for one machine: `homeward dev` and the tests start it. It never listens beyond
// loopback, has no authentication, and touches no schema but its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/temporal"
)

// startWithin bounds the time from the start of the services to the namespaces' answer.
const startWithin = 2 * time.Minute

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	cancel()
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	default:
		_, _ = fmt.Fprintln(os.Stderr, "homeward-temporal:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, out, complaints io.Writer) error {
	o, err := parse(args, complaints)
	if err != nil {
		return err
	}
	password, err := o.password()
	if err != nil {
		return err
	}
	logger := newLogger(ctx, o)
	if err := setUp(ctx, o, password, logger); err != nil {
		return orderly(ctx, err)
	}
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(o, password)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(hosts(o)),
		temporal.WithDynamicConfigClient(dynamic()),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
	)
	if err != nil {
		return fmt.Errorf("make the server: %w", err)
	}
	if err := server.Start(); err != nil {
		return errors.Join(fmt.Errorf("start the server: %w", err), server.Stop())
	}
	err = serve(ctx, o, out)
	if stopped := server.Stop(); stopped != nil {
		err = errors.Join(err, fmt.Errorf("stop the server: %w", stopped))
	}
	return orderly(ctx, err)
}

// serve gets the running server ready, says so and waits for the end.
func serve(ctx context.Context, o options, out io.Writer) error {
	starting, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	if err := register(starting, o); err != nil {
		return err
	}
	line := "ready " + o.frontend() + " namespace=" + strings.Join(o.namespaces, ",")
	if o.uiPort != 0 {
		stop, err := startUI(starting, o)
		if err != nil {
			return err
		}
		defer stop()
		line += fmt.Sprintf(" ui=http://%s:%d", loopback, o.uiPort)
	}
	if _, err := fmt.Fprintln(out, line); err != nil {
		return fmt.Errorf("say that the server is ready: %w", err)
	}
	<-ctx.Done()
	return nil
}

// orderly turns an error into none when it came of being asked to end.
func orderly(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
