// Package ratelimit limits the rate of requests: one token bucket for each key, such as an address or
// an account, in a bounded amount of memory. It counts in this process alone, keeps nothing over a
// restart, and never says which key is limited. Counts that must last longer, such as failed attempts
// to sign in, are in the database (package identity).
package ratelimit
