package identity_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// agency returns a testEnv with one provider.
func agency(tb testing.TB, change ...func(*identity.Provider)) (*testEnv, *issuer) {
	tb.Helper()
	i := newIssuer(tb)
	p := i.provider()
	for _, f := range change {
		f(&p)
	}
	w := newTestEnv(tb, p)
	i.now = w.now
	return w, i
}

func (w *testEnv) begin(tb testing.TB) identity.ProviderRedirect {
	tb.Helper()
	d, err := w.BeginOIDC(tb.Context(), "labour", "/cases", visitor(""))
	require.NoError(tb, err)
	return d
}

// signIn goes through a complete sign-in.
func (w *testEnv) signIn(tb testing.TB, i *issuer) identity.Entry {
	tb.Helper()
	d := w.begin(tb)
	e, err := w.FinishOIDC(tb.Context(), i.authorize(d), d.Browser, visitor(""))
	require.NoError(tb, err)
	return e
}

func TestSigningInAtTheAgency(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	e := w.signIn(t, i)
	require.Equal(t, "/cases", e.To)
	require.Equal(t, screeners, e.Caller.Actor.Desk)
	require.Equal(t, casework.AgencyID("tha-labour"), e.Caller.Actor.Agency)
	require.Equal(t, casework.RoleScreener, e.Caller.Actor.Role)
	require.Equal(t, identity.ByProvider, e.Caller.Method)
	require.True(t, e.Caller.ProvenAt.IsZero(), "an ordinary sign-in proves nothing in person")
	c, err := w.Resume(t.Context(), e.Token)
	require.NoError(t, err)
	require.Equal(t, e.Caller, c)

	again := w.signIn(t, i)
	require.Equal(t, e.Caller.Actor.Account, again.Caller.Actor.Account, "the same person is the same account")
	require.NotEqual(t, e.Token, again.Token)
	require.Equal(t, 1, w.count(t, "app.accounts"))
	require.Equal(t, 2, w.count(t, `app.audit_events where action = 'identity.sign_in' and outcome = 'allowed'`))

	var all []string
	require.NoError(t, w.sql(t).SelectContext(t.Context(), &all, `select a::text from app.accounts a union all select l::text from app.account_links l
		union all select s::text from app.sessions s union all select e::text from app.audit_events e`))
	for _, telling := range []string{"Somsak", "somsak", "officer-7"} {
		require.NotContains(t, strings.Join(all, "\n"), telling, "what the provider calls them is not kept")
		require.NotContains(t, w.log.String(), telling)
	}
}

