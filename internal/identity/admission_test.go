package identity_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// admit uses an admission code.
func (w *testEnv) admit(tb testing.TB, token, recovery string, d *device) (identity.Entry, error) {
	tb.Helper()
	c, err := w.BeginAdmission(tb.Context(), token, visitor(""))
	if err != nil {
		return identity.Entry{}, err
	}
	return w.FinishAdmission(tb.Context(), token, c.ID, recovery, identity.LabelComputer, d.make(c), visitor(""))
}

// proved returns an officer with a fresh proof.
func (w *testEnv) proved(tb testing.TB, id casework.AccountID, desk casework.DeskID, role casework.Role) identity.Caller {
	tb.Helper()
	e, err := w.Enter(tb.Context(), w.officer(tb, id, desk, role), role, w.now(), visitor(""))
	require.NoError(tb, err)
	return e.Caller
}

func joining() identity.Invitation {
	return identity.Invitation{Desk: screeners, Roles: []casework.Role{casework.RoleScreener}}
}

func TestTheFirstOneIsInvitedByTheOperator(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	code, err := w.operator.Invite(t.Context(), joining())
	require.NoError(t, err)
	a, err := w.Look(t.Context(), code.Token, visitor(""))
	require.NoError(t, err)
	require.Equal(t, code.Admission, a)
	require.True(t, a.Ready)
	d := newDevice(t)
	e, err := w.admit(t, code.Token, "", d)
	require.NoError(t, err)
	require.Equal(t, identity.ByPasskey, e.Caller.Method)
	require.Equal(t, screeners, e.Caller.Actor.Desk)
	require.Equal(t, casework.RoleScreener, e.Caller.Actor.Role)
	require.Regexp(t, `^acc-[a-z2-7]{16}$`, e.Caller.Actor.Account)
	require.Regexp(t, `^([A-Z2-7]{4}-){4}[A-Z2-7]{4}$`, e.Recovery)
	_, err = w.admit(t, code.Token, "", newDevice(t))
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "once")
	again, err := w.usePasskey(t, d, visitor(""))
	require.NoError(t, err)
	require.Equal(t, e.Caller.Actor.Account, again.Caller.Actor.Account)
	me, err := w.Me(t.Context(), again.Caller)
	require.NoError(t, err)
	require.Equal(t, identity.FromInvited, me.Account.Source)

	var all []string
	require.NoError(t, w.sql(t).SelectContext(t.Context(), &all, `select a::text from app.admissions a union all select r::text from app.recovery_codes r
		union all select e::text from app.audit_events e union all select c::text from app.ceremonies c`))
	for _, secret := range []string{strings.TrimPrefix(code.Token, "hwi_"), e.Recovery, strings.ReplaceAll(e.Recovery, "-", "")} {
		require.NotContains(t, strings.Join(all, "\n"), secret)
		require.NotContains(t, w.log.String(), secret)
	}
}

func TestAnInvitationTakesTwoPeople(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	chief := w.proved(t, "acc-1", screeners, casework.RoleSupervisor)
	second := w.proved(t, "acc-2", "tha-screener-bangkok", casework.RoleScreener)
	foreign := w.proved(t, "acc-3", "tha-caseworker-maesot", casework.RoleSupervisor)
	code, err := w.Invite(t.Context(), chief, joining())
	require.NoError(t, err)
	require.False(t, code.Ready)
	_, err = w.admit(t, code.Token, "", newDevice(t))
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "not yet")

	require.Equal(t, fault.Denied, fault.CodeOf(w.Confirm(t.Context(), chief, code.ID)), "not by who made it")
	require.Equal(t, fault.NotFound, fault.CodeOf(w.Confirm(t.Context(), foreign, code.ID)), "not by another agency")
	unproven := second
	unproven.ProvenAt = time.Time{}
	require.ErrorIs(t, w.Confirm(t.Context(), unproven, code.ID), identity.ErrStepUp)
	waiting, err := w.Waiting(t.Context(), second)
	require.NoError(t, err)
	require.Len(t, waiting, 1)
	none, err := w.Waiting(t.Context(), foreign)
	require.NoError(t, err)
	require.Empty(t, none)
	require.NoError(t, w.Confirm(t.Context(), second, code.ID))
	require.Equal(t, fault.NotFound, fault.CodeOf(w.Confirm(t.Context(), second, code.ID)), "once")
	e, err := w.admit(t, code.Token, "", newDevice(t))
	require.NoError(t, err)
	require.Equal(t, 1, w.count(t, `app.accounts where id = $1 and invited_by = 'acc-1' and source = 'invited'`, e.Caller.Actor.Account))
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.invitation_accepted' and outcome = 'allowed'`))
}

