package audit

import (
	"bufio"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
)

// A witness is a partner agency that countersigns heads. It attests that it has seen a head at a time,
// and that the head extends all heads that it has seen before. The format is C2SP tlog-cosignature: an
// Ed25519 signature over the time and the head, with a key of type 4.

// cosignatureType is the type of such a key, the first byte of its encoded form.
const cosignatureType = 4

// Witness verifies the countersignatures of one agency.
type Witness struct {
	// Agency is the agency of the key; "" if it is not known.
	Agency casework.AgencyID

	name string
	hash uint32
	key  ed25519.PublicKey
}

// String returns the public key in the form that ParseWitness accepts.
func (w Witness) String() string {
	encoded := append([]byte{cosignatureType}, w.key...)
	return fmt.Sprintf("%s+%08x+%s", w.name, w.hash, base64.StdEncoding.EncodeToString(encoded))
}

// Name returns the name of the witness, which its signatures contain.
func (w Witness) Name() string { return w.name }

// KeyHash distinguishes keys with the same name.
func (w Witness) KeyHash() uint32 { return w.hash }

// Verify reports whether a countersignature (time and signature) is the witness's. It makes Witness a
// note.Verifier.
func (w Witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	return ed25519.Verify(w.key, cosigned(binary.BigEndian.Uint64(signature), text), signature[8:])
}

// cosigned returns the bytes that a witness signs.
func cosigned(seconds uint64, text []byte) []byte {
	return append([]byte("cosignature/v1\ntime "+strconv.FormatUint(seconds, 10)+"\n"), text...)
}

var errWitness = errors.New("not the key of a witness")

// ParseWitness parses the public key of a witness: name, key hash and key, joined by +.
func ParseWitness(text string) (Witness, error) {
	name, rest, _ := strings.Cut(strings.TrimSpace(text), "+")
	hash, encoded, _ := strings.Cut(rest, "+")
	n, err := strconv.ParseUint(hash, 16, 32)
	raw, err2 := base64.StdEncoding.DecodeString(encoded)
	if err != nil || err2 != nil || len(hash) != 8 || len(raw) != 1+ed25519.PublicKeySize || raw[0] != cosignatureType || !isName(name) {
		return Witness{}, errWitness
	}
	if n != uint64(witnessHash(name, raw)) {
		return Witness{}, errWitness
	}
	return Witness{name: name, hash: witnessHash(name, raw), key: raw[1:]}, nil
}

// isName reports whether a name is permitted for a witness. It is used in signature lines and in logs.
func isName(name string) bool { return name != "" && isCode(name) && !strings.Contains(name, "+") }

func witnessHash(name string, key []byte) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n"), key...))
	return binary.BigEndian.Uint32(sum[:])
}

// ReadWitnesses reads a list of witnesses. Each line has the code of an agency, a space, and its public
// key. Empty lines and lines that begin with # are skipped. Its error names the wrong line, and does
// not quote it.
func ReadWitnesses(r io.Reader) ([]Witness, error) {
	var out []Witness
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		agency, key, _ := strings.Cut(line, " ")
		w, err := ParseWitness(key)
		if err != nil || !isCode(agency) {
			return nil, fmt.Errorf("line %d of the witnesses: %w", n, errWitness)
		}
		w.Agency = casework.AgencyID(agency)
		out = append(out, w)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read witnesses: %w", err)
	}
	return out, nil
}
