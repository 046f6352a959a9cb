// Package devstack runs the servers that Homeward needs on one machine: a private PostgreSQL cluster,
// and a real Temporal server that uses it. Each is a supervised child process that keeps its data when
// it is stopped, killed or started again. Only `homeward dev` and tests use the package. It never
// changes a database or server that it did not start, listens on loopback addresses only, and is not
// used in production.
package devstack
