package identity_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// holder returns an officer who is signed in and has a passkey.
func (w *testEnv) holder(tb testing.TB, id casework.AccountID, roles ...casework.Role) (identity.Entry, *device) {
	tb.Helper()
	if len(roles) == 0 {
		roles = []casework.Role{casework.RoleScreener}
	}
	a := w.officer(tb, id, screeners, roles...)
	e, err := w.Enter(tb.Context(), a, a.Roles[0], w.now(), visitor(""))
	require.NoError(tb, err)
	d := newDevice(tb)
	w.enrol(tb, e, d)
	return e, d
}

func (w *testEnv) enrol(tb testing.TB, e identity.Entry, d *device) identity.Passkey {
	tb.Helper()
	c, err := w.BeginEnrolment(tb.Context(), visitor(e.Token))
	require.NoError(tb, err)
	p, err := w.FinishEnrolment(tb.Context(), c.ID, identity.LabelPhone, d.make(c), visitor(e.Token))
	require.NoError(tb, err)
	return p
}

func (w *testEnv) usePasskey(tb testing.TB, d *device, v identity.Visitor) (identity.Entry, error) {
	tb.Helper()
	c, err := w.BeginPasskey(tb.Context(), v)
	require.NoError(tb, err)
	return w.FinishPasskey(tb.Context(), c.ID, d.use(c), v)
}

func TestSigningInWithAPasskey(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	_, d := w.holder(t, "acc-1")
	w.pass(time.Hour)
	e, err := w.usePasskey(t, d, visitor(""))
	require.NoError(t, err)
	require.Equal(t, casework.AccountID("acc-1"), e.Caller.Actor.Account)
	require.Equal(t, identity.ByPasskey, e.Caller.Method)
	require.Equal(t, w.now(), e.Caller.ProvenAt, "it is a proof in person")
	keys, err := w.Passkeys(t.Context(), e.Caller)
	require.NoError(t, err)
	require.Len(t, keys, 1)
	require.Equal(t, w.now(), keys[0].Used)
	require.Equal(t, []string{"internal"}, keys[0].Transports, "what a browser makes up is not kept")

	c, err := w.BeginEnrolment(t.Context(), visitor(e.Token))
	require.NoError(t, err)
	a := d.read(c)
	require.Equal(t, "homeward.example", a.RP.ID)
	require.Equal(t, "required", a.Selection.ResidentKey)
	require.Equal(t, "required", a.Selection.UserVerification)
	require.Equal(t, "acc-1", a.User.Name, "a device is told a code and the desk, because there is no name")
	require.Contains(t, string(c.Options), b64(d.id), "one that is there is not made twice")
}