// These are attacks by a hostile or broken provider, or by a machine in the middle. Each changes one
// part of a working sign-in.
func TestTheRelyingPartyIsAttacked(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	address := 0
	set := func(name string, value any) func(*issuer) {
		return func(i *issuer) { i.claims = func(c map[string]any) { c[name] = value } }
	}
	at := func(name string, after time.Duration) func(*issuer) {
		return func(i *issuer) { i.claims = func(c map[string]any) { c[name] = w.now().Add(after).Unix() } }
	}
	without := func(name string) func(*issuer) {
		return func(i *issuer) { i.claims = func(c map[string]any) { delete(c, name) } }
	}
	for name, tt := range map[string]struct {
		attack func(*issuer)
		why    string
	}{
		"nonce of another sign-in": {set("nonce", "n-0S6_WzA2Mj"), "nonce"},
		"no nonce":                 {without("nonce"), "nonce"},
		"for another client":       {set("aud", "somebody-else"), "token"},
		"for nobody":               {without("aud"), "token"},
		"for several, none asked":  {set("aud", []string{"homeward", "somebody-else"}), "party"},
		"for several, other asked": {func(i *issuer) {
			i.claims = func(c map[string]any) { c["aud"], c["azp"] = []string{"homeward", "x"}, "x" }
		}, "party"},
		"other party":      {set("azp", "somebody-else"), "party"},
		"of another":       {set("iss", "https://elsewhere.example"), "token"},
		"of nobody":        {without("iss"), "token"},
		"expired":          {at("exp", -time.Second), "token"},
		"never expires":    {without("exp"), "token"},
		"of the future":    {at("iat", 2*time.Minute), "issued"},
		"without a time":   {without("iat"), "issued"},
		"made before":      {at("iat", -2*time.Minute), "issued_before"},
		"not yet good":     {at("nbf", time.Hour), "token"},
		"no subject":       {set("sub", ""), "subject"},
		"long subject":     {set("sub", strings.Repeat("x", 256)), "subject"},
		"asked tomorrow":   {at("auth_time", 24*time.Hour), "auth_time"},
		"asked never":      {set("auth_time", -1), "auth_time"},
		"asked in words":   {set("auth_time", "yesterday"), "claims"},
		"no desk":          {without("homeward_desk"), "no_desk"},
		"unknown desk":     {set("homeward_desk", "tha-nowhere"), "desk"},
		"desk of another":  {set("homeward_desk", "tha-caseworker-maesot"), "agency"},
		"desk is a number": {set("homeward_desk", 7), "no_desk"},
		"desk and agency of another": {func(i *issuer) {
			i.claims = func(c map[string]any) { c["homeward_desk"], c["homeward_agency"] = "tha-caseworker-maesot", "tha-ngo" }
		}, "agency"},
		"agency of another":       {set("homeward_agency", "tha-ngo"), "agency"},
		"unknown agency":          {set("homeward_agency", "nobody"), "agency"},
		"panel for another":       {func(i *issuer) { i.claims = panel("tha-police") }, "agency"},
		"panel's own agency":      {func(i *issuer) { i.claims = panel("tha-social") }, "agency"},
		"no roles":                {without("homeward_roles"), "roles"},
		"empty roles":             {set("homeward_roles", []string{}), "no_role"},
		"unknown role":            {set("homeward_roles", []string{"emperor"}), "role"},
		"role that is nobody's":   {set("homeward_roles", []string{"system"}), "role"},
		"the survivor's":          {set("homeward_roles", []string{"survivor"}), "role"},
		"role of another desk":    {set("homeward_roles", []string{"consular_officer"}), "role"},
		"one role of two":         {set("homeward_roles", []string{"screener", "consular_officer"}), "role"},
		"roles kept apart":        {set("homeward_roles", []string{"screener", "data_protection_officer"}), "role"},
		"roles are numbers":       {set("homeward_roles", []int{1}), "roles"},
		"not signed":              {func(i *issuer) { i.raw = func(c map[string]any) string { return unsignedToken(i.tb, c) } }, "token"},
		"signed with the public":  {func(i *issuer) { i.raw = hmacWithPublic(i) }, "token"},
		"signed by another":       {func(i *issuer) { i.key = newKey(i.tb) }, "token"},
		"signed by an old key":    {func(i *issuer) { i.keys = nil }, "token"},
		"key in the token":        {func(i *issuer) { i.raw = embedded(i) }, "token"},
		"key for encryption":      {func(i *issuer) { i.keys[0].Use = "enc" }, "token"},
		"key of another sort":     {func(i *issuer) { i.keys[0].Algorithm = "RS256" }, "token"},
		"secret among the keys":   {func(i *issuer) { i.keys = secrets(i); i.raw = hmacWithPublic(i) }, "token"},
		"not a token":             {func(i *issuer) { i.raw = func(map[string]any) string { return "a.b.c" } }, "token"},
		"no token":                {func(i *issuer) { i.raw = func(map[string]any) string { return "" } }, "token"},
		"a very long token":       {set("padding", strings.Repeat("x", 20<<10)), "no_token"},
		"written in another way":  {func(i *issuer) { i.raw = flattened(i) }, "token"},
		"wrong hash of the other": {set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), "access_token"},
	} {
		t.Run(name, func(t *testing.T) {
			address++
			i.reset()
			tt.attack(i)
			w.pass(keysRest)
			d := w.begin(t)
			e, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, elsewhere(address))
			w.turnedAway(t, e, err, tt.why)
		})
	}
	require.Zero(t, w.count(t, "app.accounts"))
	i.reset()
	w.pass(keysRest)
	w.signIn(t, i) // without a change it works
}

// keysRest is the time after which a provider's keys are fetched again if one is missing.
const keysRest = 11 * time.Second

// turnedAway checks that the sign-in was refused, and that the reason is in the audit log only.
func (w *testEnv) turnedAway(tb testing.TB, e identity.Entry, err error, why string) {
	tb.Helper()
	require.Equal(tb, fault.Unsigned, fault.CodeOf(err), "%v", err)
	require.Equal(tb, "unsigned: sign-in failed; begin again", err.Error(), "it does not say why")
	require.Equal(tb, identity.Entry{}, e)
	require.Zero(tb, w.count(tb, "app.sessions where ended_at is null"))
	var code string
	require.NoError(tb, w.sql(tb).GetContext(tb.Context(), &code, `select code from app.audit_events where outcome = 'denied' order by id desc limit 1`))
	require.Equal(tb, why, code)
}

func panel(agency string) func(map[string]any) {
	return func(c map[string]any) {
		c["homeward_desk"], c["homeward_agency"], c["homeward_roles"] = "tha-panel-maesot", agency, []string{"panel_member"}
	}
}

