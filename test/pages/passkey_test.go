package pages_test

import (
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// where is on what the ceremonies are tried.
func where() map[string]screen {
	return map[string]screen{
		"phone": {name: "phone", width: 390, height: 844, scheme: "light"},
		"desk":  {name: "desk", width: 1280, height: 900, scheme: "dark"},
	}
}

// Somebody signs in at their agency, is asked for a fresh proof before they add a passkey,
// proves with the passkey from then on, and ends every session.
func TestAnOfficerOfAnAgency(t *testing.T) {
	t.Parallel()
	house, b := openDoors(t), chromium(t)
	for name, s := range where() {
		t.Run(name, func(t *testing.T) {
			p := b.person(t, s, "en", house.address)
			p.holds()
			p.isIn("supervisor-" + name)
			require.Contains(t, p.reads(), "Supervisor")
			require.Contains(t, p.reads(), "Not in this session")
			session := p.cookies()["__Host-homeward"]
			require.True(t, session.Secure && session.HTTPOnly, "out of the reach of scripts")
			require.Equal(t, "Lax", string(session.SameSite))
			seen, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.cookie"))
			require.NoError(t, err)
			require.NotContains(t, seen, "hws_")

			p.goes("/account/passkeys")
			p.clicks("form[data-passkey] button", "/account/prove") // it asks for a fresh proof first
			require.Contains(t, p.reads(), "Prove that it is you")
			p.clicks(`a[href^="/account/prove/agency"]`, "/persona/authorize")
			require.Contains(t, p.reads(), "Choose the same person again")
			p.chooses("supervisor-"+name, "/account/passkeys")
			require.NotEqual(t, session.Value, p.cookies()["__Host-homeward"].Value, "a proof turns the token")

			p.clicks(`input[value="security_key"]`, "/account/passkeys")
			p.clicks("form[data-passkey] button", "/account/passkeys")
			require.Eventually(t, func() bool { return p.says("The passkey is added.") }, patience, patience/1000)
			require.Contains(t, p.reads(), "On a key of its own")
			p.keepPicture("passkey-added-" + name)

			p.goes("/account/prove?to=/account/sessions")
			p.keepPicture("prove-" + name)
			p.clicks("form[data-passkey] button", "/account/sessions")
			require.Contains(t, p.reads(), "this one")
			p.goes("/account/passkeys")
			require.NotContains(t, p.reads(), "not used yet")

			other := b.person(t, s, "en", house.address)
			other.isIn("supervisor-" + name)
			p.goes("/account/sessions")
			p.keepPicture("sessions-" + name)
			p.clicks("button.grave", "/signin")
			require.Contains(t, p.reads(), "You are signed out.")
			require.NotContains(t, p.cookies(), "__Host-homeward")
			other.goes("/account")
			other.arrives("/signin")
			require.Contains(t, other.reads(), "Sign in to go on.", "everywhere is everywhere")
		})
	}
}

// An account that an agency signs in does not come in past the agency, and is told so kindly.
func TestAPasskeyDoesNotGoPastTheAgency(t *testing.T) {
	t.Parallel()
	house, b := openDoors(t), chromium(t)
	p := b.person(t, where()["phone"], "ar", house.address)
	device := p.holds()
	p.isIn("medical-1")
	p.goes("/account/prove?to=/account/passkeys")
	p.clicks(`a[href^="/account/prove/agency"]`, "/persona/authorize")
	p.chooses("medical-1", "/account/passkeys")
	require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("form[data-passkey] button"))))
	require.Eventually(t, func() bool { return p.says("أُضيف مفتاح المرور") }, patience, patience/1000)
	p.goes("/account")
	p.clicks(`form[action="/signout"] button`, "/signin")
	for name, shows := range map[string]bool{"an opened passkey": true, "one that is not opened": false} {
		_, err := chromedp.Call(p.ctx, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: shows})
		require.NoError(t, err)
		p.goes("/signin")
		require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("form[data-passkey] button"))))
		require.Eventually(t, func() bool { return p.says("لم يتغير شيء") }, patience, patience/1000, name)
		require.NotContains(t, p.cookies(), "__Host-homeward", name)
	}
	p.keepPicture("passkey-refused-ar")
}
