package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
)

// Decided is a decision with the text that was given for it.
type Decided struct {
	casework.Decision

	Words string
}

// Nonce hides the committed decision: without it no one can test whether a decision was this or that.
// It is stored sealed with the case, so that it is gone with the case's key.
type Nonce [32]byte

// NewNonce returns a random nonce.
func NewNonce() Nonce {
	var n Nonce
	_, _ = rand.Read(n[:]) // never fails: the program ends instead
	return n
}

// Commit returns a commitment to the decisions of one change of a case that does not reveal them: the
// SHA-256 of a nonce and of everything that was decided. It is part of the change's event. With the
// nonce anyone can later verify that the decisions were not modified.
func Commit(n Nonce, ref casework.Ref, seq int64, decided []Decided) string {
	var b strings.Builder
	line := func(name, value string) { // quoted, so that a value cannot look like another line
		if value != "" {
			_, _ = fmt.Fprintf(&b, "%s %s\n", name, strconv.Quote(value))
		}
	}
	b.WriteString("homeward decisions 1\n")
	line("case", string(ref))
	line("seq", strconv.FormatInt(seq, 10))
	for _, d := range decided {
		line("key", KeyHash(d.Key))
		line("task", string(d.Task))
		line("step", string(d.Step))
		line("outcome", string(d.Outcome))
		line("account", string(d.By.Account))
		line("desk", string(d.By.Desk))
		line("agency", string(d.By.Agency))
		line("role", string(d.By.Role))
		line("at", StoredTime(d.At).Format(timeLayout))
		line("until", until(d.Until))
		line("state", string(d.State))
		line("ref", d.Ref)
		line("reason", string(d.Reason))
		line("reasoned", strconv.FormatBool(d.Reasoned))
		line("final", strconv.FormatBool(d.Final))
		words := sha256.Sum256([]byte(d.Words))
		line("words", hex.EncodeToString(words[:]))
	}
	h := sha256.New()
	_, _ = h.Write([]byte("homeward commitment 1\n")) // a hash never fails
	_, _ = h.Write(n[:])
	_, _ = h.Write([]byte(b.String()))
	return hex.EncodeToString(h.Sum(nil))
}

func until(at *time.Time) string {
	if at == nil {
		return ""
	}
	return StoredTime(*at).Format(timeLayout)
}

// OpensCommitment reports whether the commitment was made to these decisions with this nonce.
func OpensCommitment(commitment string, n Nonce, ref casework.Ref, seq int64, decided []Decided) bool {
	return subtle.ConstantTimeCompare([]byte(commitment), []byte(Commit(n, ref, seq, decided))) == 1
}
