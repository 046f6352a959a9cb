package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

// loopback is the only address that anything here listens on: the frontend has no
// authentication of its own.
const loopback = "127.0.0.1"

// options are the command line.
type options struct {
	dbHost       string
	dbPort       int
	dbUser       string
	dbName       string
	passwordFile string
	port         int
	uiPort       int
	namespaces   []string
	retention    time.Duration
	logFile      string
	logLevel     string
}

// parse reads the command line. Usage and mistakes are written to w.
func parse(args []string, w io.Writer) (options, error) {
	o := options{}
	flags := flag.NewFlagSet("homeward-temporal", flag.ContinueOnError)
	flags.SetOutput(w)
	flags.StringVar(&o.dbHost, "db-host", "", "PostgreSQL host, or the directory of its unix socket")
	flags.IntVar(&o.dbPort, "db-port", 5432, "PostgreSQL port, also the number in a socket's name")
	flags.StringVar(&o.dbUser, "db-user", "temporal", "PostgreSQL role; it needs the right to create schemas in the database")
	flags.StringVar(&o.dbName, "db-name", "homeward", "database; Temporal keeps to the schemas "+mainSchema+" and "+visibilitySchema+" in it")
	flags.StringVar(&o.passwordFile, "db-password-file", "", "file that holds the role's password")
	flags.IntVar(&o.port, "port", 7233, "first of the five ports in a row to listen on, on loopback; the frontend's")
	flags.IntVar(&o.uiPort, "ui-port", 0, "port of the web UI, on loopback; 0 leaves it off")
	flags.Func("namespace", "namespace to register; may be given several times (default homeward)", func(name string) error {
		if name == "" {
			return errors.New("empty")
		}
		o.namespaces = append(o.namespaces, name)
		return nil
	})
	flags.DurationVar(&o.retention, "retention", 7*24*time.Hour, "how long a new namespace keeps closed workflows")
	flags.StringVar(&o.logFile, "log-file", "", "file that the server's log is appended to; empty means standard error")
	flags.StringVar(&o.logLevel, "log-level", "error", "debug, info, warn or error")
	if err := flags.Parse(args); err != nil {
		return options{}, err
	}
	if len(o.namespaces) == 0 {
		o.namespaces = []string{"homeward"}
	}
	if err := o.check(flags.NArg()); err != nil {
		_, _ = fmt.Fprintln(w, err)
		return options{}, err
	}
	return o, nil
}

func (o options) check(rest int) error {
	switch {
	case rest > 0:
		return errors.New("read the command line: it takes flags only")
	case o.dbHost == "":
		return errors.New("read the command line: -db-host is missing")
	case o.passwordFile == "":
		return errors.New("read the command line: -db-password-file is missing")
	case o.port < 1 || o.port+servicePorts-1 > 65535:
		return fmt.Errorf("read the command line: -port %d leaves no room for %d ports", o.port, servicePorts)
	case o.uiPort < 0 || o.uiPort > 65535 || o.uiPort >= o.port && o.uiPort < o.port+servicePorts:
		return fmt.Errorf("read the command line: -ui-port %d is out of range or one of the server's own", o.uiPort)
	}
	return nil
}

// password reads the role's password; a line end after it does not belong to it.
func (o options) password() (string, error) {
	content, err := os.ReadFile(o.passwordFile)
	if err != nil {
		return "", fmt.Errorf("read the database password: %w", err)
	}
	return strings.TrimRight(string(content), "\r\n"), nil
}

// frontend is the address that clients talk to.
func (o options) frontend() string {
	return net.JoinHostPort(loopback, strconv.Itoa(o.port))
}
