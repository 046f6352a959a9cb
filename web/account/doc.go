// Package account is the pages of signing in, of the own account and its passkeys and sessions, and of
// the colleagues of the own desk. It shows nothing of a case, and never checks a right: package identity
// does.
package account
