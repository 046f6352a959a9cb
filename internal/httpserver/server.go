package httpserver

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"
)

// defaultRequestTimeout is longer than an API request waits for its command to be settled.
const defaultRequestTimeout = 20 * time.Second

// Config is what a Server needs. Now and Logger are required.
type Config struct {
	// Origin is the address of the site for browsers, as https://homeward.example; "" trusts no origin
	// but the host of the request itself.
	Origin string
	// Proxies are the networks of the operator's own proxies. Their X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Limits are how often requests may be sent. The zero value sets no limit.
	Limits Limits
	// RequestTimeout is how long a request may take, except for uploads and event streams. Default 20 s.
	RequestTimeout time.Duration
	// Startup returns the progress of the Temporal server's start; nil for a process that does not start one.
	Startup func() Startup
	Now     func() time.Time
	Logger  *slog.Logger
}

// Server routes requests to the API and to the pages. Its methods that register something are
// called before it serves; everything else is safe for concurrent use.
type Server struct {
	config   Config
	echo     *echo.Echo
	limiters limiters
	sites    *http.CrossOriginProtection
	extra    []Route
	pages    map[string]ErrorPage // by route path
	problem  func(echo.Context, Failure)
	shutdown []func()
}

// New makes a server without routes. It fails if the configuration is wrong.
func New(c Config) (*Server, error) {
	if c.Now == nil || c.Logger == nil {
		return nil, errors.New("make HTTP server: a clock and a logger are required")
	}
	if c.RequestTimeout <= 0 {
		c.RequestTimeout = defaultRequestTimeout
	}
	s := &Server{
		config: c, echo: echo.New(), limiters: newLimiters(c.Limits, c.Now), sites: http.NewCrossOriginProtection(),
		pages: map[string]ErrorPage{}, problem: writeProblem,
	}
	if c.Origin != "" {
		if err := s.sites.AddTrustedOrigin(c.Origin); err != nil {
			return nil, fmt.Errorf("make HTTP server: trust own origin: %w", err)
		}
	}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = clientAddress(c.Proxies)
	s.echo.HTTPErrorHandler = s.handleError
	s.echo.Use(s.trace, securityHeaders, s.limitAddress, s.sameSite)
	return s, nil
}

// Echo returns the router, to register the operations of the API on.
func (s *Server) Echo() *echo.Echo { return s.echo }

// Handler returns the server as a handler.
func (s *Server) Handler() http.Handler { return answersHead(s.echo) }

// Origin returns the address of the site for browsers; "" if it is not configured.
func (s *Server) Origin() string { return s.config.Origin }

// RequestTimeout is how long a request may take, except for uploads and event streams.
func (s *Server) RequestTimeout() time.Duration { return s.config.RequestTimeout }

// OnShutdown registers a function that ends what would keep a shutdown waiting, such as event streams.
func (s *Server) OnShutdown(end func()) { s.shutdown = append(s.shutdown, end) }

// HTTPServer makes a server whose timeouts suit the handlers, so that a slow client cannot hold a
// connection for long. Uploads and event streams set deadlines of their own.
func (s *Server) HTTPServer() *http.Server {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      s.config.RequestTimeout + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		// net/http's own messages about connections quote what clients send.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	for _, end := range s.shutdown {
		server.RegisterOnShutdown(end)
	}
	return server
}
