package identity_test

import (
	"crypto/rand"
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

const loopback = "http://127.0.0.1:49152/done"

func challenge() (verifier, hash string) {
	verifier = rand.Text() + rand.Text()
	sum := sha256.Sum256([]byte(verifier))
	return verifier, b64(sum[:])
}

func TestACommandLineIsLetIn(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	browser, _ := w.holder(t, "acc-1")
	w.pass(time.Minute)
	verifier, hash := challenge()
	code, err := w.ApproveHandover(t.Context(), visitor(browser.Token), identity.Handover{Redirect: loopback, Challenge: hash})
	require.NoError(t, err)
	e, err := w.FinishHandover(t.Context(), code, verifier, loopback, visitor(browser.Token))
	require.NoError(t, err)
	require.Equal(t, identity.ByCommandLine, e.Caller.Method)
	require.Equal(t, browser.Caller.Actor, e.Caller.Actor)
	require.Equal(t, browser.Caller.ProvenAt, e.Caller.ProvenAt)
	require.NotEqual(t, browser.Caller.Session, e.Caller.Session)
	require.True(t, resumes(t, w.Service, browser.Token), "the browser stays in")
	all, err := w.Sessions(t.Context(), e.Caller)
	require.NoError(t, err)
	require.Len(t, all, 2)
	for _, s := range all {
		require.Equal(t, start.Add(identity.MaxSession), s.Until, "handing over does not make it last longer")
		require.Equal(t, s.ID == e.Caller.Session, s.Device == identity.OnCommandLine)
	}
	_, err = w.FinishHandover(t.Context(), code, verifier, loopback, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "once")

	_, err = w.ApproveHandover(t.Context(), visitor(e.Token), identity.Handover{Redirect: loopback, Challenge: hash})
	require.Equal(t, fault.Denied, fault.CodeOf(err), "a command line hands nothing on")
	_, err = w.BeginEnrolment(t.Context(), visitor(e.Token))
	require.Equal(t, fault.Denied, fault.CodeOf(err), "nor does it add passkeys")
	require.Zero(t, w.count(t, `app.handovers`))
	require.Zero(t, w.count(t, `app.handovers h where h::text like $1`, "%"+code[4:]+"%"))
}

func TestAHandoverIsAttacked(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	browser, _ := w.holder(t, "acc-1")
	approve := func() (code, verifier string) {
		verifier, hash := challenge()
		code, err := w.ApproveHandover(t.Context(), visitor(browser.Token), identity.Handover{Redirect: loopback, Challenge: hash})
		require.NoError(t, err)
		return code, verifier
	}
	n := 0
	refused := func(code, verifier, redirect, why string) {
		n++
		_, err := w.FinishHandover(t.Context(), code, verifier, redirect, elsewhere(n))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), why)
	}
	code, verifier := approve()
	refused(code, verifier[1:]+"x", loopback, "somebody who saw the code")
	refused(code, verifier, loopback, "used up by that")
	code, verifier = approve()
	refused(code, verifier, "http://127.0.0.1:49152/other", "another address")
	code, _ = approve()
	refused(code, "", loopback, "no verifier")
	refused("", verifier, loopback, "no code")
	refused("hwh_"+strings.Repeat("A", 43), verifier, loopback, "made up")
	code, verifier = approve()
	w.pass(time.Minute)
	refused(code, verifier, loopback, "too late")
	code, verifier = approve()
	require.NoError(t, w.SignOut(t.Context(), browser.Token))
	refused(code, verifier, loopback, "the browser has signed out")
	_, err := w.ApproveHandover(t.Context(), visitor(browser.Token), identity.Handover{Redirect: loopback, Challenge: strings.Repeat("A", 43)})
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))

	again := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
	browser = again
	code, verifier = approve()
	require.NoError(t, w.operator.SetActive(t.Context(), "acc-1", false))
	refused(code, verifier, loopback, "the account was disabled")
}

func TestAHandoverGoesToThisMachineAlone(t *testing.T) {
	t.Parallel()
	_, hash := challenge()
	for redirect, ok := range map[string]bool{
		"http://127.0.0.1:1/": true, "http://[::1]:8000/x": true, "http://127.0.0.1:65535": true,
		"https://127.0.0.1:1/": false, "http://localhost:1/": false, "http://127.0.0.1/": false, "http://127.0.0.1:0/": false, "http://127.0.0.1:70000/": false,
		"http://127.0.0.1.evil.example:1/": false, "http://127.0.0.1:1@evil.example:2/": false, "http://evil.example:1/": false,
		"http://user@127.0.0.1:1/": false, "http://127.0.0.1:1/?x=1": false, "http://127.0.0.1:1/#x": false, "javascript:alert(1)": false,
		"http://0.0.0.0:1/": false, "http://127.1:1/": false, "http://2130706433:1/": false, "": false, "//127.0.0.1:1/": false,
		"http://127.0.0.1:1/" + strings.Repeat("x", 200): false,
	} {
		require.Equal(t, ok, identity.CheckHandover(identity.Handover{Redirect: redirect, Challenge: hash}) == nil, redirect)
	}
	for _, bad := range []string{"", "x", hash + "A", hash[:42], strings.Repeat("!", 43)} {
		require.Error(t, identity.CheckHandover(identity.Handover{Redirect: loopback, Challenge: bad}))
	}
}