// These are attacks with the officer's browser, from another site, or with a copied device.
func TestPasskeysAreAttacked(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	_, good := w.holder(t, "acc-1")
	_, other := w.holder(t, "acc-2")
	address := 0
	for name, tt := range map[string]struct {
		attack func(d *device)
		answer func([]byte) []byte
		why    string
	}{
		"another site":            {attack: func(d *device) { d.origin = "https://homeward.example.evil.example" }, why: "assertion"},
		"our site without safety": {attack: func(d *device) { d.origin = "http://homeward.example" }, why: "assertion"},
		"another port":            {attack: func(d *device) { d.origin = "https://homeward.example:8443" }, why: "assertion"},
		"a frame in another site": {attack: func(d *device) { d.crossOrigin = true }, why: "assertion"},
		"for another site":        {attack: func(d *device) { d.rpID = "evil.example" }, why: "assertion"},
		"another challenge":       {attack: func(d *device) { d.challenge = strings.Repeat("A", 43) }, why: "assertion"},
		"no challenge":            {attack: func(d *device) { d.challenge = " " }, why: "assertion"},
		"of a making":             {attack: func(d *device) { d.typ = "webauthn.create" }, why: "assertion"},
		"nobody verified":         {attack: func(d *device) { d.flags = userPresent }, why: "assertion"},
		"nobody there":            {attack: func(d *device) { d.flags = userVerified }, why: "assertion"},
		"suddenly with copies":    {attack: func(d *device) { d.flags = userPresent | userVerified | backupable | backedUp }, why: "assertion"},
		"another key":             {attack: func(d *device) { d.signer = newKey(t) }, why: "assertion"},
		"another's key":           {attack: func(d *device) { d.signer = other.key }, why: "assertion"},
		"another's name":          {attack: func(d *device) { d.handle = other.handle }, why: "assertion"},
		"nobody's name":           {attack: func(d *device) { d.handle = nil }, why: "assertion"},
		"an unknown passkey":      {attack: func(d *device) { d.id = make([]byte, 32) }, why: "unknown_passkey"},
		"not JSON":                {answer: func([]byte) []byte { return []byte("{") }, why: "assertion"},
		"nothing":                 {answer: func([]byte) []byte { return nil }, why: "assertion"},
		"very much":               {answer: func(b []byte) []byte { return append(b, bytes.Repeat([]byte(" "), 64<<10)...) }, why: "assertion"},
		"a bit turned over":       {answer: func(b []byte) []byte { return turned(t, b) }, why: "assertion"},
	} {
		t.Run(name, func(t *testing.T) {
			address++
			d := *good
			if tt.attack != nil {
				tt.attack(&d)
			}
			before := w.count(t, "app.sessions")
			c, err := w.BeginPasskey(t.Context(), elsewhere(address))
			require.NoError(t, err)
			answer := d.use(c)
			if tt.answer != nil {
				answer = tt.answer(answer)
			}
			_, err = w.FinishPasskey(t.Context(), c.ID, answer, elsewhere(address))
			require.Equal(t, fault.Unsigned, fault.CodeOf(err))
			require.Equal(t, "unsigned: sign-in failed; begin again", err.Error())
			require.Equal(t, before, w.count(t, "app.sessions"))
			var code string
			require.NoError(t, w.sql(t).GetContext(t.Context(), &code, `select code from app.audit_events where outcome = 'denied' order by id desc limit 1`))
			require.Equal(t, tt.why, code)
			w.pass(identity.SlowestAttempt) // the account is delayed, not locked
		})
	}
	_, err := w.usePasskey(t, good, visitor(""))
	require.NoError(t, err, "and without a change it works")
}

// turned returns an answer in which one bit of the signature is flipped.
func turned(tb testing.TB, answer []byte) []byte {
	tb.Helper()
	var said map[string]any
	require.NoError(tb, json.Unmarshal(answer, &said))
	response, ok := said["response"].(map[string]any)
	require.True(tb, ok)
	signature, ok := response["signature"].(string)
	require.True(tb, ok)
	raw, err := base64.RawURLEncoding.DecodeString(signature)
	require.NoError(tb, err)
	raw[len(raw)-1] ^= 1
	response["signature"] = b64(raw)
	return []byte(mustJSON(tb, said))
}

