package identity_test

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/identity"
)

// device is a passkey in software with its browser. The test can change its messages, as a broken or
// hostile device would.
type device struct {
	tb     testing.TB
	key    *ecdsa.PrivateKey
	id     []byte
	handle []byte
	count  uint32

	// The messages of the browser and the device; the zero value of each field is the correct one.
	origin, rpID, challenge, typ string
	crossOrigin                  bool
	flags                        byte // in place of present and verified
	signer                       *ecdsa.PrivateKey
}

// The flags of authenticator data (Web Authentication, 6.1).
const (
	userPresent  = 0x01
	userVerified = 0x04
	backupable   = 0x08
	backedUp     = 0x10
	attested     = 0x40
)

func newDevice(tb testing.TB) *device {
	tb.Helper()
	d := &device{tb: tb, key: newKey(tb), id: make([]byte, 32)}
	_, _ = rand.Read(d.id)
	return d
}

func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

type asked struct {
	Challenge string `json:"challenge"`
	RPID      string `json:"rpId"`
	RP        struct {
		ID string `json:"id"`
	} `json:"rp"`
	User struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		DisplayName string `json:"displayName"`
	} `json:"user"`
	UserVerification string `json:"userVerification"`
	Selection        struct {
		ResidentKey      string `json:"residentKey"`
		UserVerification string `json:"userVerification"`
	} `json:"authenticatorSelection"`
}

func (d *device) read(c identity.Ceremony) asked {
	d.tb.Helper()
	var a asked
	require.NoError(d.tb, json.Unmarshal(c.Options, &a))
	return a
}

func (d *device) clientData(typ, challenge string) []byte {
	return []byte(mustJSON(d.tb, map[string]any{
		"type": or(d.typ, typ), "challenge": or(d.challenge, challenge), "origin": or(d.origin, origin), "crossOrigin": d.crossOrigin,
	}))
}

func (d *device) authData(rpID string, flags byte) []byte {
	hash := sha256.Sum256([]byte(or(d.rpID, rpID)))
	return binary.BigEndian.AppendUint32(append(hash[:], flags), d.count)
}

// make answers a ceremony that creates a passkey.
func (d *device) make(c identity.Ceremony) []byte {
	d.tb.Helper()
	require.True(d.tb, c.Make)
	a := d.read(c)
	handle, err := base64.RawURLEncoding.DecodeString(a.User.ID)
	require.NoError(d.tb, err)
	d.handle = handle
	data := d.authData(a.RP.ID, or(d.flags, userPresent|userVerified)|attested)
	data = append(data, make([]byte, 16)...) // of an unknown make
	data = binary.BigEndian.AppendUint16(data, uint16(len(d.id)))
	data = append(data, d.id...)
	public, err := d.key.PublicKey.Bytes() // 0x04, x, y
	require.NoError(d.tb, err)
	// COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
	data = slices.Concat(data, []byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}, public[1:33], []byte{0x22, 0x58, 0x20}, public[33:])
	// CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
	object := slices.Concat([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"), binary.BigEndian.AppendUint16(nil, uint16(len(data))), data)
	return []byte(mustJSON(d.tb, map[string]any{
		"id": b64(d.id), "rawId": b64(d.id), "type": "public-key", "clientExtensionResults": map[string]any{},
		"response": map[string]any{
			"clientDataJSON": b64(d.clientData("webauthn.create", a.Challenge)), "attestationObject": b64(object),
			"transports": []string{"internal", "<script>"},
		},
	}))
}

// use answers a ceremony that uses a passkey.
func (d *device) use(c identity.Ceremony) []byte {
	d.tb.Helper()
	require.False(d.tb, c.Make)
	a := d.read(c)
	require.Equal(d.tb, "required", a.UserVerification)
	if d.count > 0 {
		d.count++
	}
	client, data := d.clientData("webauthn.get", a.Challenge), d.authData(a.RPID, or(d.flags, userPresent|userVerified))
	hash := sha256.Sum256(client)
	digest := sha256.Sum256(slices.Concat(data, hash[:]))
	signature, err := ecdsa.SignASN1(rand.Reader, or(d.signer, d.key), digest[:])
	require.NoError(d.tb, err)
	return []byte(mustJSON(d.tb, map[string]any{
		"id": b64(d.id), "rawId": b64(d.id), "type": "public-key", "clientExtensionResults": map[string]any{},
		"response": map[string]any{
			"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": b64(d.handle),
		},
	}))
}
