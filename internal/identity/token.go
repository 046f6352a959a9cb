package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"example.org/homeward/internal/casework"
)

// What our own secrets begin with, so that one that was found lying about can be told apart.
const (
	sessionPrefix   = "hws_" // a session
	admissionPrefix = "hwi_" // an invitation or a recovery
	handoverPrefix  = "hwh_" // what a command line trades for a session
)

// secretBytes is how much chance is in a secret.
const secretBytes = 32

// secret mints a secret. What is kept of it is hashOf, and nothing else.
func secret(prefix string) string {
	var raw [secretBytes]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	return prefix + base64.RawURLEncoding.EncodeToString(raw[:])
}

// isSecret says whether a text can be a secret of ours, so that nothing else is looked up.
func isSecret(prefix, text string) bool {
	body, ok := strings.CutPrefix(text, prefix)
	if !ok || len(body) != base64.RawURLEncoding.EncodedLen(secretBytes) {
		return false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(body)
	return err == nil && len(raw) == secretBytes
}

// hashOf is what is kept of a secret: its SHA-256 in hexadecimal. There is too much chance in
// one of ours to be guessed, so that it needs no salt and no slow hash.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// code mints a random reference of 80 bits that opens nothing and tells nothing.
func code(prefix string) string {
	var raw [10]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	return prefix + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))
}

func newAccount() casework.AccountID { return casework.AccountID(code("acc-")) }