func TestWhoMayInviteWhom(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	chief := w.proved(t, "acc-1", screeners, casework.RoleSupervisor)
	screener := w.proved(t, "acc-2", screeners, casework.RoleScreener)
	old := chief
	old.ProvenAt = w.now().Add(-identity.ProofLifetime - time.Second)
	machine := chief
	machine.Machine = true
	for name, tt := range map[string]struct {
		who  identity.Caller
		to   identity.Invitation
		want fault.Code
	}{
		"no supervisor":        {screener, joining(), fault.Denied},
		"an old proof":         {old, joining(), fault.Denied},
		"a machine":            {machine, joining(), fault.Denied},
		"another agency":       {chief, identity.Invitation{Desk: "tha-caseworker-maesot", Roles: []casework.Role{casework.RoleCaseworker}}, fault.Denied},
		"no desk":              {chief, identity.Invitation{Desk: "nowhere", Roles: []casework.Role{casework.RoleScreener}}, fault.Invalid},
		"no role":              {chief, identity.Invitation{Desk: screeners}, fault.Invalid},
		"another desk's role":  {chief, identity.Invitation{Desk: screeners, Roles: []casework.Role{casework.RoleScreener, casework.RoleConsul}}, fault.Invalid},
		"roles kept apart":     {chief, identity.Invitation{Desk: screeners, Roles: []casework.Role{casework.RoleSupervisor, casework.RoleDPO}}, fault.Invalid},
		"a role twice":         {chief, identity.Invitation{Desk: screeners, Roles: []casework.Role{casework.RoleScreener, casework.RoleScreener}}, fault.Invalid},
		"the system":           {chief, identity.Invitation{Desk: screeners, Roles: []casework.Role{casework.RoleSystem}}, fault.Invalid},
		"for another agency":   {chief, identity.Invitation{Desk: screeners, Agency: "tha-ngo", Roles: []casework.Role{casework.RoleScreener}}, fault.Invalid},
		"to a panel of others": {chief, identity.Invitation{Desk: "tha-panel-maesot", Roles: []casework.Role{casework.RolePanelMember}}, fault.Denied},
	} {
		_, err := w.Invite(t.Context(), tt.who, tt.to)
		require.Equal(t, tt.want, fault.CodeOf(err), name)
	}
	_, err := w.Invite(t.Context(), chief, identity.Invitation{Desk: "tha-panel-maesot", Agency: "tha-labour", Roles: []casework.Role{casework.RolePanelMember}})
	require.NoError(t, err, "a member that the own agency sends")

	by, i := agency(t)
	i.claims = func(c map[string]any) { c["homeward_roles"] = "supervisor" }
	e := by.signIn(t, i)
	e.Caller.ProvenAt = by.now()
	_, err = by.Invite(t.Context(), e.Caller, joining())
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "its provider is the way in")
}

func TestACodeThatOpensNothing(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	code, err := w.operator.Invite(t.Context(), joining())
	require.NoError(t, err)
	for name, token := range map[string]string{
		"nothing": "", "made up": "hwi_" + strings.Repeat("A", 43), "a reference": code.ID, "a session": "hws_" + code.Token[4:], "longer": code.Token + "A",
	} {
		_, err := w.Look(t.Context(), token, visitor(""))
		require.Equal(t, fault.NotFound, fault.CodeOf(err), name)
	}
	chief := w.proved(t, "acc-1", screeners, casework.RoleSupervisor)
	require.NoError(t, w.Withdraw(t.Context(), chief, code.ID))
	_, err = w.Look(t.Context(), code.Token, visitor(""))
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "taken back")
	late, err := w.operator.Invite(t.Context(), joining())
	require.NoError(t, err)
	w.pass(72 * time.Hour)
	_, err = w.Look(t.Context(), late.Token, visitor(""))
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "expired")
	for range identity.FreeByAddress {
		_, err = w.Look(t.Context(), "hwi_"+strings.Repeat("B", 43), elsewhere(1))
		require.Equal(t, fault.NotFound, fault.CodeOf(err))
	}
	_, _ = w.Look(t.Context(), "", elsewhere(1))
	_, err = w.Look(t.Context(), "", elsewhere(1))
	require.Equal(t, fault.TooMany, fault.CodeOf(err), "who tries many is slowed")
}

