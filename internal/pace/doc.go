// Package pace limits the rate of requests: one bucket of tokens for each key, such as an
// address or an account, in a bounded amount of memory. It counts in this process alone, keeps
// nothing over a restart, and never says whose bucket is empty. Counts that must last longer,
// such as attempts to sign in, are in the database.
package pace
