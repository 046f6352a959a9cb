package api

import (
	_ "embed" // the contract
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/wire"
	"example.org/homeward/web/reference"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

//go:embed openapi.yaml
var description []byte // nobody writes to it

// Config is what a Server needs. All of it is required but what says otherwise.
type Config struct {
	Authenticator Authenticator
	Commands      Commands
	Trail         request.Log
	// AuditKey is the public key of the audit log; Witnesses are those who countersign it.
	AuditKey  audit.Key
	Witnesses []audit.Witness
	Record    Record
	Directory Directory
	Corridors Corridors
	Rosters   Rosters
	Events    Events
	// Questionnaires are all versions that there are.
	Questionnaires []reintegration.Questionnaire
	// Retention is how long what is kept.
	Retention *retention.Schedule
	// Procedure is the workflow's own, so that a preview is of what would happen.
	Procedure casework.Procedure
	NewRef    func() casework.Ref // mints the references of lists
	Now       func() time.Time
	Logger    *slog.Logger
	// Keys is what the process reads personal data with; nil for one that holds no keys.
	Keys Keys
	// Startup says how far the Temporal server is; nil for a process that does not start one.
	Startup func() Startup
	// Door is how people sign in; nil for an API without pages to do so.
	Door Door
	// Codec opens what Temporal keeps for Temporal's own pages, which lie at CodecOrigin; nil opens nothing.
	Codec       Codec
	CodecOrigin string
	// Origin is how browsers reach the API, as https://homeward.example; "" trusts no other than the request's own.
	Origin string
	// Proxies are the networks of our own proxies, whose word about a client's address is taken.
	Proxies []netip.Prefix
	// Limits are how often somebody may ask; none unless said.
	Limits Limits
	// Look is how often it is looked whether whoever follows an event stream is still signed in; 0 is 20 seconds.
	Look time.Duration
	// Heartbeat is how often a silent event stream is kept open; 0 is 15 seconds.
	Heartbeat time.Duration
	// Patience is how long a request may take, but for uploads and event streams; 0 is 20
	// seconds. It must be more than the wait of Commands.
	Patience time.Duration
}

// Server is the HTTP API. It can be used by many at once.
type Server struct {
	Config

	contract *contract.Contract
	pages    *reference.Pages
	renderer *view.Renderer
	words    *words.Catalogue
	paces    paces
	streams  openStreams
	keys     probe
	atPage   map[string]bool // paths of pages: what goes wrong there is shown as one
	echo     *echo.Echo
	stop     sync.Once
	stopping chan struct{} // closed when event streams are to end
}

// New makes the API. It fails when something is missing, or when the contract and the code differ.
func New(c Config) (*Server, error) {
	if missing := c.missing(); len(missing) > 0 {
		return nil, fmt.Errorf("make API: missing: %s", strings.Join(missing, ", "))
	}
	if c.Heartbeat <= 0 {
		c.Heartbeat = 15 * time.Second
	}
	if c.Look <= 0 {
		c.Look = 20 * time.Second
	}
	if c.Patience <= 0 {
		c.Patience = command.Wait + 12*time.Second
	}
	made, err := drawn()
	if err != nil {
		return nil, fmt.Errorf("make API: %w", err)
	}
	s := &Server{
		Config: c, contract: made.contract, pages: made.reference, renderer: made.renderer, words: made.words, paces: newPaces(c.Limits, c.Now), keys: probe{now: c.Now}, stopping: make(chan struct{}),
	}
	if err := s.route(); err != nil {
		return nil, err
	}
	return s, nil
}

// route builds the routes from the generated code, each behind its own guard.
func (s *Server) route() error {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = clientAddress(s.Proxies)
	e.Binder = boundBody{}
	e.HTTPErrorHandler = s.renderError
	same, err := sameSite(s.Origin, s.Codec != nil)
	if err != nil {
		return fmt.Errorf("make API: %w", err)
	}
	e.Use(s.trace, securityHeaders, s.paced, same)
	guards := map[string][]echo.MiddlewareFunc{}
	for _, op := range s.contract.Operations {
		guard, err := s.guard(op)
		if err != nil {
			return fmt.Errorf("make API: %w", err)
		}
		guards[op.ID] = []echo.MiddlewareFunc{guard}
	}
	handlers := wire.NewStrictHandler(s, []wire.StrictMiddlewareFunc{s.leaveTrail, mustAsk})
	wire.RegisterHandlersWithOptions(e, handlers, wire.RegisterHandlersOptions{OperationMiddlewares: guards})
	s.routeOutside(e)
	s.echo = e
	return nil
}

// Handler is the API as a handler.
func (s *Server) Handler() http.Handler { return s.echo }

// Routes lists what is served, as Echo has it.
func (s *Server) Routes() []*echo.Route { return s.echo.Routes() }

// HTTPServer makes a server with time limits that suit the handler: a slow client cannot
// hold a connection for long. Event streams and uploads set limits of their own, and streams
// end when the server is shut down.
func (s *Server) HTTPServer() *http.Server {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      s.Patience + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		// What net/http says of its connections quotes what clients send.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	server.RegisterOnShutdown(s.StopStreams)
	return server
}

// StopStreams ends every event stream; their readers come back by themselves. New ones end at once.
func (s *Server) StopStreams() { s.stop.Do(func() { close(s.stopping) }) }
