package upgrade_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"
)

// passkey is a passkey in software, with the key that a device would keep.
type passkey struct {
	ID     []byte `json:"id"`
	Handle []byte `json:"handle"` // what the server calls its owner
	Key    []byte `json:"key"`    // PKCS #8
}

// ceremony is a request of the server to a browser that holds passkeys.
type ceremony struct {
	Ceremony  string `json:"ceremony"`
	PublicKey struct {
		Challenge string `json:"challenge"`
		RPID      string `json:"rpId"`
		RP        struct {
			ID string `json:"id"`
		} `json:"rp"`
		User struct {
			ID string `json:"id"`
		} `json:"user"`
	} `json:"publicKey"`
}

func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// The flags of authenticator data: the user is present and verified, and a new key is attested.
const (
	presentAndVerified = 0x05
	attested           = 0x40
)

// form sends a form as a browser does and returns the answer and the token of the new session, if any.
func (c *caller) form(path, token string, values url.Values) (answer []byte, session string) {
	c.tb.Helper()
	request, err := http.NewRequestWithContext(c.tb.Context(), http.MethodPost, c.address+path, strings.NewReader(values.Encode()))
	require.NoError(c.tb, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "text/html, application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	browser := &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := browser.Do(request)
	require.NoError(c.tb, err)
	defer response.Body.Close()
	answer, err = io.ReadAll(response.Body)
	require.NoError(c.tb, err)
	require.Less(c.tb, response.StatusCode, http.StatusBadRequest, "POST %s: %s", path, answer)
	for _, cookie := range response.Cookies() {
		if cookie.Name == "__Host-homeward" {
			session = cookie.Value
		}
	}
	return answer, session
}

// begins asks the server for a ceremony.
func (c *caller) begins(path string, values url.Values) ceremony {
	c.tb.Helper()
	answer, _ := c.form(path, "", values)
	var asked ceremony
	require.NoError(c.tb, json.Unmarshal(answer, &asked))
	require.NotEmpty(c.tb, asked.Ceremony)
	return asked
}

// clientData is the client data of a browser for a ceremony.
func (c *caller) clientData(kind string, asked ceremony) []byte {
	c.tb.Helper()
	text, err := json.Marshal(body{"type": kind, "challenge": asked.PublicKey.Challenge, "origin": c.address, "crossOrigin": false})
	require.NoError(c.tb, err)
	return text
}

// credential is the answer of a browser to a ceremony.
func (c *caller) credential(id []byte, answer body) string {
	c.tb.Helper()
	text, err := json.Marshal(body{"id": b64(id), "rawId": b64(id), "type": "public-key", "clientExtensionResults": body{}, "response": answer})
	require.NoError(c.tb, err)
	return string(text)
}

// joins lets an invited officer in: one supervisor invites, another confirms, and the officer makes
// a passkey. It returns the passkey and the token of the session.
func (c *caller) joins(first, second officer) (passkey, string) {
	c.tb.Helper()
	page, _ := c.form("/account/desk/invite", c.proven(first), url.Values{"role": {first.Role}})
	code := regexp.MustCompile(`class="[^"]*secret[^"]*"[^>]*>\s*([A-Za-z0-9_-]+)`).FindSubmatch(page)
	require.NotNil(c.tb, code, "the page shows no code")
	token := string(code[1])

	_, page = c.send(request{By: second, method: http.MethodGet, Path: "/account/desk", token: c.proven(second)})
	made := regexp.MustCompile(`name="code" value="(i-[^"]+)"`).FindSubmatch(page)
	require.NotNil(c.tb, made, "the page lists no code to confirm")
	c.form("/account/desk/code", c.proven(second), url.Values{"code": {string(made[1])}, "answer": {"confirm"}})

	asked := c.begins("/invitation/begin", url.Values{"token": {token}})
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(c.tb, err)
	own := passkey{ID: make([]byte, 32)}
	_, _ = rand.Read(own.ID)
	own.Handle, err = base64.RawURLEncoding.DecodeString(asked.PublicKey.User.ID)
	require.NoError(c.tb, err)
	own.Key, err = x509.MarshalPKCS8PrivateKey(key)
	require.NoError(c.tb, err)

	data := authenticatorData(asked.PublicKey.RP.ID, presentAndVerified|attested)
	data = append(data, make([]byte, 16)...) // no particular make
	data = binary.BigEndian.AppendUint16(data, uint16(len(own.ID)))
	data = append(data, own.ID...)
	public, err := key.PublicKey.Bytes() // 0x04, x, y
	require.NoError(c.tb, err)
	// COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
	data = slices.Concat(data, []byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}, public[1:33], []byte{0x22, 0x58, 0x20}, public[33:])
	// CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
	object := slices.Concat([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"), binary.BigEndian.AppendUint16(nil, uint16(len(data))), data)
	_, session := c.form("/invitation/finish", "", url.Values{
		"token": {token}, "ceremony": {asked.Ceremony}, "label": {"security_key"},
		"credential": {c.credential(own.ID, body{
			"clientDataJSON": b64(c.clientData("webauthn.create", asked)), "attestationObject": b64(object), "transports": []string{"internal"},
		})},
	})
	require.NotEmpty(c.tb, session, "the officer is not signed in")
	return own, session
}

// signsIn signs the owner of a passkey in and returns the token of the session.
func (c *caller) signsIn(own passkey) string {
	c.tb.Helper()
	asked := c.begins("/signin/passkey/begin", nil)
	parsed, err := x509.ParsePKCS8PrivateKey(own.Key)
	require.NoError(c.tb, err)
	key, ok := parsed.(*ecdsa.PrivateKey)
	require.True(c.tb, ok)
	said, data := c.clientData("webauthn.get", asked), authenticatorData(asked.PublicKey.RPID, presentAndVerified)
	hash := sha256.Sum256(said)
	digest := sha256.Sum256(slices.Concat(data, hash[:]))
	signature, err := ecdsa.SignASN1(rand.Reader, key, digest[:])
	require.NoError(c.tb, err)
	_, session := c.form("/signin/passkey/finish", "", url.Values{
		"ceremony": {asked.Ceremony},
		"credential": {c.credential(own.ID, body{
			"clientDataJSON": b64(said), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": b64(own.Handle),
		})},
	})
	require.NotEmpty(c.tb, session, "the officer is not signed in")
	return session
}

// authenticatorData names the server and what the device has checked; the count stays 0.
func authenticatorData(server string, flags byte) []byte {
	hash := sha256.Sum256([]byte(server))
	return binary.BigEndian.AppendUint32(append(hash[:], flags), 0)
}
