// Package persona is the identity provider of development: an OpenID Connect provider whose
// sign-in page is a list of invented officers, one click each, so that signing in is exercised
// with the real protocol. It checks no password and has no users, so it can only be made in
// development mode on a loopback listener, and it refuses every request that could have come
// from another machine or from a page of another site. It keeps nothing when the process ends,
// its signing key included.
package persona
