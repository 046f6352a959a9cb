package security_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	temporal "go.temporal.io/sdk/client"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/activities"
	"example.org/homeward/api"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/keydb"
	"example.org/homeward/internal/principal"
	limits "example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/test/exercise"
	"example.org/homeward/web"
	pagesite "example.org/homeward/web/site"
	"example.org/homeward/worker"
	"example.org/homeward/workflows"
)

// installation is the target of the attacks: the API on a port, the record, Temporal and a worker.
type installation struct {
	stack   *devstack.Stack
	book    *corridor.Set
	keys    *keydb.Keys
	box     *seal.Keyed
	index   *seal.Index
	front   *postgres.Store // as the API reads
	back    *postgres.Store // as the procedures write
	engine  *engine.Engine
	keeping *retention.Schedule
	config  parts
	extra   []httpserver.Route // that are not in the contract
	server  *http.Server
	address string // host:port of the API
	logs    logs

	stop    context.CancelFunc
	running errgroup.Group
}

// logs holds all log lines of the installation. It can be read while others write.
type logs struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// built is the installation of all attacks.
var built struct {
	once         sync.Once
	installation *installation
	err          error
}

// enter returns the installation, which the first call builds.
func enter(tb testing.TB) *installation {
	tb.Helper()
	built.once.Do(func() {
		built.installation = &installation{}
		built.err = built.installation.build(context.Background())
	})
	require.NoError(tb, built.err)
	return built.installation
}

func closeInstallation() error {
	if built.installation == nil {
		return nil
	}
	return built.installation.close()
}

func (h *installation) build(ctx context.Context) error {
	ctx, h.stop = context.WithCancel(ctx)
	project, err := devstack.ProjectDir(".")
	if err != nil {
		return err
	}
	if h.stack, err = devstack.Up(ctx, devstack.Options{Project: project, Throwaway: true}); err != nil {
		return err
	}
	if err := h.connect(ctx); err != nil {
		return err
	}
	if h.keeping, err = retention.Load(corridors.Files(), nil); err != nil {
		return err
	}
	if err := h.work(ctx); err != nil {
		return err
	}
	return h.serve(ctx)
}

// connect opens the record, the rules and Temporal.
func (h *installation) connect(ctx context.Context) error {
	rules := filepath.Join(h.stack.State(), "corridors")
	if err := exercise.Write(rules); err != nil {
		return err
	}
	var err error
	if h.book, err = corridor.Load(os.DirFS(rules)); err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, h.stack.DSN()); err != nil {
		return err
	}
	if err := h.people(ctx); err != nil {
		return err
	}
	if h.box, h.index, err = h.lock(ctx); err != nil {
		return err
	}
	if h.front, err = postgres.Open(postgres.Options{DSN: h.stack.RoleDSN(devstack.API), Box: h.box, Index: h.index, Now: time.Now, NewRef: command.NewRef}); err != nil {
		return err
	}
	if h.back, err = postgres.Open(postgres.Options{
		DSN: h.stack.RoleDSN(devstack.Worker), As: principal.Principal{Kind: principal.Worker}, Box: h.box, Index: h.index, Now: time.Now, NewRef: command.NewRef,
	}); err != nil {
		return err
	}
	if err := errors.Join(h.front.CheckRowSecurity(ctx, postgres.RoleAPI), h.back.CheckRowSecurity(ctx, postgres.RoleWorker)); err != nil {
		return err
	}
	h.engine, err = engine.Dial(ctx, engine.Config{
		Options: temporal.Options{HostPort: h.stack.Temporal.Address(), Namespace: h.stack.Temporal.Namespace()}, Identity: "homeward-security", Logger: h.logger(),
	})
	return err
}

// people writes the directory, as the command migrate does; row-level security uses it.
func (h *installation) people(ctx context.Context) error {
	owner, err := postgres.Open(postgres.Options{DSN: h.stack.DSN(), Box: seal.Disabled{}, Now: time.Now, NewRef: command.NewRef, MaxOpen: 2})
	if err != nil {
		return err
	}
	var all record.Directory
	for _, a := range h.book.Directory().Agencies() {
		all.Agencies = append(all.Agencies, record.Agency{ID: a.ID, Name: a.Name, Country: a.Country, FocalPoint: a.FocalPoint})
	}
	for _, d := range h.book.Directory().Desks() {
		all.Desks = append(all.Desks, record.Desk{ID: d.ID, Agency: d.Agency, Kind: d.Kind, Name: d.Name, Country: d.Country, Seat: d.Seat, Zone: d.Zone.String()})
	}
	return errors.Join(owner.SeedDirectory(ctx, all), owner.Close())
}

// lock encrypts with a key that lives as long as the installation.
func (h *installation) lock(ctx context.Context) (*seal.Keyed, *seal.Index, error) {
	file, log := filepath.Join(h.stack.State(), "kek.json"), filepath.Join(h.stack.State(), "erased.log")
	if _, err := kek.MakeFile(file, time.Now(), false); err != nil {
		return nil, nil, err
	}
	if err := seal.MakeKeyLog(log); err != nil {
		return nil, nil, err
	}
	keks, err := kek.Open(kek.Options{Key: "file:" + file})
	if err != nil {
		return nil, nil, err
	}
	erased, err := seal.OpenKeyLog(log)
	if err != nil {
		return nil, nil, err
	}
	if h.keys, err = keydb.Open(keydb.Options{DSN: h.stack.RoleDSN(devstack.Worker), Now: time.Now}); err != nil {
		return nil, nil, err
	}
	box, err := seal.NewKeyed(seal.KeyedOptions{Store: h.keys, KEKs: keks, Log: erased, Now: time.Now})
	if err != nil {
		return nil, nil, err
	}
	if err := box.Ready(ctx); err != nil {
		return nil, nil, err
	}
	index, err := box.Index(ctx)
	return box, index, err
}

