package identity_test

import (
	"encoding/json"
	"net/netip"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// For any claims in a provider's tokens, users get desks of the provider's own agencies only, and
// nothing panics.
func FuzzClaims(f *testing.F) {
	w, i := agency(f)
	for _, seed := range [][2]string{
		{"homeward_desk", `"tha-screener-maesot"`},
		{"homeward_desk", `["tha-screener-maesot"]`},
		{"homeward_desk", `"khm-screener-phnompenh"`},
		{"homeward_roles", `"screener"`},
		{"homeward_roles", `["screener","system"]`},
		{"homeward_roles", `[[]]`},
		{"homeward_agency", `"tha-police"`},
		{"auth_time", `1e400`},
		{"auth_time", `null`},
		{"acr", `{"a":1}`},
		{"azp", `[]`},
		{"aud", `[]`},
		{"sub", `" "`},
		{"nonce", `null`},
		{"exp", `-1`},
	} {
		f.Add(seed[0], []byte(seed[1]))
	}
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		if !json.Valid(raw) {
			return
		}
		i.tb = t
		i.claims = func(c map[string]any) { c[name] = json.RawMessage(raw) }
		d := w.begin(t)
		e, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
		if err != nil {
			require.NotEqual(t, fault.Unknown, fault.CodeOf(err), "%v", err)
			require.Empty(t, e.Token)
			return
		}
		desk, known := w.directory.Desk(e.Caller.Actor.Desk)
		require.True(t, known)
		require.Equal(t, casework.AgencyID("tha-labour"), desk.Agency)
		require.Equal(t, casework.AgencyID("tha-labour"), e.Caller.Actor.Agency)
	})
}

// A token that no key of the provider has signed is refused.
func FuzzToken(f *testing.F) {
	w, i := agency(f)
	for _, seed := range []string{"", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", `{"payload":"","signatures":[]}`, "eyJhbGciOiJIUzI1NiJ9.e30.AA", "...."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		i.tb = t
		i.raw = func(map[string]any) string { return token }
		d := w.begin(t)
		e, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
		require.Error(t, err)
		require.Empty(t, e.Token)
	})
}

// Of the keys that a provider publishes, only public keys of accepted kinds are kept.
func FuzzPublishedKeys(f *testing.F) {
	good, err := json.Marshal(jose.JSONWebKey{Key: newKey(f).Public(), KeyID: "a", Use: "sig"})
	require.NoError(f, err)
	secret, err := json.Marshal(jose.JSONWebKey{Key: newKey(f), KeyID: "a", Use: "sig"})
	require.NoError(f, err)
	for _, seed := range []string{string(good), string(secret), `{"kty":"oct","k":"AA"}`, `{"kty":"RSA","n":"AQ","e":"AQAB"}`, `{"kty":"EC","crv":"P-256","x":"","y":""}`, `[]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, key := range identity.PublicKeys([]json.RawMessage{raw}) {
			require.True(t, key.IsPublic())
			require.True(t, key.Valid())
			_, symmetric := key.Key.([]byte)
			require.False(t, symmetric)
		}
	})
}

// For any response in place of a passkey's, the sign-in fails and no passkey is stored.
func FuzzPasskeyAnswer(f *testing.F) {
	w := newTestEnv(f)
	e, d := w.holder(f, "acc-1")
	c, err := w.BeginPasskey(f.Context(), visitor(""))
	require.NoError(f, err)
	good := d.use(c)
	made, err := w.BeginEnrolment(f.Context(), visitor(e.Token))
	require.NoError(f, err)
	f.Add(good) // of a ceremony that is over
	f.Add(good[:len(good)/2])
	f.Add(newDevice(f).make(made))
	f.Add([]byte(`{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA"}}`))
	f.Add([]byte(`{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}`))
	f.Add([]byte(`[]`))
	address := netip.MustParseAddr("2001:db8::1")
	f.Fuzz(func(t *testing.T, answer []byte) {
		address = netip.AddrFrom16(next(address.As16())) // attempts are delayed by address
		v := identity.Visitor{Address: address}
		c, err := w.BeginPasskey(t.Context(), v)
		require.NoError(t, err)
		in, err := w.FinishPasskey(t.Context(), c.ID, answer, v)
		require.NotEmpty(t, fault.CodeOf(err))
		require.NotEqual(t, fault.Unknown, fault.CodeOf(err), "%v", err)
		require.Empty(t, in.Token)
		c, err = w.BeginEnrolment(t.Context(), visitor(e.Token))
		require.NoError(t, err)
		_, err = w.FinishEnrolment(t.Context(), c.ID, identity.LabelKey, answer, visitor(e.Token))
		require.Error(t, err)
	})
}

// next returns the first address of the next network, because networks are counted.
func next(a [16]byte) [16]byte {
	for i := 7; i >= 0; i-- {
		if a[i]++; a[i] != 0 {
			break
		}
	}
	return a
}
