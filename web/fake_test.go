package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// callerHeader names the sender of a request in these tests, as "desk role account".
const callerHeader = "Test-Caller"

// fakeSignIn believes that header, and keeps what it was asked.
type fakeSignIn struct {
	directory corridor.Directory

	mu    sync.Mutex
	asked []string
	fails error // of every method but Authenticate
	// caller is the request of the last call of Me.
	caller *request.Request
}

// note keeps what was asked, and returns the failure that the test set.
func (d *fakeSignIn) note(parts ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = append(d.asked, strings.Join(parts, " "))
	return d.fails
}

func (d *fakeSignIn) last() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.asked) == 0 {
		return ""
	}
	return d.asked[len(d.asked)-1]
}

// Authenticate places the caller at a desk that exists, in a role that may sit there.
func (d *fakeSignIn) Authenticate(r *http.Request) (identity.Caller, error) {
	unsigned := fault.New(fault.Unsigned, "the request does not say who sends it")
	fields := strings.Fields(r.Header.Get(callerHeader))
	if len(fields) < 3 {
		return identity.Caller{}, unsigned
	}
	desk, known := d.directory.Desk(casework.DeskID(fields[0]))
	role, account := casework.Role(fields[1]), casework.AccountID(fields[2])
	if !known || !policy.RoleFitsDesk(role, desk.Kind) {
		return identity.Caller{}, unsigned
	}
	var proven time.Time
	if strings.HasPrefix(string(account), "proven") {
		proven = noon
	}
	agency, _ := d.directory.Agency(desk.Agency)
	return identity.Caller{
		ProvenAt: proven,
		Actor:    policy.Actor{Account: account, Role: role, Desk: desk.ID, Kind: desk.Kind, Agency: desk.Agency, Country: desk.Country, Leads: agency.Leads},
		Session:  "s-" + fields[2], Method: identity.ByProvider, Machine: account == "machine",
	}, nil
}

// Formerly finds the caller whose session has expired: the token is "expired:" and the account of a caseworker,
// or the desk, the role and the account with colons between them.
func (d *fakeSignIn) Formerly(_ context.Context, token string) (identity.Caller, error) {
	account, ok := strings.CutPrefix(token, "expired:")
	if !ok {
		return identity.Caller{}, fault.New(fault.Unsigned, "no such session")
	}
	r, _ := http.NewRequest(http.MethodGet, "/", nil)
	who := "tha-caseworker-maesot caseworker " + account
	if strings.Contains(account, ":") {
		who = strings.ReplaceAll(account, ":", " ")
	}
	r.Header.Set(callerHeader, who)
	return d.Authenticate(r)
}

func (d *fakeSignIn) Providers() []identity.ProviderName {
	return []identity.ProviderName{{ID: "ministry", Name: "Ministry <one>"}}
}

func (d *fakeSignIn) BeginOIDC(_ context.Context, provider, to string, v identity.Visitor) (identity.ProviderRedirect, error) {
	return identity.ProviderRedirect{URL: "https://idp.example/authorize?state=s", Browser: "bound-browser"}, d.note("begin", provider, to, v.Address.String())
}

func (d *fakeSignIn) EndByProvider(_ context.Context, provider, token string, v identity.Visitor) error {
	return d.note("logout", provider, token, v.Address.String())
}

func (d *fakeSignIn) BeginOIDCStepUp(_ context.Context, to string, v identity.Visitor) (identity.ProviderRedirect, error) {
	return identity.ProviderRedirect{URL: "https://idp.example/authorize?max_age=0", Browser: "bound-browser"}, d.note("prove", to, v.Token)
}

func (d *fakeSignIn) FinishOIDC(_ context.Context, answer url.Values, browser string, v identity.Visitor) (identity.Entry, error) {
	return identity.Entry{Token: "hws_new", To: "/account/sessions"}, d.note("finish", answer.Get("code"), answer.Get("state"), browser, v.Token)
}

func (d *fakeSignIn) Me(ctx context.Context, c identity.Caller) (identity.Me, error) {
	d.caller = request.From(ctx)
	return identity.Me{
		Account: identity.Account{ID: c.Actor.Account}, Roles: []casework.Role{c.Actor.Role, casework.RoleSupervisor},
		Session: identity.Session{ProvenAt: noon},
	}, d.note("me")
}

func (d *fakeSignIn) SwitchRole(_ context.Context, v identity.Visitor, role casework.Role) (identity.Entry, error) {
	if role != casework.RoleSupervisor {
		return identity.Entry{}, fault.New(fault.Denied, "this account does not act in such a role")
	}
	return identity.Entry{Token: "hws_turned", To: "/"}, d.note("role", string(role), v.Token)
}

func (d *fakeSignIn) Sessions(_ context.Context, c identity.Caller) ([]identity.Session, error) {
	return []identity.Session{
		{ID: c.Session, Device: identity.OnComputer, Since: noon, Seen: noon, Until: noon.Add(time.Hour)},
		{ID: "s-other", Device: identity.OnCommandLine, Since: noon, Seen: noon, Until: noon.Add(time.Hour)},
	}, d.note("sessions")
}

func (d *fakeSignIn) EndSession(_ context.Context, _ identity.Caller, id string) error {
	return d.note("end", id)
}

func (d *fakeSignIn) EndAll(context.Context, identity.Caller) (int, error) {
	return 2, d.note("end all")
}

func (d *fakeSignIn) SignOut(_ context.Context, token string) error { return d.note("out", token) }