func hmacWithPublic(i *issuer) func(map[string]any) string {
	return func(c map[string]any) string {
		return i.sign("JWT", jose.HS256, jose.JSONWebKey{Key: i.publicPEM(), KeyID: i.kid}, c)
	}
}

// secrets returns private keys, as a careless provider might publish them.
func secrets(i *issuer) []jose.JSONWebKey {
	return []jose.JSONWebKey{{Key: i.publicPEM(), KeyID: i.kid, Algorithm: "HS256"}}
}

// embedded returns a token that contains its own key.
func embedded(i *issuer) func(map[string]any) string {
	return func(c map[string]any) string {
		own := newKey(i.tb)
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: own}, &jose.SignerOptions{EmbedJWK: true})
		require.NoError(i.tb, err)
		body := strings.NewReplacer("\n", "").Replace(mustJSON(i.tb, c))
		signed, err := signer.Sign([]byte(body))
		require.NoError(i.tb, err)
		raw, err := signed.CompactSerialize()
		require.NoError(i.tb, err)
		return raw
	}
}

// flattened returns a valid token in the JSON form, which is not accepted.
func flattened(i *issuer) func(map[string]any) string {
	return func(c map[string]any) string {
		parts := strings.Split(i.sign("JWT", i.alg, jose.JSONWebKey{Key: i.key, KeyID: i.kid}, c), ".")
		return mustJSON(i.tb, map[string]string{"protected": parts[0], "payload": parts[1], "signature": parts[2]})
	}
}

func TestTheWayBackIsAttacked(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	address := 0
	for name, tt := range map[string]struct {
		change func(answer url.Values, browser *string)
		why    string
	}{
		"no state":              {func(a url.Values, _ *string) { a.Del("state") }, "state"},
		"a state of its own":    {func(a url.Values, _ *string) { a.Set("state", strings.Repeat("A", 43)) }, "state"},
		"two states":            {func(a url.Values, _ *string) { a.Add("state", a.Get("state")) }, "state"},
		"no browser":            {func(_ url.Values, b *string) { *b = "" }, "browser"},
		"another browser":       {func(_ url.Values, b *string) { *b = strings.Repeat("A", 43) }, "browser"},
		"the hash of it":        {func(_ url.Values, b *string) { *b += "=" }, "browser"},
		"no code":               {func(a url.Values, _ *string) { a.Del("code") }, "code"},
		"two codes":             {func(a url.Values, _ *string) { a.Add("code", "x") }, "code"},
		"a code of its own":     {func(a url.Values, _ *string) { a.Set("code", "x") }, "exchange"},
		"from another provider": {func(a url.Values, _ *string) { a.Set("iss", "https://elsewhere.example") }, "issuer"},
		"from nobody":           {func(a url.Values, _ *string) { a.Del("iss") }, "issuer"},
		"from two":              {func(a url.Values, _ *string) { a.Add("iss", a.Get("iss")) }, "issuer"},
		"refused":               {func(a url.Values, _ *string) { a.Set("error", "access_denied"); a.Del("code") }, "provider_refused"},
		"refused with a code":   {func(a url.Values, _ *string) { a.Set("error", "x") }, "provider_refused"},
	} {
		t.Run(name, func(t *testing.T) {
			address++
			d := w.begin(t)
			answer, browser := i.authorize(d), d.Browser
			tt.change(answer, &browser)
			e, err := w.FinishOIDC(t.Context(), answer, browser, elsewhere(address))
			w.turnedAway(t, e, err, tt.why)
		})
	}
}

func TestAWayBackIsGoodOnce(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	d := w.begin(t)
	answer := i.authorize(d)
	first, err := w.FinishOIDC(t.Context(), answer, d.Browser, visitor(""))
	require.NoError(t, err)
	_, err = w.FinishOIDC(t.Context(), answer, d.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "replayed")
	require.True(t, resumes(t, w.Service, first.Token), "whoever came in stays")

	// The code of one sign-in with the state of another: PKCE binds the code.
	one, two := w.begin(t), w.begin(t)
	stolen, mine := i.authorize(one), i.authorize(two)
	mine.Set("code", stolen.Get("code"))
	_, err = w.FinishOIDC(t.Context(), mine, two.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))

	// The state of another browser is used up, and the sign-in fails.
	hers := w.begin(t)
	answer = i.authorize(hers)
	_, err = w.FinishOIDC(t.Context(), answer, w.begin(t).Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	_, err = w.FinishOIDC(t.Context(), answer, hers.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))

	late := w.begin(t)
	answer = i.authorize(late)
	w.pass(10 * time.Minute)
	_, err = w.FinishOIDC(t.Context(), answer, late.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "after ten minutes")
}

