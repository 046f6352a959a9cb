// Package cli holds the commands that talk to a Homeward server over HTTP, and what every
// command of the program needs: reading arguments, printing, and exit codes. Commands that
// open the database or run servers are in cmd/homeward, which plugs them in. The package never
// reads the process's own environment, files of the server, or the clock: it is given an Env.
package cli
