// Package pace keeps anybody from asking too often: one bucket of tokens for each key, such
// as an address or an account, in a bounded amount of memory. It counts in this process
// alone, remembers nothing over a restart, and never says whose bucket is empty. What must
// be counted for longer, such as attempts to sign in, is counted in the database.
package pace
