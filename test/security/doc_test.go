// Package security_test attacks an installation. It runs the API on a listening port with the
// server's own limits, on a real PostgreSQL and a real Temporal server, and does what a
// stranger, a bribed officer or a broken client would do: bodies that are too large, too deep
// or not what they say, files that are bombs, requests smuggled in requests, clients that
// never come to an end, approvals sent twice or by another officer. A reviewer can run it alone.
package security_test
