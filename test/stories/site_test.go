package stories_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	temporal "go.temporal.io/sdk/client"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/postgres/keydb"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
	"example.org/homeward/test/exercise"
)

// site is the installation of a story: the database, Temporal, the API and a worker.
type site struct {
	stack   *devstack.Stack
	address string // of the API, as http://127.0.0.1:8080
	program string
	env     []string
	api     *devstack.Child
	worker  *devstack.Child
	engine  temporal.Client // to read from Temporal directly
	keys    *keydb.Keys
	codec   *engine.Codec

	desks  directory
	signIn *client.PersonaSignIn // every officer signs in once
}

// shared is the site of stories that kill no processes. rough is the site whose processes are killed; its
// database is durable, because a throwaway database would lose its last writes.
var (
	shared = sync.OnceValues(func() (*site, error) { return build("shared", true) })
	rough  = sync.OnceValues(func() (*site, error) { return build("rough", false) })
)

// built are the sites to be closed in the end.
var built struct {
	sync.Mutex
	sites []*site
}

func build(name string, throwaway bool) (*site, error) {
	ctx := context.Background()
	project, err := devstack.ProjectDir(".")
	if err != nil {
		return nil, err
	}
	state, err := os.MkdirTemp("", "homeward-stories-"+name+"-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(state, 0o755); err != nil { // PostgreSQL's account passes through; secrets inside are closed
		return nil, err
	}
	h := &site{program: filepath.Join(project, ".bin", "homeward")}
	built.Lock()
	built.sites = append(built.sites, h)
	built.Unlock()
	if err := compile(ctx, project, h.program); err != nil {
		return nil, err
	}
	if h.stack, err = devstack.Up(ctx, devstack.Options{Project: project, State: state, Throwaway: throwaway, TemporalPort: freePorts(ctx, 5)}); err != nil {
		return nil, err
	}
	err = h.furnish(ctx)
	return h, err
}

// freePorts finds ports in a row of which a server that was killed can be sure to find them free
// again: below those that the kernel assigns, and away from the ones that other programs try first.
func freePorts(ctx context.Context, count int) int {
	for {
		if first := 10000 + rand.N(2000)*10; devstack.Free(ctx, first, count) {
			return first
		}
	}
}

// compile builds the program, which takes no time when it is there.
func compile(ctx context.Context, project, program string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/homeward")
	cmd.Dir, cmd.Env = project, append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build homeward: %w: %s", err, out)
	}
	return nil
}

func (h *site) furnish(ctx context.Context) error {
	corridors := filepath.Join(h.stack.State(), "corridors")
	if err := exercise.Write(corridors); err != nil {
		return err
	}
	port := freePorts(ctx, 1)
	h.address = fmt.Sprintf("http://localhost:%d", port)
	h.signIn = &client.PersonaSignIn{Server: h.address}
	h.env = append(os.Environ(),
		"DATABASE_URL="+h.stack.DSN(),
		"DATABASE_URL_API="+h.stack.RoleDSN(devstack.API), "DATABASE_URL_WORKER="+h.stack.RoleDSN(devstack.Worker), "TEMPORAL_ADDRESS="+h.stack.Temporal.Address(), "TEMPORAL_NAMESPACE="+h.stack.Temporal.Namespace(),
		"HOMEWARD_LISTEN="+devstack.Loopback(port), "HOMEWARD_CORRIDORS="+corridors, "HOMEWARD_LOG=debug",
		devstack.StateEnv+"="+filepath.Join(h.stack.State(), "dev"),
	)
	if err := h.lock(); err != nil {
		return err
	}
	var err error
	if h.api, err = h.run(ctx, "api", "dev", "--no-demo", "--no-worker"); err != nil {
		return err
	}
	if err := h.ready(ctx); err != nil {
		return err
	}
	if h.worker, err = h.run(ctx, "worker", "work"); err != nil {
		return err
	}
	h.engine, err = temporal.DialContext(ctx, engine.Options(engine.Config{
		Options: temporal.Options{HostPort: h.stack.Temporal.Address(), Namespace: h.stack.Temporal.Namespace()}, Identity: "homeward-stories",
	}))
	return err
}

// lock makes the keys that everything personal is encrypted with, as an operator would.
func (h *site) lock() error {
	key, log := filepath.Join(h.stack.State(), "kek.json"), filepath.Join(h.stack.State(), "erased.log")
	if _, err := kek.MakeFile(key, time.Now(), false); err != nil {
		return err
	}
	h.env = append(h.env, "HOMEWARD_KEK=file:"+key, "HOMEWARD_KEY_LOG="+log)
	if err := seal.MakeKeyLog(log); err != nil {
		return err
	}
	sign, public := filepath.Join(h.stack.State(), "audit.key"), filepath.Join(h.stack.State(), "audit.pub")
	if _, err := notary.MakeLogKey(sign, public, audit.Origin("stories")); err != nil {
		return err
	}
	h.env = append(h.env, "HOMEWARD_AUDIT_KEY_FILE="+sign, "HOMEWARD_AUDIT_KEPT_FILE="+filepath.Join(h.stack.State(), "audit.kept"), "HOMEWARD_AUDIT_PUBLIC=@"+public)
	keks, err := kek.Open(kek.Options{Key: "file:" + key})
	if err != nil {
		return err
	}
	if h.keys, err = keydb.Open(keydb.Options{DSN: h.stack.DSN(), Now: time.Now}); err != nil {
		return err
	}
	box, err := seal.NewKeyed(seal.KeyedOptions{Store: h.keys, KEKs: keks, Now: time.Now})
	h.codec = engine.NewCodec(box, h.stack.Temporal.Namespace())
	return err
}

// run starts a process of the program; each connects to the database as the role that it is.
func (h *site) run(ctx context.Context, name string, args ...string) (*devstack.Child, error) {
	env := h.env
	if args[0] == "work" {
		env = append(slices.Clone(env), "DATABASE_URL="+h.stack.RoleDSN(devstack.Worker))
	}
	return h.stack.Run(ctx, devstack.Command{
		Name: name, Path: h.program, Args: args, Env: env, Log: filepath.Join(h.stack.LogDir(), name+".log"), Grace: 30 * time.Second,
	})
}

// ready waits until the API can serve.
func (h *site) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c, err := client.New(client.Options{Server: h.address})
	if err != nil {
		return err
	}
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		if _, err := c.Ready(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the API: %w; see %s", context.Cause(ctx), h.stack.LogDir())
		case <-h.api.Exited():
			return fmt.Errorf("wait for the API: it has ended; see %s", h.stack.LogDir())
		case <-look.C:
		}
	}
}

// killWorker ends the worker as a crash would; startWorker brings another one.
func (h *site) killWorker() { h.worker.Kill() }

func (h *site) startWorker(tb testing.TB) {
	tb.Helper()
	var err error
	h.worker, err = h.run(context.WithoutCancel(tb.Context()), "worker", "work")
	require.NoError(tb, err)
}

// closeSites ends everything. The logs of a failure are kept, and named.
func closeSites(clean bool) error {
	built.Lock()
	defer built.Unlock()
	var errs []error
	for _, h := range built.sites {
		if h.engine != nil {
			h.engine.Close()
		}
		if h.keys != nil {
			errs = append(errs, h.keys.Close())
		}
		if h.stack != nil {
			errs = append(errs, h.stack.Down())
			if !clean {
				fmt.Fprintln(os.Stderr, "logs:", h.stack.LogDir())
				continue
			}
			errs = append(errs, os.RemoveAll(h.stack.State()))
		}
	}
	return errors.Join(errs...)
}
