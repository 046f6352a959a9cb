// Package keydb keeps wrapped keysets (envelope encryption, package seal). It never sees a key in
// clear, and a keyset that is destroyed can never come back.
package keydb
