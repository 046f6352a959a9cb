package pages_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/web/words"
)

// where lists the screens on which the ceremonies are tried.
func where() map[string]screen {
	return map[string]screen{
		"phone": {name: "phone", width: 390, height: 844, scheme: "light"},
		"desk":  {name: "desk", width: 1280, height: 900, scheme: "dark"},
	}
}

// An officer signs in at their agency, gives a fresh proof before adding a passkey, proves with the
// passkey from then on, and ends every session.
func TestAnOfficerOfAnAgency(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	for name, s := range where() {
		t.Run(name, func(t *testing.T) {
			p := b.person(t, s, "en", site.address)
			p.holds()
			p.isIn("supervisor-" + name)
			require.Contains(t, p.reads(), "My day", "signing in leads to the day")
			p.goes("/account")
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
			p.awaits("The passkey is added.")
			require.Contains(t, p.reads(), "On a key of its own")
			p.keepPicture("passkey-added-" + name)

			p.goes("/account/prove?to=/account/sessions")
			p.keepPicture("prove-" + name)
			p.clicks("form[data-passkey] button", "/account/sessions")
			require.Contains(t, p.reads(), "this one")
			p.goes("/account/passkeys")
			require.NotContains(t, p.reads(), "not used yet")

			other := b.person(t, s, "en", site.address)
			other.isIn("supervisor-" + name)
			p.goes("/account/sessions")
			p.keepPicture("sessions-" + name)
			p.clicks("button.danger", "/signin")
			require.Contains(t, p.reads(), "You are signed out.")
			require.NotContains(t, p.cookies(), "__Host-homeward")
			other.goes("/account")
			other.arrives("/signin")
			require.Contains(t, other.reads(), "Sign in to go on.", "everywhere is everywhere")
		})
	}
}

// An account of an agency cannot sign in with a passkey alone; the page explains that.
func TestAPasskeyDoesNotGoPastTheAgency(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	p := b.person(t, where()["phone"], "ar", site.address)
	device := p.holds()
	p.isIn("medical-1")
	p.goes("/account/prove?to=/account/passkeys")
	p.clicks(`a[href^="/account/prove/agency"]`, "/persona/authorize")
	p.chooses("medical-1", "/account/passkeys")
	require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("form[data-passkey] button"))))
	p.awaits("أُضيف مفتاح المرور")
	p.goes("/account")
	p.clicks(`form[action="/signout"] button`, "/signin")
	for name, shows := range map[string]bool{"an opened passkey": true, "one that is not opened": false} {
		_, err := chromedp.Call(p.ctx, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: shows})
		require.NoError(t, err)
		p.goes("/signin")
		require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("form[data-passkey] button"))))
		p.awaits("لم يتغير شيء")
		require.NotContains(t, p.cookies(), "__Host-homeward", name)
	}
	p.keepPicture("passkey-refused-ar")
}

