// Package clients_test makes the clients that agencies would make: it takes the contract as an installation serves it,
// generates a client with three public generators, compiles each, and drives one flow with one of them. It downloads
// packages and is not part of the tests of a change: `make clients` runs it, with the build tag clients.
package clients_test
