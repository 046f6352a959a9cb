// Package web makes the pages of the API: the reference that is read off the contract, and
// one page for each problem. It renders once, at the start, from the contract alone: no
// third-party code, no script, no request, nothing of anybody's case.
package web
