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

// The prefixes of our secrets, so that a leaked one can be recognised.
const (
	sessionPrefix   = "hws_" // a session
	admissionPrefix = "hwi_" // an invitation or a recovery
	handoverPrefix  = "hwh_" // the code that a command line exchanges for a session
)

// secretBytes is the number of random bytes in a secret.
const secretBytes = 32

// newSecret returns a new secret. Only its hashOf is stored.
func newSecret(prefix string) string {
	var raw [secretBytes]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	return prefix + base64.RawURLEncoding.EncodeToString(raw[:])
}

// isSecret reports whether a text has the form of a secret, so that nothing else is looked up.
func isSecret(prefix, text string) bool {
	body, ok := strings.CutPrefix(text, prefix)
	if !ok || len(body) != base64.RawURLEncoding.EncodedLen(secretBytes) {
		return false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(body)
	return err == nil && len(raw) == secretBytes
}

// hashOf returns the stored form of a secret: its SHA-256 in hexadecimal. Our secrets have so much
// entropy that no salt and no slow hash is needed.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// newRef returns a random reference of 80 bits. It gives no access and carries no information.
func newRef(prefix string) string {
	var raw [10]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	return prefix + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))
}

func newAccountID() casework.AccountID { return casework.AccountID(newRef("acc-")) }