func TestACeremonyIsGoodOnceAndForOneThing(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e, d := w.holder(t, "acc-1")
	stranger, theirs := w.holder(t, "acc-2")
	c, err := w.BeginPasskey(t.Context(), visitor(""))
	require.NoError(t, err)
	answer := d.use(c)
	_, err = w.FinishPasskey(t.Context(), c.ID, answer, visitor(""))
	require.NoError(t, err)
	for _, id := range []string{c.ID, "", "x", strings.Repeat("A", 43)} {
		_, err = w.FinishPasskey(t.Context(), id, answer, visitor(""))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), "replayed")
	}

	fresh, err := w.BeginPasskey(t.Context(), visitor(""))
	require.NoError(t, err)
	_, err = w.FinishPasskey(t.Context(), fresh.ID, answer, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "an old answer to a new question")

	late, err := w.BeginPasskey(t.Context(), visitor(""))
	require.NoError(t, err)
	answer = d.use(late)
	w.pass(5 * time.Minute)
	_, err = w.FinishPasskey(t.Context(), late.ID, answer, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "too late")

	// A sign-in ceremony proves nothing within a session, and the reverse.
	in, err := w.BeginPasskey(t.Context(), visitor(""))
	require.NoError(t, err)
	_, err = w.FinishPasskeyStepUp(t.Context(), in.ID, d.use(in), visitor(e.Token))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	up, err := w.BeginPasskeyStepUp(t.Context(), visitor(e.Token))
	require.NoError(t, err)
	_, err = w.FinishPasskey(t.Context(), up.ID, d.use(up), visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))

	// A ceremony of another session, or another user's passkey, proves nothing.
	up, err = w.BeginPasskeyStepUp(t.Context(), visitor(e.Token))
	require.NoError(t, err)
	_, err = w.FinishPasskeyStepUp(t.Context(), up.ID, d.use(up), visitor(stranger.Token))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	up, err = w.BeginPasskeyStepUp(t.Context(), visitor(e.Token))
	require.NoError(t, err)
	_, err = w.FinishPasskeyStepUp(t.Context(), up.ID, theirs.use(up), visitor(e.Token))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	require.True(t, resumes(t, w.Service, e.Token), "the session stays, without a proof")
}

