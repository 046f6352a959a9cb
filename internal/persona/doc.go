// Package persona is the identity provider for development: an OpenID Connect provider whose sign-in
// page lists invented officers, so that signing in uses the real protocol and takes one click. It
// checks no password and has no users. Therefore it can only be made in development mode on a loopback
// listener, and it refuses every request that may come from another machine or from a page of another
// site. When the process ends it keeps nothing, not even its signing key.
package persona
