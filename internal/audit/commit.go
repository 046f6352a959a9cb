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

// Decided is what somebody decided, with the words that they gave for it.
type Decided struct {
	casework.Decision

	Words string
}

// Nonce hides what is committed to: without it nobody can try whether a decision was this or
// that. It is kept sealed with the case, so that with the case's key it is gone.
type Nonce [32]byte

// NewNonce makes a nonce.
func NewNonce() Nonce {
	var n Nonce
	_, _ = rand.Read(n[:]) // never fails: the program ends instead
	return n
}

// Commit binds the decisions of one change of a case without telling them: it is the SHA-256 of
// a nonce and of everything that was decided, and stands in the event of the change. Whoever
// has the nonce can show later that nothing of it was changed.
func Commit(n Nonce, ref casework.Ref, seq int64, decided []Decided) string {
	var b strings.Builder
	line := func(name, value string) { // quoted: a value cannot be taken for another line
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
		line("at", StoredTime(d.At).Format(instant))
		line("until", until(d.Until))
		line("state", string(d.State))
		line("ref", d.Ref)
		line("reasoned", strconv.FormatBool(d.Reasoned))
		line("final", strconv.FormatBool(d.Final))
		words := sha256.Sum256([]byte(d.Words))
		line("words", hex.EncodeToString(words[:]))
	}
	h := sha256.New()
	_, _ = h.Write([]byte("homeward commitment 1\n")) // a hash takes everything
	_, _ = h.Write(n[:])
	_, _ = h.Write([]byte(b.String()))
	return hex.EncodeToString(h.Sum(nil))
}

func until(at *time.Time) string {
	if at == nil {
		return ""
	}
	return StoredTime(*at).Format(instant)
}

// Opens says whether a nonce and decisions are those that were committed to.
func OpensCommitment(commitment string, n Nonce, ref casework.Ref, seq int64, decided []Decided) bool {
	return subtle.ConstantTimeCompare([]byte(commitment), []byte(Commit(n, ref, seq, decided))) == 1
}
