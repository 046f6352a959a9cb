package api

import (
	_ "embed" // the contract
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/reference"
	"example.org/homeward/web/words"
)

//go:embed openapi.yaml
var description []byte // nobody writes to it

// Config is what a Server needs. All of it is required but what says otherwise.
type Config struct {
	// HTTP is the server that the API is added to.
	HTTP          *httpserver.Server
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
	// Codec opens what Temporal keeps for Temporal's own pages, which lie at CodecOrigin; nil opens nothing.
	Codec       Codec
	CodecOrigin string
	// Look is how often it is looked whether whoever follows an event stream is still signed in; 0 is 20 seconds.
	Look time.Duration
	// Heartbeat is how often a silent event stream is kept open; 0 is 15 seconds.
	Heartbeat time.Duration
}

// Server is the HTTP API. It can be used by many at once.
type Server struct {
	Config

	usecases *usecase.Service
	contract *contract.Contract
	pages    *reference.Pages
	words    *words.Catalogue
	streams  openStreams
	keys     probe
	stop     sync.Once
	stopping chan struct{} // closed when event streams are to end
}

// New makes the API and adds its routes to c.HTTP. It fails when something is missing, or when the contract and the code differ.
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
	made, err := loadEmbedded()
	if err != nil {
		return nil, fmt.Errorf("make API: %w", err)
	}
	s := &Server{
		Config: c, contract: made.contract, pages: made.reference, words: made.words, keys: probe{now: c.Now}, stopping: make(chan struct{}),
	}
	if s.usecases, err = usecase.New(usecase.Config{
		Audit: c.Trail, Commands: c.Commands, Directory: c.Directory, Corridors: c.Corridors, Store: c.Record, NewRef: c.NewRef,
		Questionnaires: c.Questionnaires, Procedure: c.Procedure, Now: c.Now, Retention: c.Retention, Rosters: c.Rosters,
		Panicked: c.HTTP.Panicked, AuditKey: c.AuditKey, Witnesses: c.Witnesses,
	}); err != nil {
		return nil, fmt.Errorf("make API: %w", err)
	}
	if err := s.route(); err != nil {
		return nil, err
	}
	return s, nil
}

// route builds the routes from the generated code, each behind its own guard.
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
	if s.Codec != nil {
		s.routeCodec()
	}
	return nil
}

// StopStreams ends every event stream; their readers come back by themselves. New ones end at once.
func (s *Server) StopStreams() { s.stop.Do(func() { close(s.stopping) }) }
