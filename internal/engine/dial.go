package engine

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	tlog "go.temporal.io/sdk/log"
	"google.golang.org/grpc"

	"example.org/homeward/internal/logline"
)

// Config says how to reach Temporal.
type Config struct {
	// Options have the address, the namespace, and TLS and the API key of the connection. Dial sets
	// everything else in them.
	Options client.Options
	// Identity is the name of this process in every history, such as "homeward-worker". It MUST NOT
	// contain the name of a machine or of a person.
	Identity string
	// Codec encrypts every payload and failure; nil encrypts nothing. If it implements
	// converter.PayloadCodecWithSerializationContext, it gets the workflow of each payload.
	Codec converter.PayloadCodec
	// Logger receives those attributes of the Temporal client that package logline allows; nil logs nothing.
	Logger *slog.Logger
}

// Engine sends commands to workflows. It is safe for concurrent use.
type Engine struct {
	client    client.Client
	namespace string
	// settle is how long Send waits for an answer if ctx does not end earlier.
	settle time.Duration
}

// sendWithin is the limit of a Send whose context has no deadline.
const sendWithin = time.Minute

// Dial connects to Temporal and asks for its namespace, so that a wrong address or a missing
// namespace is noticed at start. The caller MUST Close the Engine.
func Dial(ctx context.Context, cfg Config) (*Engine, error) {
	c, err := client.DialContext(ctx, Options(cfg))
	if err != nil {
		return nil, fmt.Errorf("dial temporal: %w", Fault(err))
	}
	return New(c, cfg.Options.Namespace), nil
}

// Lazy makes an Engine that connects at its first use, for a process that must serve while Temporal is
// down. The caller MUST Close it.
func Lazy(cfg Config) (*Engine, error) {
	c, err := client.NewLazyClient(Options(cfg))
	if err != nil {
		return nil, fmt.Errorf("make temporal client: %w", err)
	}
	return New(c, cfg.Options.Namespace), nil
}

// New makes an Engine with a client that was dialled with Options; "" is the default namespace.
func New(c client.Client, namespace string) *Engine {
	if namespace == "" {
		namespace = client.DefaultNamespace
	}
	return &Engine{client: c, namespace: namespace, settle: sendWithin}
}

// Options returns the client options that every process of Homeward uses: the worker, the
// API and the replay of histories must agree on them.
func Options(cfg Config) client.Options {
	options := cfg.Options
	options.Identity = cfg.Identity
	options.DisableWorkerEnvironmentInfo = true
	options.WorkerHeartbeatInterval = -1 // a heartbeat would send data about this machine to the server
	options.ConnectionOptions.DialOptions = append(slices.Clone(options.ConnectionOptions.DialOptions), grpc.WithChainUnaryInterceptor(anonymous()))
	options.DataConverter, options.FailureConverter = Converters(cfg.Codec)
	options.Logger = tlog.NewStructuredLogger(slog.New(slog.DiscardHandler))
	if cfg.Logger != nil {
		options.Logger = tlog.NewStructuredLogger(logline.ForLibrary(cfg.Logger))
	}
	return options
}

// Client is the Temporal client, for the worker.
func (e *Engine) Client() client.Client { return e.client }

// Close closes the connection.
func (e *Engine) Close() { e.client.Close() }
