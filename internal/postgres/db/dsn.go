package db

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/lib/pq"
)

// Settings are run-time parameters and driver options that are added to a DSN.
type Settings map[string]string

// PoolSettings limit how long a statement may take, and keep instants in UTC. With
// binary_parameters a statement takes one round trip instead of two.
func PoolSettings() Settings {
	return Settings{
		"application_name": "homeward", "timezone": "UTC", "binary_parameters": "yes",
		"statement_timeout": "15000", "lock_timeout": "5000", "idle_in_transaction_session_timeout": "30000",
	}
}

// PlainSettings are those of connections that wait or take long: listening, migrating.
func PlainSettings() Settings {
	return Settings{"application_name": "homeward", "timezone": "UTC"}
}

// Connector reads a DSN. Its errors do not repeat it, because there may be a password in it.
func Connector(dsn string, with Settings) (driver.Connector, error) {
	full, err := with.Into(dsn)
	if err != nil {
		return nil, err
	}
	connector, err := pq.NewConnector(full)
	if err != nil {
		return nil, errAddress
	}
	return connector, nil
}

// Into returns a DSN, which may be a URL or keywords, with the settings in it.
func (s Settings) Into(dsn string) (string, error) {
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
		return "", errAddress
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

var (
	errAddress = errors.New("open record: the database address cannot be read")
	// errNoTLSMode is an error at start-up, because the driver's default may change.
	errNoTLSMode = errors.New("open record: the database address must say sslmode (verify-full unless the database is on this machine)")
)