func (d *fakeSignIn) BeginPasskey(context.Context, identity.Visitor) (identity.Ceremony, error) {
	return identity.Ceremony{ID: "c-1", Options: []byte(`{"challenge":"AA"}`)}, d.note("passkey begin")
}

func (d *fakeSignIn) FinishPasskey(_ context.Context, ceremony string, response []byte, v identity.Visitor) (identity.Entry, error) {
	return identity.Entry{Token: "hws_new", To: "/"}, d.note("passkey finish", ceremony, string(response), v.Token)
}

func (d *fakeSignIn) BeginPasskeyStepUp(context.Context, identity.Visitor) (identity.Ceremony, error) {
	return identity.Ceremony{ID: "c-2", Options: []byte(`{}`)}, d.note("proof begin")
}

func (d *fakeSignIn) FinishPasskeyStepUp(_ context.Context, ceremony string, response []byte, _ identity.Visitor) (identity.Entry, error) {
	return identity.Entry{Token: "hws_proven", To: "/"}, d.note("proof finish", ceremony, string(response))
}

func (d *fakeSignIn) BeginEnrolment(context.Context, identity.Visitor) (identity.Ceremony, error) {
	return identity.Ceremony{ID: "c-3", Make: true, Options: []byte(`{}`)}, d.note("enrol begin")
}

func (d *fakeSignIn) FinishEnrolment(_ context.Context, ceremony string, label identity.Label, response []byte, _ identity.Visitor) (identity.Passkey, error) {
	return identity.Passkey{}, d.note("enrol finish", ceremony, string(label), string(response))
}

func (d *fakeSignIn) Passkeys(context.Context, identity.Caller) ([]identity.Passkey, error) {
	return []identity.Passkey{{ID: "k-1", Label: identity.LabelKey, Added: noon}}, d.note("passkeys")
}

func (d *fakeSignIn) RemovePasskey(_ context.Context, _ identity.Caller, id string) error {
	return d.note("remove", id)
}

func (d *fakeSignIn) Look(_ context.Context, token string, _ identity.Visitor) (identity.Admission, error) {
	if token == "hwi_wrong" {
		return identity.Admission{}, fault.New(fault.NotFound, "no such code")
	}
	a := identity.Admission{ID: "i-1", Kind: identity.ToJoin, Desk: "tha-caseworker-maesot", Roles: []casework.Role{casework.RoleCaseworker}, Ready: token == "hwi_ready"}
	if token == "hwi_return" {
		a.Kind = identity.ToReturn
	}
	return a, d.note("look", token)
}

func (d *fakeSignIn) BeginAdmission(_ context.Context, token string, _ identity.Visitor) (identity.Ceremony, error) {
	return identity.Ceremony{ID: "c-4", Make: true, Options: []byte(`{}`)}, d.note("admission begin", token)
}

func (d *fakeSignIn) FinishAdmission(_ context.Context, token, ceremony, recovery string, label identity.Label, response []byte, _ identity.Visitor) (identity.Entry, error) {
	return identity.Entry{Token: "hws_first", To: "/", Recovery: "AAAA-BBBB"}, d.note("admission finish", token, ceremony, recovery, string(label), string(response))
}

func (d *fakeSignIn) Invite(_ context.Context, _ identity.Caller, i identity.Invitation) (identity.Code, error) {
	return identity.Code{Token: "hwi_fresh", Admission: identity.Admission{Expires: noon}}, d.note("invite", string(i.Desk), string(i.Agency), string(i.Roles[0]))
}

func (d *fakeSignIn) Vouch(_ context.Context, _ identity.Caller, account casework.AccountID) (identity.Code, error) {
	return identity.Code{Token: "hwi_fresh", Admission: identity.Admission{Expires: noon}}, d.note("vouch", string(account))
}

func (d *fakeSignIn) Waiting(context.Context, identity.Caller) ([]identity.Admission, error) {
	return []identity.Admission{
		{ID: "i-1", Kind: identity.ToJoin, Desk: "tha-caseworker-maesot", Roles: []casework.Role{casework.RoleCaseworker}, By: "acc-9", Expires: noon},
		{ID: "i-2", Kind: identity.ToReturn, Desk: "tha-caseworker-maesot", By: "dev-1", Account: "acc-8", Expires: noon, Ready: true},
	}, d.note("waiting")
}

func (d *fakeSignIn) Confirm(_ context.Context, _ identity.Caller, id string) error {
	return d.note("confirm", id)
}

func (d *fakeSignIn) Withdraw(_ context.Context, _ identity.Caller, id string) error {
	return d.note("withdraw", id)
}

func (d *fakeSignIn) Colleagues(context.Context, identity.Caller) ([]identity.AccountStatus, error) {
	return []identity.AccountStatus{
		{Account: identity.Account{ID: "dev-1", Active: true}},
		{Account: identity.Account{ID: "acc-8", Active: true, Source: identity.FromInvited}},
		{Account: identity.Account{ID: "acc-7"}},
	}, d.note("colleagues")
}

func (d *fakeSignIn) Disable(_ context.Context, _ identity.Caller, account casework.AccountID) error {
	return d.note("disable", string(account))
}

func (d *fakeSignIn) ApproveHandover(_ context.Context, v identity.Visitor, h identity.Handover) (string, error) {
	return "hwh_code", d.note("approve", h.Redirect, h.Challenge, v.Token)
}

func (d *fakeSignIn) FinishHandover(_ context.Context, code, verifier, redirect string, _ identity.Visitor) (identity.Entry, error) {
	return identity.Entry{Token: "hws_cli"}, d.note("handed", code, verifier, redirect)
}
