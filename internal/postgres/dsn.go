package postgres

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/lib/pq"
)

// settings are run-time parameters and driver options that are put into every DSN.
type settings map[string]string

// poolSettings bound every statement, and keep instants in UTC. With binary_parameters a
// statement takes one round trip instead of two.
//
//nolint:gochecknoglobals // a table that nobody writes to
var poolSettings = settings{
	"application_name": "homeward", "timezone": "UTC", "binary_parameters": "yes",
	"statement_timeout": "15000", "lock_timeout": "5000", "idle_in_transaction_session_timeout": "30000",
}

// plainSettings are those of connections that wait or take long: listening, migrating.
//
//nolint:gochecknoglobals // a table that nobody writes to
var plainSettings = settings{"application_name": "homeward", "timezone": "UTC"}

// connect reads a DSN. Its errors do not repeat it: there may be a password in it.
func connect(dsn string, with settings) (driver.Connector, error) {
	full, err := with.into(dsn)
	if err != nil {
		return nil, err
	}
	connector, err := pq.NewConnector(full)
	if err != nil {
		return nil, errors.New("open record: the database address cannot be read")
	}
	return connector, nil
}

// into puts the settings into a DSN of either form.
func (s settings) into(dsn string) (string, error) {
	if !strings.HasPrefix(dsn, "postgres://") && !strings.HasPrefix(dsn, "postgresql://") {
		if !strings.Contains(dsn, "sslmode=") {
			return "", errNoTLSMode
		}
		for k, v := range s {
			dsn += fmt.Sprintf(" %s=%s", k, v)
		}
		return dsn, nil
	}
	u, err := url.Parse(dsn)
	if err != nil {
		return "", errors.New("open record: the database address cannot be read")
	}
	q := u.Query()
	if q.Get("sslmode") == "" {
		return "", errNoTLSMode
	}
	for k, v := range s {
		q.Set(k, v)
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// errNoTLSMode is a mistake at start-up: what the driver takes for granted may change.
var errNoTLSMode = errors.New("open record: the database address must say sslmode (verify-full outside one's own machine)")
