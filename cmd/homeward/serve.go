package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/api"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web"
	"example.org/homeward/workflows"
)

type serveCommand struct {
	Listen    string `placeholder:"HOST:PORT" help:"The address to listen on; default: HOMEWARD_LISTEN or ${listen}."`
	Corridors string `placeholder:"DIR" help:"Corridor files to use instead of the embedded ones; default: HOMEWARD_CORRIDORS."`
}

// Help is shown under the usage.
func (c *serveCommand) Help() string {
	return `Serves the API. It works while Temporal is down: reading works, and writes wait in the database.

Users sign in at /signin: with their agency's account, at a provider in the file that HOMEWARD_PROVIDERS names, or with a passkey after an invitation. See docs/signing-in.md.

It connects to the database as homeward_api, which cannot write a case, and refuses to start with a role that can.

Variables: DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE (and the other TEMPORAL_* of Temporal's own tools), HOMEWARD_KEK, HOMEWARD_KEK_FORMERLY, HOMEWARD_KEY_LOG, HOMEWARD_CODEC, HOMEWARD_CODEC_ORIGIN, VAULT_ADDR, VAULT_TOKEN_FILE, VAULT_CACERT, VAULT_NAMESPACE, HOMEWARD_AUDIT_PUBLIC, HOMEWARD_WITNESSES, HOMEWARD_LISTEN, HOMEWARD_ORIGIN, HOMEWARD_PROVIDERS, HOMEWARD_PROXIES, HOMEWARD_RATE_ADDRESS, HOMEWARD_RATE_ACCOUNT, HOMEWARD_RATE_SIGNIN, HOMEWARD_RATE_SEARCH, HOMEWARD_CORRIDORS, HOMEWARD_FONTS, HOMEWARD_LOG. DATABASE_URL_FILE and TEMPORAL_API_KEY_FILE name files that hold the value.`
}

func (c *serveCommand) Run(ctx context.Context, env cli.Env) error {
	cfg, err := readConfig(over(env, map[string]string{"HOMEWARD_LISTEN": c.Listen, "HOMEWARD_CORRIDORS": c.Corridors}),
		config.Needs{Database: true, Temporal: true, Keys: true, Origin: true, AuditPublic: true})
	if err != nil {
		return err
	}
	logger := newLogger(env, cfg.Log)
	logStart(ctx, logger, "serve", cfg)
	a, err := newApp(ctx, env, appOptions{config: cfg, logger: logger, identity: "homeward-serve", lazy: true, apiDSN: cfg.Database})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("listen on %s: %w", cfg.Listen, err), a.close())
	}
	sign, err := a.signIn()
	if err != nil {
		return errors.Join(err, listener.Close(), a.close())
	}
	return errors.Join(a.serve(ctx, listener, sign), a.close())
}

// stopWithin is how long running requests may take to end when the process stops.
const stopWithin = 15 * time.Second

// serve serves the API on a listener until ctx ends, and then lets running requests end.
func (a *app) serve(ctx context.Context, listener net.Listener, sign signIn) error {
	hub := &live.Hub{}
	who, err := a.identity(ctx, sign)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server, err := a.newServer(hub, who, sign)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	// Event streams never end by themselves: they have a context that ends first.
	streams, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	front := server.HTTPServer()
	front.Handler = sign.handler(front.Handler)
	front.BaseContext = func(net.Listener) context.Context { return streams }
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return postgres.Listen(ctx, a.api.dsn, hub, a.logger) })
	work.Go(func() error { return who.Run(ctx) })
	work.Go(func() error {
		if err := front.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	work.Go(func() error {
		<-ctx.Done()
		cut()
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		return front.Shutdown(stopping)
	})
	a.logger.LogAttrs(ctx, slog.LevelInfo, "the API is served", slog.String("address", listener.Addr().String()))
	return work.Wait()
}

// newServer makes the server, with the API and the pages on it.
func (a *app) newServer(hub *live.Hub, who *identity.Service, sign signIn) (*httpserver.Server, error) {
	server, err := httpserver.New(httpserver.Config{
		Origin: sign.origin, Proxies: a.config.SignIn.Proxies, Limits: limits(a.config.SignIn.Rates), Startup: a.startup, Now: a.now, Logger: a.logger,
	})
	if err != nil {
		return nil, err
	}
	usecases, err := a.newUsecases(server)
	if err != nil {
		return nil, err
	}
	parts := api.Config{
		HTTP: server, Authenticator: who, Usecases: usecases, AuditLog: a.api.store, Record: a.api.store, Events: hub, Now: a.now, Logger: a.logger, Keys: a.keys,
	}
	if a.config.Codec.On {
		parts.CodecOrigin = a.config.Codec.Origin
	}
	if _, err = api.New(parts); err != nil {
		return nil, err
	}
	served, err := a.findFonts()
	if err != nil {
		return nil, err
	}
	_, err = web.New(web.Config{
		HTTP: server, SignIn: who, Directory: a.book.Directory(), Calendars: a.book, Usecases: usecases, Fonts: served, Release: release(), Dev: sign.personas != nil,
	})
	return server, err
}

// newUsecases makes the use-cases, which the API and the pages share.
func (a *app) newUsecases(server *httpserver.Server) (*usecase.Service, error) {
	vocabulary, err := roster.LoadVocabulary()
	if err != nil {
		return nil, fmt.Errorf("read vocabulary of lists: %w", err)
	}
	questionnaires, err := reintegration.Shipped()
	if err != nil {
		return nil, fmt.Errorf("read questionnaires: %w", err)
	}
	parts := usecase.Config{
		Audit: a.api.store, Commands: a.api.commands, Directory: a.book.Directory(), Corridors: a.book, Store: a.api.store, Retention: a.retention,
		AuditKey: a.auditKey, Witnesses: a.witnesses, Rosters: vocabulary, Questionnaires: questionnaires, Procedure: workflows.Procedure,
		Panicked: server.Panicked, NewRef: command.NewRef, Now: a.now,
	}
	if a.config.Codec.On {
		parts.Codec = a.codec
	}
	return usecase.New(parts)
}
