// Package devstack keeps the engines that Homeward runs on, on one machine: a private
// PostgreSQL cluster and a real Temporal server upon it, each a supervised child process
// that keeps its data when it is stopped, killed or started again. `homeward dev` and the
// tests are its only callers. It never touches a database or server that it did not start,
// never listens beyond loopback, and is not used in production.
package devstack
