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

// DefaultListen is the default address of the API: reachable from this machine only.
const DefaultListen = "127.0.0.1:8080"

// DefaultNamespace is the default namespace in Temporal.
const DefaultNamespace = "homeward"

// Config is the configuration of a process.
type Config struct {
	// Database is the PostgreSQL connection string, with the database role of the process: the API's,
	// the worker's, or the owner's for migrations. It holds a password and MUST NOT be logged.
	Database string
	// DatabaseAPI and DatabaseWorker are the connection strings of a process with both roles, which
	// is only `homeward dev`.
	DatabaseAPI, DatabaseWorker string
	// Temporal holds address, namespace, TLS and API key, from the standard TEMPORAL_* variables.
	Temporal client.Options
	// Listen is the address of the API.
	Listen string
	// Corridors is a directory of corridor files; "" means the embedded ones.
	Corridors string
	// Fonts is a directory with fonts for the pages; "" means none but those of the system.
	Fonts string
	// Keys name the keys that encrypt personal data.
	Keys Keys
	// Codec enables decryption of payloads for Temporal's web pages.
	Codec Codec
	// SignIn says how users reach the installation and authenticate.
	SignIn SignIn
	// Audit names the keys of the audit log.
	Audit Audit
	Log   slog.Level
}

// Needs says which settings are required.
type Needs struct {
	Database, Temporal, Keys bool
	// Roles requires the database with the API's role and with the worker's.
	Roles bool
	// Origin requires the address at which browsers reach the installation.
	Origin bool
	// AuditSecret requires the key that signs the audit log, AuditPublic the one that verifies it.
	AuditSecret, AuditPublic bool
}

// MistakeErrors are all mistakes of a configuration. The text has one line for each.
type MistakeErrors []error

// Error returns the mistakes, one on each line.
func (m MistakeErrors) Error() string {
	lines := make([]string, len(m))
	for i, err := range m {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the mistakes.
func (m MistakeErrors) Unwrap() []error { return m }

// FromEnv reads the environment variables. An empty variable counts as not set. The error is a
// MistakeErrors with all mistakes.
func FromEnv(lookup Lookup, needs Needs) (Config, error) {
	r := &reader{lookup: lookup}
	c := Config{
		Database: r.secret("DATABASE_URL"), Listen: r.text("HOMEWARD_LISTEN", DefaultListen), Corridors: r.text("HOMEWARD_CORRIDORS", ""),
		Fonts: r.text("HOMEWARD_FONTS", ""),
	}
	c.DatabaseAPI, c.DatabaseWorker = r.secret("DATABASE_URL_API"), r.secret("DATABASE_URL_WORKER")
	c.Temporal = r.temporal()
	r.database("DATABASE_URL", c.Database, needs.Database)
	r.database("DATABASE_URL_API", c.DatabaseAPI, needs.Roles)
	r.database("DATABASE_URL_WORKER", c.DatabaseWorker, needs.Roles)
	c.Keys = r.keys(needs.Keys)
	c.Codec = r.codec()
	r.listen(c.Listen)
	c.SignIn = r.signIn(needs.Origin)
	c.Audit = r.audit(needs.AuditSecret, needs.AuditPublic)
	if err := c.Log.UnmarshalText([]byte(r.text("HOMEWARD_LOG", "info"))); err != nil {
		r.fail("HOMEWARD_LOG must be debug, info, warn or error")
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
			r.fail("%[1]s is missing: the PostgreSQL connection, as postgres://user:password@host/database; %[1]s_FILE names a file that holds it", name)
		}
	case strings.Contains(dsn, "=") && !strings.Contains(dsn, "://"): // the form with keys and values
	case err != nil || parsed.Scheme != "postgres" && parsed.Scheme != "postgresql":
		r.fail("%s cannot be read: it should be postgres://user:password@host/database", name) // err would repeat the password
	case splitPassword(dsn, parsed):
		r.fail("%s has / ? or # in the user name or password: write them as %%2F %%3F %%23", name)
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

// Loopback reports whether an address is reachable from this machine only.
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

// splitPassword reports whether / ? or # in the password has ended the host part of the URL, so
// that its host and path are parts of the password.
func splitPassword(dsn string, parsed *url.URL) bool {
	return strings.Contains(dsn, "@") && parsed.User == nil
}

// place returns the host and the name of a database.
func place(dsn string) string {
	switch parsed, err := url.Parse(dsn); {
	case dsn == "":
		return ""
	case err != nil || parsed.Scheme == "" || splitPassword(dsn, parsed):
		return "set"
	default:
		return parsed.Host + parsed.Path
	}
}

var errTwice = errors.New("is given twice: as a value and as a file")

func (r *reader) fail(format string, args ...any) {
	r.mistakes = append(r.mistakes, fmt.Errorf(format, args...))
}
