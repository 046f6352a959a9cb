// Package security_test attacks an installation. It runs the API on a listening port with the server's own
// limits, on a real PostgreSQL and a real Temporal server, and acts as a stranger, a bribed officer or a
// broken client: bodies that are too large, too deep or of another type than declared, decompression
// bombs, requests smuggled in requests, clients that never finish, approvals sent twice or by another
// officer. A reviewer can run it alone.
package security_test
