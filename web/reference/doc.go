// Package reference renders the reference of the API: one page that is read off the contract, and
// one page for each problem code. It renders once, from the contract alone: no script, no request,
// no third-party code, nothing of any case.
package reference