// Two providers, one of them hostile: a token of one is never accepted as one of the other.
func TestProvidersAreNotMixedUp(t *testing.T) {
	t.Parallel()
	good, bad := newIssuer(t), newIssuer(t)
	evil := identity.Provider{ID: "evil", Name: "Evil", Issuer: bad.URL, Client: "homeward", Agencies: []casework.AgencyID{"tls-social"}}
	w := newTestEnv(t, good.provider(), evil)

	// A user starts at the hostile provider, which redirects the browser to the other one to get its
	// code.
	d, err := w.BeginOIDC(t.Context(), "evil", "/", visitor(""))
	require.NoError(t, err)
	answer := good.authorize(d)
	_, err = w.FinishOIDC(t.Context(), answer, d.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	require.Zero(t, bad.asked.token, "it was not told the code")

	// It claims to be the other one, in its tokens and its metadata.
	bad.claims = func(c map[string]any) { c["iss"] = good.URL }
	d, err = w.BeginOIDC(t.Context(), "evil", "/", visitor(""))
	require.NoError(t, err)
	_, err = w.FinishOIDC(t.Context(), bad.authorize(d), d.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))

	// It sends a desk that is not its own.
	bad.claims = nil
	d, err = w.BeginOIDC(t.Context(), "evil", "/", visitor(""))
	require.NoError(t, err)
	_, err = w.FinishOIDC(t.Context(), bad.authorize(d), d.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	require.Zero(t, w.count(t, "app.sessions"))

	// The same subject at two providers is two users.
	at := func(p string, i *issuer, desk, agency, role string) casework.AccountID {
		i.claims = func(c map[string]any) {
			c["homeward_desk"], c["homeward_agency"], c["homeward_roles"] = desk, agency, role
		}
		d, err := w.BeginOIDC(t.Context(), p, "/", visitor(""))
		require.NoError(t, err)
		e, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
		require.NoError(t, err)
		return e.Caller.Actor.Account
	}
	require.NotEqual(t, at("labour", good, string(screeners), "tha-labour", "screener"),
		at("evil", bad, "tls-caseworker-dili", "tls-social", "caseworker"))
}

func TestAProviderThatDescribesItselfBadly(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	for name, describe := range map[string]func(map[string]any){
		"as another":       func(d map[string]any) { d["issuer"] = "https://elsewhere.example" },
		"keys elsewhere":   func(d map[string]any) { d["jwks_uri"] = "http://elsewhere.example/keys" },
		"tokens elsewhere": func(d map[string]any) { d["token_endpoint"] = "http://elsewhere.example/token" },
		"no keys":          func(d map[string]any) { delete(d, "jwks_uri") },
		"not reachable":    nil,
	} {
		t.Run(name, func(t *testing.T) {
			i.describe, i.down = describe, describe == nil
			asked := i.asked.discovery
			fresh := w.serve(t, i.provider())
			for range 3 {
				_, err := fresh.BeginOIDC(t.Context(), "labour", "/", visitor(""))
				require.Equal(t, fault.Unavailable, fault.CodeOf(err))
				require.NotContains(t, err.Error(), "elsewhere")
			}
			require.Equal(t, asked+1, i.asked.discovery, "it is left in peace for a while")
			w.pass(6 * time.Second)
			i.describe, i.down = nil, false
			_, err := fresh.BeginOIDC(t.Context(), "labour", "/", visitor(""))
			require.NoError(t, err)
		})
	}
}

func TestAProvidersKeysChange(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	w.signIn(t, i)
	w.pass(20 * time.Second)
	i.key, i.kid = newKey(t), "two"
	i.keys = append(i.keys, jose.JSONWebKey{Key: i.key.Public(), KeyID: "two", Use: "sig"})
	w.signIn(t, i)
	require.Equal(t, 2, i.asked.keys, "asked again for a key that was missing")
	for range 3 { // tokens with invalid signatures do not cause fetch after fetch
		i.raw = func(c map[string]any) string {
			return i.sign("JWT", jose.ES256, jose.JSONWebKey{Key: newKey(t), KeyID: "three"}, c)
		}
		d := w.begin(t)
		_, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	}
	require.Equal(t, 2, i.asked.keys)
	i.raw = nil

	// If it is down, the cached keys are used for a while only.
	i.down = true
	w.pass(30 * time.Minute)
	w.signIn(t, i)
	w.pass(time.Hour)
	d := w.begin(t)
	_, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
}
