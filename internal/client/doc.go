// Package client speaks Homeward's HTTP API: one method for each operation of the contract,
// with the contract's own types. It mints nothing and decides nothing: keys and versions come
// from its caller, and a problem comes back as the server has put it.
package client