func (h *installation) logger() *slog.Logger { return slog.New(logline.New(&h.logs, slog.LevelDebug)) }

func (h *installation) commands(store *postgres.Store) *command.Service {
	return &command.Service{Store: store, Sender: h.engine, Now: time.Now, NewRef: command.NewRef, Logger: h.logger()}
}

// work starts the worker, and waits until it works.
func (h *installation) work(ctx context.Context) error {
	began, ended := make(chan struct{}), make(chan error, 1)
	h.running.Go(func() error {
		err := worker.Run(ctx, h.engine.Client(), worker.Parts{
			Cases:      &activities.Cases{Record: h.back, Clocks: h.book},
			Undo:       &activities.Undo{Movements: h.engine},
			Movements:  &activities.Movements{Record: h.back},
			Passengers: &activities.Passengers{Cases: h.engine},
			Intake:     &activities.Intake{Operations: h.back, Corridors: h.book, Cases: h.engine, Now: time.Now},
			Erasure:    &activities.Erasure{Record: h.back, Keys: h.box, Runs: h.engine, Retention: h.keeping, Now: time.Now},
			Sweeper:    &activities.Sweeper{Commands: h.commands(h.back), Outbox: h.back, Courier: noCourier{}, Unread: h.back, Offices: h.book},
		}, worker.Options{StopWithin: 5 * time.Second, Started: func() { close(began) }})
		ended <- err
		return err
	})
	select {
	case <-began:
		return nil
	case err := <-ended:
		return fmt.Errorf("the worker ended: %w", err)
	}
}

// parts are the parts of a server with an API.
type parts struct {
	api       api.Config
	usecases  usecase.Config
	directory corridor.Directory
	calendars pagesite.Calendars
}

// assemble makes a server with an API.
func (p parts) assemble() (*httpserver.Server, error) {
	server, err := httpserver.New(httpserver.Config{Now: p.api.Now, Logger: p.api.Logger})
	if err != nil {
		return nil, err
	}
	p.usecases.Panicked = server.Panicked
	if p.api.Usecases, err = usecase.New(p.usecases); err != nil {
		return nil, err
	}
	p.api.HTTP = server
	if _, err = api.New(p.api); err != nil {
		return nil, err
	}
	_, err = web.New(web.Config{
		HTTP: server, SignIn: pageSignIn{badges: badges{p.directory}}, Directory: p.usecases.Directory, Calendars: p.calendars, Usecases: p.api.Usecases,
	})
	return server, err
}

// noCourier delivers no notices.
type noCourier struct{}

func (noCourier) Deliver(context.Context, record.Notice) error { return nil }

// serve opens the API on a port of this machine, with the limits that it has in production.
func (h *installation) serve(ctx context.Context) error {
	words, err := roster.LoadVocabulary()
	if err != nil {
		return err
	}
	questionnaires, err := reintegration.Shipped()
	if err != nil {
		return err
	}
	_, public, err := audit.NewKey(audit.Origin("security"))
	if err != nil {
		return err
	}
	key, err := audit.ParseKey(public)
	if err != nil {
		return err
	}
	hub := &live.Hub{}
	h.config = parts{directory: h.book.Directory(), calendars: h.book, usecases: usecase.Config{
		Retention: h.keeping, Commands: h.commands(h.front), Audit: h.front, AuditKey: key, Store: h.front, Directory: h.book.Directory(), Corridors: h.book,
		Rosters: words, Questionnaires: questionnaires, Procedure: workflows.Procedure, NewRef: command.NewRef, Now: time.Now,
		Reading: func(casework.Role) limits.Limit { return limits.Limit{} }, // every officer is asked about every file
	}, api: api.Config{
		Authenticator: badges{h.book.Directory()}, AuditLog: h.front, Record: h.front, Events: hub, Now: time.Now, Logger: h.logger(),
	}}
	server, err := h.config.assemble()
	if err != nil {
		return err
	}
	h.extra = server.ExtraRoutes()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	h.address, h.server = listener.Addr().String(), server.HTTPServer()
	h.running.Go(func() error { return postgres.Listen(ctx, h.stack.RoleDSN(devstack.API), hub, h.logger()) })
	h.running.Go(func() error {
		if err := h.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	return nil
}

func (h *installation) close() error {
	var errs []error
	if h.server != nil {
		errs = append(errs, h.server.Close())
	}
	h.stop()
	errs = append(errs, h.running.Wait())
	if h.engine != nil {
		h.engine.Close()
	}
	if h.keys != nil {
		errs = append(errs, h.keys.Close())
	}
	for _, store := range []*postgres.Store{h.front, h.back} {
		if store != nil {
			errs = append(errs, store.Close())
		}
	}
	if h.stack != nil {
		errs = append(errs, h.stack.Down())
	}
	return errors.Join(errs...)
}