func TestProvingWithAPasskey(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e, d := w.holder(t, "acc-1")
	w.pass(identity.ProofLifetime + time.Minute)
	_, err := w.BeginEnrolment(t.Context(), visitor(e.Token))
	require.ErrorIs(t, err, identity.ErrStepUp, "the proof is old")
	c, err := w.BeginPasskeyStepUp(t.Context(), visitor(e.Token))
	require.NoError(t, err)
	up, err := w.FinishPasskeyStepUp(t.Context(), c.ID, d.use(c), visitor(e.Token))
	require.NoError(t, err)
	require.Equal(t, w.now(), up.Caller.ProvenAt)
	require.Equal(t, e.Caller.Session, up.Caller.Session)
	require.False(t, resumes(t, w.Service, e.Token), "it goes on under another token")
	_, err = w.BeginEnrolment(t.Context(), visitor(up.Token))
	require.NoError(t, err)

	bare, err := w.Enter(t.Context(), w.officer(t, "acc-3", screeners, casework.RoleScreener), casework.RoleScreener, time.Time{}, visitor(""))
	require.NoError(t, err)
	_, err = w.BeginPasskeyStepUp(t.Context(), visitor(bare.Token))
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

// A device whose counter goes back has been copied.
func TestACountThatGoesBack(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	a := w.officer(t, "acc-1", screeners, casework.RoleScreener)
	e, err := w.Enter(t.Context(), a, casework.RoleScreener, w.now(), visitor(""))
	require.NoError(t, err)
	d := newDevice(t)
	d.count = 7
	w.enrol(t, e, d)
	copied := *d
	for range 3 {
		_, err = w.usePasskey(t, d, visitor(""))
		require.NoError(t, err)
	}
	for range 2 {
		_, err = w.usePasskey(t, &copied, visitor(""))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	}
	copied.count = 0 // it stops counting
	_, err = w.usePasskey(t, &copied, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	require.Equal(t, 3, w.count(t, `app.audit_events where code = 'count' and account = ''`)+w.count(t, `app.audit_events where code = 'count' and account = 'acc-1'`))
	_, err = w.usePasskey(t, d, visitor(""))
	require.NoError(t, err, "the owner's own goes on")
}

func TestMakingAPasskeyIsAttacked(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e, first := w.holder(t, "acc-1")
	stranger, _ := w.holder(t, "acc-2")
	for name, attack := range map[string]func(*device){
		"another site":      func(d *device) { d.origin = "https://evil.example" },
		"for another site":  func(d *device) { d.rpID = "evil.example" },
		"another challenge": func(d *device) { d.challenge = strings.Repeat("A", 43) },
		"of a use":          func(d *device) { d.typ = "webauthn.get" },
		"nobody verified":   func(d *device) { d.flags = userPresent },
		"nobody there":      func(d *device) { d.flags = userVerified },
		"in a frame":        func(d *device) { d.crossOrigin = true },
	} {
		c, err := w.BeginEnrolment(t.Context(), visitor(e.Token))
		require.NoError(t, err)
		d := newDevice(t)
		attack(d)
		_, err = w.FinishEnrolment(t.Context(), c.ID, identity.LabelKey, d.make(c), visitor(e.Token))
		require.Equal(t, fault.Invalid, fault.CodeOf(err), name)
	}
	c, err := w.BeginEnrolment(t.Context(), visitor(e.Token))
	require.NoError(t, err)
	answer := newDevice(t).make(c)
	_, err = w.FinishEnrolment(t.Context(), c.ID, identity.LabelKey, answer, visitor(stranger.Token))
	require.Equal(t, fault.Invalid, fault.CodeOf(err), "in another's session")
	_, err = w.FinishEnrolment(t.Context(), c.ID, identity.LabelKey, answer, visitor(e.Token))
	require.Equal(t, fault.Invalid, fault.CodeOf(err), "a second try")

	c, err = w.BeginEnrolment(t.Context(), visitor(stranger.Token))
	require.NoError(t, err)
	_, err = w.FinishEnrolment(t.Context(), c.ID, "Somsak's phone", first.make(c), visitor(stranger.Token))
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "a passkey is one account's")
	c, err = w.BeginEnrolment(t.Context(), visitor(stranger.Token))
	require.NoError(t, err)
	p, err := w.FinishEnrolment(t.Context(), c.ID, "Somsak's phone", newDevice(t).make(c), visitor(stranger.Token))
	require.NoError(t, err)
	require.Equal(t, identity.LabelOther, p.Label, "a text of one's own is not kept")
}

func TestRemovingAPasskey(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e, one := w.holder(t, "acc-1")
	stranger, _ := w.holder(t, "acc-2")
	keys, err := w.Passkeys(t.Context(), e.Caller)
	require.NoError(t, err)
	require.Equal(t, fault.Conflict, fault.CodeOf(w.RemovePasskey(t.Context(), e.Caller, keys[0].ID)), "the only way in")
	w.enrol(t, e, newDevice(t))
	w.enrol(t, stranger, newDevice(t))
	require.Equal(t, fault.NotFound, fault.CodeOf(w.RemovePasskey(t.Context(), stranger.Caller, keys[0].ID)), "somebody else's")
	require.NoError(t, w.RemovePasskey(t.Context(), e.Caller, keys[0].ID))
	_, err = w.usePasskey(t, one, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	w.pass(identity.ProofLifetime + time.Second)
	require.ErrorIs(t, w.RemovePasskey(t.Context(), e.Caller, keys[0].ID), identity.ErrStepUp)
}

// An officer whom the agency has removed must not sign in with a passkey of their own.
func TestAnAgencysOfficerProvesWithAPasskeyAndDoesNotSignIn(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	e := w.signIn(t, i)
	_, err := w.BeginEnrolment(t.Context(), visitor(e.Token))
	require.ErrorIs(t, err, identity.ErrStepUp)
	d, err := w.BeginOIDCStepUp(t.Context(), "/account/passkeys", visitor(e.Token))
	require.NoError(t, err)
	up, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(e.Token))
	require.NoError(t, err)
	key := newDevice(t)
	w.enrol(t, up, key)
	_, err = w.usePasskey(t, key, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	c, err := w.BeginPasskeyStepUp(t.Context(), visitor(up.Token))
	require.NoError(t, err)
	_, err = w.FinishPasskeyStepUp(t.Context(), c.ID, key.use(c), visitor(up.Token))
	require.NoError(t, err)
}
