package audit

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Countersigner holds a witness's secret key.
type Countersigner struct {
	witness Witness
	secret  ed25519.PrivateKey
	now     func() time.Time
}

const witnessSecret = "HOMEWARD+WITNESS"

// NewWitness returns a new key pair for a witness: the secret key, and the public key for the log's
// list of witnesses.
func NewWitness(name string) (secret, public string, err error) {
	if !isName(name) {
		return "", "", errWitness
	}
	key, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", "", fmt.Errorf("make witness key: %w", err)
	}
	public = Witness{name: name, hash: witnessHash(name, append([]byte{cosignatureType}, key...)), key: key}.String()
	return witnessSecret + "+" + name + "+" + base64.StdEncoding.EncodeToString(private.Seed()), public, nil
}

// ParseCountersigner parses the secret key of a witness. Its error does not quote the key.
func ParseCountersigner(secret string, now func() time.Time) (Countersigner, error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(secret), witnessSecret+"+")
	name, encoded, ok2 := strings.Cut(rest, "+")
	seed, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || !ok2 || err != nil || len(seed) != ed25519.SeedSize || !isName(name) {
		return Countersigner{}, errWitness
	}
	private := ed25519.NewKeyFromSeed(seed)
	key, ok := private.Public().(ed25519.PublicKey)
	if !ok {
		return Countersigner{}, errWitness
	}
	hash := witnessHash(name, append([]byte{cosignatureType}, key...))
	return Countersigner{Witness{name: name, hash: hash, key: key}, private, now}, nil
}

// Witness returns the public key.
func (c Countersigner) Witness() Witness { return c.witness }

// Countersign adds the witness's signature to a head that the log has signed, in place of those of
// other witnesses. The caller MUST have checked that the head extends every head that the witness has
// signed before; see Continues.
func (c Countersigner) Countersign(log Key, signed string) (string, error) {
	n, err := note.Open([]byte(signed), note.VerifierList(log))
	if err != nil {
		return "", ErrHead
	}
	if _, err := readHead(log.Name(), n.Text); err != nil {
		return "", err
	}
	n.UnverifiedSigs = nil // other witnesses sign for themselves
	out, err := note.Sign(n, witnessSigner{c})
	if err != nil {
		return "", fmt.Errorf("countersign: %w", err)
	}
	return string(out), nil
}

// witnessSigner makes a Countersigner a note.Signer.
type witnessSigner struct{ Countersigner }

// Name returns the name of the witness.
func (p witnessSigner) Name() string { return p.witness.name }

// KeyHash distinguishes keys with the same name.
func (p witnessSigner) KeyHash() uint32 { return p.witness.hash }

// Sign signs the time and a head.
func (p witnessSigner) Sign(text []byte) ([]byte, error) {
	seconds := uint64(p.now().Unix()) //nolint:gosec // the clock is after 1970
	return append(binary.BigEndian.AppendUint64(nil, seconds), ed25519.Sign(p.secret, cosigned(seconds, text))...), nil
}

// Cosignature is a witness's countersignature of a head.
type Cosignature struct {
	Witness Witness
	At      time.Time // as the witness states
	Line    string    // name and signature, as they follow the head
}

// Cosignatures returns the countersignatures of known witnesses on a head of this log. It returns
// ErrHead if one claims to be of a known witness and is not. Those of other witnesses are skipped.
func Cosignatures(log Key, signed string, witnesses []Witness) (Head, []Cosignature, error) {
	head, err := log.Open(signed)
	if err != nil {
		return Head{}, nil, err
	}
	known := []note.Verifier{log}
	for _, w := range witnesses {
		known = append(known, w)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(known...))
	if err != nil {
		return Head{}, nil, ErrHead
	}
	var out []Cosignature
	for _, s := range n.Sigs {
		for _, w := range witnesses {
			if s.Name != w.name || s.Hash != w.hash {
				continue
			}
			raw, err := base64.StdEncoding.DecodeString(s.Base64)
			if err != nil || len(raw) < 12 { // the key's hash, and the time
				return Head{}, nil, ErrHead
			}
			at := time.Unix(int64(binary.BigEndian.Uint64(raw[4:])), 0).UTC() //nolint:gosec // only shown
			out = append(out, Cosignature{Witness: w, At: at, Line: s.Name + " " + s.Base64})
		}
	}
	return head, out, nil
}

// WithCosignature appends the line of a Cosignature to a signed head.
func WithCosignature(signed, line string) string { return signed + "— " + line + "\n" }
