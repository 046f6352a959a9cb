package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/temporalio/ui-server/v2/server"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// startUI serves Temporal's own web pages on loopback and returns what ends them. They show
// what the server holds: IDs, names of steps, times and encoded payloads. They ask the outside
// world for nothing.
func startUI(ctx context.Context, o options) (stop func(), err error) {
	address := net.JoinHostPort(loopback, strconv.Itoa(o.uiPort))
	// The UI server ends the whole program when its port is taken: look before.
	probe, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen for the web UI: %w", err)
	}
	if err := probe.Close(); err != nil {
		return nil, fmt.Errorf("listen for the web UI: %w", err)
	}
	ui := server.NewServer(server_options.WithConfigProvider(&config.Config{
		TemporalGRPCAddress: o.frontend(),
		Host:                loopback,
		Port:                o.uiPort,
		EnableUI:            true,
		DefaultNamespace:    o.namespaces[0],
		DisableNewsFetch:    true,
		HideLogs:            true,
		CORS:                config.CORS{CookieInsecure: true}, // loopback is plain HTTP
	}))
	go func() { _ = ui.Start() }()
	if err := await(ctx, address); err != nil {
		ui.Stop()
		return nil, fmt.Errorf("start the web UI: %w", err)
	}
	return ui.Stop, nil
}

// await returns when a server listens at address.
func await(ctx context.Context, address string) error {
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), err)
		}
	}
}
