package api

import (
	"embed"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/reference"
	"example.org/homeward/web/words"
)

//go:embed openapi.yaml
var description []byte // read only

// answers has an example of each operation's answer. The stories write them: see the Makefile, record-examples.
//
//go:embed examples/*.json
var answers embed.FS

// Config is what a Server needs. Every field is required unless its comment says otherwise.
type Config struct {
	// HTTP is the server that the API is added to.
	HTTP          *httpserver.Server
	Authenticator Authenticator
	// Usecases carry out every operation.
	Usecases *usecase.Service
	// AuditLog stores refusals that are made before a use-case runs.
	AuditLog request.Log
	// Record reports whether the database can be read.
	Record Pinger
	Events Events
	Now    func() time.Time
	Logger *slog.Logger
	// Keys decrypt personal data; nil for a process that holds no keys.
	Keys Keys
	// CodecOrigin is the origin of Temporal's own pages, which may ask for decoded payloads; "" turns that off.
	CodecOrigin string
	// SessionCheckInterval is how often the session behind an open event stream is checked; 0 is 20 s.
	SessionCheckInterval time.Duration
	// Heartbeat is how often a silent event stream sends a comment; 0 is 15 s.
	Heartbeat time.Duration
}

// Server is the HTTP API. It is safe for concurrent use.
type Server struct {
	Config

	contract *contract.Contract
	public   []byte // the contract as clients get it
	pages    *reference.Pages
	words    *words.Catalogue
	streams  openStreams
	keys     probe
	stop     sync.Once
	stopping chan struct{} // closed when event streams must end
}

// New makes the API and adds its routes to c.HTTP. It returns an error if a part of the Config is missing, or
// if the contract and the code differ.
func New(c Config) (*Server, error) {
	if missing := c.missing(); len(missing) > 0 {
		return nil, fmt.Errorf("make API: missing: %s", strings.Join(missing, ", "))
	}
	if c.Heartbeat <= 0 {
		c.Heartbeat = 15 * time.Second
	}
	if c.SessionCheckInterval <= 0 {
		c.SessionCheckInterval = 20 * time.Second
	}
	made, err := loadEmbedded()
	if err != nil {
		return nil, fmt.Errorf("make API: %w", err)
	}
	s := &Server{
		Config: c, contract: made.contract, public: made.public, pages: made.reference, words: made.words, keys: probe{now: c.Now}, stopping: make(chan struct{}),
	}
	if err := s.route(); err != nil {
		return nil, err
	}
	return s, nil
}

// route adds one route for each operation of the contract, behind the guard of that operation.
func (s *Server) route() error {
	e := s.HTTP.Echo()
	guards := map[string][]echo.MiddlewareFunc{}
	for _, op := range s.contract.Operations {
		guard, err := s.guard(op)
		if err != nil {
			return fmt.Errorf("make API: %w", err)
		}
		guards[op.ID] = []echo.MiddlewareFunc{guard}
	}
	if err := s.register(e, guards); err != nil {
		return fmt.Errorf("make API: %w", err)
	}
	s.HTTP.HandleProblems(s.writeProblem)
	s.HTTP.OnShutdown(s.StopStreams)
	if s.CodecOrigin != "" {
		s.routeCodec()
	}
	return nil
}

// StopStreams ends every event stream, and each new one at once. Clients connect again by themselves.
func (s *Server) StopStreams() { s.stop.Do(func() { close(s.stopping) }) }