// A small organisation: a supervisor invites, a second one confirms, the invited one comes in
// with a passkey made on the spot, signs out and in again, and gets back in with the recovery
// code when the device is lost.
func TestAnInvitedOfficer(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	first, second := b.person(t, where()["desk"], "en", site.address), b.person(t, where()["desk"], "en", site.address)
	for person, account := range map[*person]string{first: "supervisor-one", second: "supervisor-two"} {
		person.isIn(account)
		person.goes("/account/prove?to=/account/desk")
		person.clicks(`a[href^="/account/prove/agency"]`, "/persona/authorize")
		person.chooses(account, "/account/desk")
	}
	first.clicks(`input[value="supervisor"]`, "/account/desk")
	first.clicks(`form[action$="/invite"] button`, "/account/desk/invite")
	first.keepPicture("code-made")
	token, err := chromedp.Run(first.ctx, chromedp.Text(chromedp.CSS(".secret")))
	require.NoError(t, err)

	her := b.person(t, where()["phone"], "my", site.address)
	her.holds()
	her.goes("/invitation#" + token)
	her.keepPicture("invitation-my")
	seen, err := chromedp.Run(her.ctx, chromedp.Evaluate[string]("location.href"))
	require.NoError(t, err)
	require.NotContains(t, seen, token, "the code does not stay in the address")
	her.clicks("main button", "/invitation/open")
	her.awaits("အတည်ပြုရန် လိုသေးသည်")
	for _, request := range her.requests() {
		require.NotContains(t, request, token)
	}
	second.goes("/account/desk")
	second.keepPicture("desk-to-confirm")
	second.clicks(`button[value="confirm"]`, "/account/desk")
	second.awaits("The code is confirmed.")

	her.goes("/invitation#" + token)
	her.clicks("main button", "/invitation/open")
	her.awaits("သင့်ကို ဖိတ်ခေါ်ထားသည်")
	her.sound(words.Choose("my", ""))
	her.keepPicture("welcome-my")
	require.NoError(t, chromedp.Do(her.ctx, chromedp.Click(chromedp.CSS("form[data-passkey] button"))))
	her.awaits("ဒါကို ရေးမှတ်ထားပါ")
	recovery, err := chromedp.Run(her.ctx, chromedp.Text(chromedp.CSS("[data-secret]")))
	require.NoError(t, err)
	require.Regexp(t, `^[A-Z2-7]{4}(-[A-Z2-7]{4}){4}$`, recovery)
	her.keepPicture("recovery-my")
	her.clicks("[data-shown-once] a", "/account")
	account, err := chromedp.Run(her.ctx, chromedp.Text(chromedp.CSS("dd .code")))
	require.NoError(t, err)

	her.clicks(`form[action="/signout"] button`, "/signin")
	her.clicks("form[data-passkey] button", "/day")
	require.Contains(t, her.cookies(), "__Host-homeward")
	her.goes("/account/prove?to=/account/sessions")
	her.clicks("form[data-passkey] button", "/account/sessions")

	lost := b.person(t, where()["phone"], "en", site.address) // a new phone
	lost.holds()
	first.goes("/account/desk")
	first.clicks(`form[action$="/vouch"]:has(input[value="`+account+`"]) button`, "/account/desk/vouch")
	again, err := chromedp.Run(first.ctx, chromedp.Text(chromedp.CSS(".secret")))
	require.NoError(t, err)
	lost.goes("/invitation#" + again)
	lost.clicks("main button", "/invitation/open")
	lost.awaits("A colleague has vouched for you.")
	lost.keepPicture("recover")
	lost.types("#recovery", recovery)
	require.NoError(t, chromedp.Do(lost.ctx, chromedp.Click(chromedp.CSS("form[data-passkey] button"))))
	lost.awaits("Write this down")
	her.goes("/account")
	her.arrives("/signin")

	first.goes("/account/desk")
	first.clicks(`form[action$="/disable"]:has(input[value="`+account+`"]) button`, "/account/desk")
	first.awaits("The account is shut out")
	first.sound(words.Choose("en", ""))
	first.keepPicture("desk-disabled")
	lost.goes("/account")
	lost.arrives("/signin")
}

// The command line signs in by the browser, sends a request, and is in the list of sessions.
func TestTheCommandLineIsLetIn(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	for name, s := range where() {
		t.Run(name, func(t *testing.T) {
			p := b.person(t, s, "en", site.address)
			p.isIn("caseworker-" + name)
			came := make(chan url.Values, 1)
			terminal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/" && r.URL.Query().Has("state") {
					came <- r.URL.Query()
				}
				_, _ = w.Write([]byte("close this window"))
			}))
			t.Cleanup(terminal.Close)
			verifier := "a-verifier-of-at-least-forty-three-characters-for-pkce"
			sum := sha256.Sum256([]byte(verifier))
			p.goes("/signin/cli?" + url.Values{
				"redirect_uri": {terminal.URL + "/"}, "state": {"s1"}, "code_challenge_method": {"S256"},
				"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])},
			}.Encode())
			p.sound(words.Choose("en", ""))
			p.keepPicture("handover-" + name)
			require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(`button[value="allow"]`))))
			answer := <-came
			require.Equal(t, "s1", answer.Get("state"))
			hand, err := client.New(client.Options{Server: site.address})
			require.NoError(t, err)
			token, err := hand.Redeem(t.Context(), answer.Get("code"), verifier, terminal.URL+"/")
			require.NoError(t, err)
			_, err = hand.Redeem(t.Context(), answer.Get("code"), verifier, terminal.URL+"/")
			require.Error(t, err, "a code is good once")
			signed, err := client.New(client.Options{Server: site.address, Sign: client.Token(token)})
			require.NoError(t, err)
			me, err := signed.ShowAccount(t.Context())
			require.NoError(t, err)
			require.EqualValues(t, "tha-caseworker-maesot", me.Desk)
			p.goes("/account/sessions")
			require.Contains(t, p.reads(), "The command line")
			p.keepPicture("sessions-with-command-line-" + name)
			p.clicks("button.danger", "/signin")
			_, err = signed.ShowAccount(t.Context())
			require.Equal(t, fault.Unsigned, fault.CodeOf(err), "it ended with the others")
		})
	}
}
