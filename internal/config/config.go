package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"

	"go.temporal.io/sdk/client"
)

// DefaultListen is where the API listens by default: on this machine alone.
const DefaultListen = "127.0.0.1:8080"

// DefaultNamespace is Temporal's namespace by default.
const DefaultNamespace = "homeward"

// Config is the configuration of a process.
type Config struct {
	// Database is the PostgreSQL connection string, as the role that the process is: the API's, the
	// worker's, or the owner's for migrating. It holds a password and MUST NOT be logged.
	Database string
	// DatabaseAPI and DatabaseWorker are the same for the two halves of a process that is both,
	// which is `homeward dev` alone.
	DatabaseAPI, DatabaseWorker string
	// Temporal holds address, namespace, TLS and API key, from the standard TEMPORAL_* variables.
	Temporal client.Options
	// Listen is the address of the API.
	Listen string
	// Corridors is a directory of corridor files that takes the place of the embedded ones; "" keeps those.
	Corridors string
	// Keys say what personal data are encrypted with.
	Keys Keys
	// Codec reports whether payloads may be opened for Temporal's own pages.
	Codec Codec
	// SignIn is the configuration of signing in.
	SignIn SignIn
	// Audit says how the audit log is signed and verified.
	Audit Audit
	Log   slog.Level
}

// Needs says what a process cannot do without.
type Needs struct {
	Database, Temporal, Keys bool
	// Halves: the database also as the API's role and as the worker's.
	Halves bool
	// SignIn: the address for browsers.
	SignIn bool
	// Signs: the key that signs the audit log. Shows: the one that verifies it.
	Signs, Shows bool
}

// MistakeErrors holds all mistakes of a configuration. Its text has one line each.
type MistakeErrors []error

// Error lists the mistakes.
func (m MistakeErrors) Error() string {
	lines := make([]string, len(m))
	for i, err := range m {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the mistakes.
func (m MistakeErrors) Unwrap() []error { return m }

// FromEnv reads the variables. A variable that is set to nothing counts as not set. The
// error is MistakeErrors, and holds all of them.
func FromEnv(lookup Lookup, needs Needs) (Config, error) {
	r := &reader{lookup: lookup}
	c := Config{
		Database: r.secret("DATABASE_URL"), Listen: r.text("HOMEWARD_LISTEN", DefaultListen), Corridors: r.text("HOMEWARD_CORRIDORS", ""),
	}
	c.DatabaseAPI, c.DatabaseWorker = r.secret("DATABASE_URL_API"), r.secret("DATABASE_URL_WORKER")
	c.Temporal = r.temporal()
	r.database("DATABASE_URL", c.Database, needs.Database)
	r.database("DATABASE_URL_API", c.DatabaseAPI, needs.Halves)
	r.database("DATABASE_URL_WORKER", c.DatabaseWorker, needs.Halves)
	c.Keys = r.keys(needs.Keys)
	c.Codec = r.codec()
	r.listen(c.Listen)
	c.SignIn = r.signIn(needs.SignIn)
	c.Audit = r.audit(needs.Signs, needs.Shows)
	if err := c.Log.UnmarshalText([]byte(r.text("HOMEWARD_LOG", "info"))); err != nil {
		r.fail("HOMEWARD_LOG is not one of debug, info, warn and error")
	}
	if needs.Temporal && c.Temporal.HostPort == "" {
		r.fail("TEMPORAL_ADDRESS is missing: the host and port of the Temporal server")
	}
	if len(r.mistakes) > 0 {
		return Config{}, r.mistakes
	}
	return c, nil
}

func (r *reader) database(name, dsn string, needed bool) {
	switch parsed, err := url.Parse(dsn); {
	case dsn == "":
		if needed && !r.broken[name] {
			r.fail("%[1]s is missing: where PostgreSQL is, as postgres://user:password@host/database; %[1]s_FILE names a file that holds it", name)
		}
	case strings.Contains(dsn, "=") && !strings.Contains(dsn, "://"): // the form of keys and values
	case err != nil || parsed.Scheme != "postgres" && parsed.Scheme != "postgresql":
		r.fail("%s cannot be read: it should be postgres://user:password@host/database", name) // err would repeat the password
	case torn(dsn, parsed):
		r.fail("%s has a user name or password with one of / ? # in it: write these as %%2F %%3F %%23", name)
	}
}

func (r *reader) listen(address string) {
	if _, port, err := net.SplitHostPort(address); err != nil || !isPort(port) {
		r.fail("HOMEWARD_LISTEN is not an address and port, as %s", DefaultListen)
	}
}

func isPort(port string) bool {
	n, err := strconv.Atoi(port)
	return err == nil && n >= 0 && n <= 65535
}

// Loopback reports whether an address is reached from this machine alone.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Redacted returns the configuration for the first log line, without secrets and user names.
func (c Config) Redacted() []slog.Attr {
	corridors := "embedded"
	if c.Corridors != "" {
		corridors = c.Corridors
	}
	return []slog.Attr{
		slog.String("database", place(c.Database)), slog.String("temporal", c.Temporal.HostPort), slog.String("namespace", c.Temporal.Namespace),
		slog.Bool("temporal_tls", c.Temporal.ConnectionOptions.TLS != nil),
		slog.String("listen", c.Listen), slog.String("origin", c.SignIn.Origin), slog.String("corridors", corridors), slog.String("kek", c.Keys.kind()), slog.String("key_log", c.Keys.Log),
	}
}

// torn reports whether a password has ended the host's name before its time: then what is taken for
// the host and the path is a part of it.
func torn(dsn string, parsed *url.URL) bool { return strings.Contains(dsn, "@") && parsed.User == nil }

// place is the host and the name of a database.
func place(dsn string) string {
	switch parsed, err := url.Parse(dsn); {
	case dsn == "":
		return ""
	case err != nil || parsed.Scheme == "" || torn(dsn, parsed):
		return "set"
	default:
		return parsed.Host + parsed.Path
	}
}

var errTwice = errors.New("is given twice, by itself and by its file")

func (r *reader) fail(format string, args ...any) {
	r.mistakes = append(r.mistakes, fmt.Errorf(format, args...))
}
