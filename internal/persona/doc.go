// Package persona is the identity provider of development: an OpenID Connect provider whose
// sign-in page is a list of invented officers, one click each, so that everything that stands
// on identity is tried with the real protocol. It checks no password and knows nobody, so it
// can only be made in development mode on a loopback listener, it turns away every request
// that could have come from another machine or from a page of another site, and it keeps
// nothing beyond the process: with it goes its signing key.
package persona