// If two requests use the same code at the same moment, one succeeds.
func TestACodeIsUsedOnce(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	code, err := w.operator.Invite(t.Context(), joining())
	require.NoError(t, err)
	errs := make([]error, 4)
	var all errgroup.Group
	for n := range errs {
		all.Go(func() error {
			_, errs[n] = w.admit(t, code.Token, "", newDevice(t))
			return nil
		})
	}
	require.NoError(t, all.Wait())
	in := 0
	for _, err := range errs {
		if err == nil {
			in++
		}
	}
	require.Equal(t, 1, in)
	require.Equal(t, 1, w.count(t, `app.accounts`))
	require.Equal(t, 1, w.count(t, `app.passkeys`))

	// A ceremony of one code does not serve another.
	one, err := w.operator.Invite(t.Context(), joining())
	require.NoError(t, err)
	two, err := w.operator.Invite(t.Context(), identity.Invitation{Desk: screeners, Roles: []casework.Role{casework.RoleSupervisor}})
	require.NoError(t, err)
	d := newDevice(t)
	c, err := w.BeginAdmission(t.Context(), one.Token, visitor(""))
	require.NoError(t, err)
	_, err = w.FinishAdmission(t.Context(), two.Token, c.ID, "", identity.LabelPhone, d.make(c), visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
}

// joined returns an officer who was invited and has joined.
func (w *testEnv) joined(tb testing.TB) (identity.Entry, *device) {
	tb.Helper()
	code, err := w.operator.Invite(tb.Context(), joining())
	require.NoError(tb, err)
	d := newDevice(tb)
	e, err := w.admit(tb, code.Token, "", d)
	require.NoError(tb, err)
	return e, d
}

func TestAnAccountIsHadBackWithAColleagueAndACode(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	hers, lost := w.joined(t)
	colleague := w.proved(t, "acc-2", screeners, casework.RoleScreener)
	code, err := w.Vouch(t.Context(), colleague, hers.Caller.Actor.Account)
	require.NoError(t, err)
	for n, wrong := range []string{"", "AAAA-AAAA-AAAA-AAAA-AAAA", strings.Repeat("A", 200)} {
		c, err := w.BeginAdmission(t.Context(), code.Token, elsewhere(n))
		require.NoError(t, err)
		_, err = w.FinishAdmission(t.Context(), code.Token, c.ID, wrong, identity.LabelPhone, newDevice(t).make(c), elsewhere(n))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), "a colleague alone does not take her place")
	}
	require.True(t, resumes(t, w.Service, hers.Token), "and nothing has changed")
	written := strings.ToLower(strings.ReplaceAll(hers.Recovery, "-", " ")) // as people copy it
	fresh := newDevice(t)
	e, err := w.admit(t, code.Token, written, fresh)
	require.NoError(t, err)
	require.Equal(t, hers.Caller.Actor.Account, e.Caller.Actor.Account)
	require.NotEqual(t, hers.Recovery, e.Recovery)
	require.False(t, resumes(t, w.Service, hers.Token), "who holds the lost device is out")
	_, err = w.usePasskey(t, lost, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	_, err = w.usePasskey(t, fresh, visitor(""))
	require.NoError(t, err)

	next, err := w.Vouch(t.Context(), colleague, hers.Caller.Actor.Account)
	require.NoError(t, err)
	_, err = w.admit(t, next.Token, hers.Recovery, newDevice(t))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "an old recovery code is good for nothing")
}

func TestAnAccountIsHadBackWithTwoColleagues(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	hers, _ := w.joined(t)
	one, two := w.proved(t, "acc-2", screeners, casework.RoleScreener), w.proved(t, "acc-3", "tha-screener-bangkok", casework.RoleScreener)
	code, err := w.Vouch(t.Context(), one, hers.Caller.Actor.Account)
	require.NoError(t, err)
	self := hers.Caller
	self.ProvenAt = w.now()
	require.Equal(t, fault.Denied, fault.CodeOf(w.Confirm(t.Context(), self, code.ID)), "nobody confirms their own return")
	require.Equal(t, fault.Denied, fault.CodeOf(w.Confirm(t.Context(), one, code.ID)))
	require.NoError(t, w.Confirm(t.Context(), two, code.ID))
	_, err = w.admit(t, code.Token, "", newDevice(t))
	require.NoError(t, err)
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.recovered' and outcome = 'allowed'`))
}

