// Package identitydb keeps accounts and how they sign in: invitations, passkeys, links to
// identity providers, sessions, and counters of failed attempts. It keeps hashes of secrets and
// never a secret itself, and it holds nothing of a survivor. Each change and its audit events are
// written in one transaction.
package identitydb
