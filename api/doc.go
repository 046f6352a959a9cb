// Package api is what Homeward says to the world over HTTP: openapi.yaml is the promise,
// written first, and this package keeps it. A handler asks policy, calls one of the small
// interfaces declared here, and makes a view field by field; it decides nothing about a
// case. It never speaks to the database or to Temporal itself, never repeats what was sent
// to it, and never shows an error's own text.
package api