func TestWhoMayVouchForWhom(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	agencys := w.signIn(t, i)
	hers, _ := w.joined(t)
	colleague := w.proved(t, "acc-2", screeners, casework.RoleScreener)
	elsewhereInAgency := w.proved(t, "acc-3", "tha-screener-bangkok", casework.RoleSupervisor)
	old := colleague
	old.ProvenAt = time.Time{}
	for name, tt := range map[string]struct {
		who  identity.Caller
		whom casework.AccountID
		want fault.Code
	}{
		"oneself":             {colleague, "acc-2", fault.Denied},
		"nobody":              {colleague, "acc-9", fault.NotFound},
		"another desk":        {elsewhereInAgency, hers.Caller.Actor.Account, fault.NotFound},
		"without a proof":     {old, hers.Caller.Actor.Account, fault.Denied},
		"one of the provider": {colleague, agencys.Caller.Actor.Account, fault.Conflict},
	} {
		_, err := w.Vouch(t.Context(), tt.who, tt.whom)
		require.Equal(t, tt.want, fault.CodeOf(err), name)
	}
	require.NoError(t, w.operator.SetActive(t.Context(), hers.Caller.Actor.Account, false))
	_, err := w.Vouch(t.Context(), colleague, hers.Caller.Actor.Account)
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "who was let go is not vouched for")
}

func TestDisablingWorksWithinAMinute(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	hers, d := w.joined(t)
	busy := w.serve(t) // another process, in which she is at work
	require.True(t, resumes(t, busy, hers.Token))
	require.True(t, resumes(t, w.Service, hers.Token))
	account := hers.Caller.Actor.Account
	recovery, err := w.Vouch(t.Context(), w.proved(t, "acc-2", screeners, casework.RoleScreener), account)
	require.NoError(t, err)
	require.NoError(t, w.operator.SetActive(t.Context(), account, false))
	gone := time.Duration(0)
	for resumes(t, busy, hers.Token) || resumes(t, w.Service, hers.Token) {
		w.pass(time.Second)
		gone += time.Second
	}
	require.Less(t, gone, time.Minute)
	_, err = w.usePasskey(t, d, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	_, err = w.admit(t, recovery.Token, hers.Recovery, newDevice(t))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "nor by a code from before")
	require.NoError(t, w.operator.SetActive(t.Context(), account, true))
	require.False(t, resumes(t, w.Service, hers.Token), "an old session does not come back")
	_, err = w.usePasskey(t, d, visitor(""))
	require.NoError(t, err)
	require.Equal(t, fault.NotFound, fault.CodeOf(w.operator.SetActive(t.Context(), "acc-9", false)))

	chief := w.proved(t, "acc-3", screeners, casework.RoleSupervisor)
	foreign := w.proved(t, "acc-4", "tha-caseworker-maesot", casework.RoleSupervisor)
	require.Equal(t, fault.NotFound, fault.CodeOf(w.Disable(t.Context(), foreign, account)))
	in, err := w.usePasskey(t, d, visitor(""))
	require.NoError(t, err)
	require.NoError(t, w.Disable(t.Context(), chief, account))
	require.False(t, resumes(t, w.Service, in.Token), "at once where it was done")
	_, err = w.usePasskey(t, d, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	all, err := w.Colleagues(t.Context(), chief)
	require.NoError(t, err)
	require.Len(t, all, 3)
	for _, one := range all {
		require.Equal(t, one.ID != account, one.Active)
		require.Equal(t, one.ID == account, !one.DisabledAt.IsZero())
	}
}

// An officer whose account was disabled here cannot sign in with the provider either.
func TestADisabledAccountDoesNotComeInByItsProvider(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	e := w.signIn(t, i)
	require.NoError(t, w.operator.SetActive(t.Context(), e.Caller.Actor.Account, false))
	d := w.begin(t)
	_, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
	w.turnedAway(t, identity.Entry{}, err, "disabled")
}
