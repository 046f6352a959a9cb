package identity

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// How long a code lets somebody in.
const (
	invitationTime = 72 * time.Hour
	recoveryTime   = 2 * time.Hour
)

// AdmissionKind is what a code lets somebody do.
type AdmissionKind string

// The kinds.
const (
	// ToJoin makes an account and its first passkey.
	ToJoin AdmissionKind = "invitation"
	// ToReturn gives an account that has lost its passkeys a new one, and takes the old ones away.
	ToReturn AdmissionKind = "recovery"
)

// Admission is a code that lets somebody in once. It takes two people to make one that opens:
// nobody can make a second self, and nobody can take a colleague's place, alone.
type Admission struct {
	// ID is the public reference, which opens nothing.
	ID     string
	Kind   AdmissionKind
	Desk   casework.DeskID
	Agency casework.AgencyID
	Roles  []casework.Role
	// Account is whose recovery it is; "" for an invitation.
	Account casework.AccountID
	// By is who made it; "" when the operator did.
	By      casework.AccountID
	At      time.Time
	Expires time.Time
	// Confirmed is the second person; "" when there was none yet.
	Confirmed casework.AccountID
	// Ready says that it opens as it is. A recovery that is not ready also opens with the
	// recovery code that its account was told.
	Ready bool
}

// Invitation is for whom an account is to be made.
type Invitation struct {
	Desk casework.DeskID
	// Agency is whose officer it will be; "" for the desk's own.
	Agency casework.AgencyID
	Roles  []casework.Role
}

// Code is what is handed to whoever is to come in. It is told this once.
type Code struct {
	Admission

	Token string
}

// Admitted is what becomes of an admission that was used.
type Admitted struct {
	TokenHash string
	ID        string
	Kind      AdmissionKind
	Account   Account
	By        casework.AccountID
	Passkey   Passkey
	// RecoveryHash is the hash of the account's new recovery code.
	RecoveryHash string
	At           time.Time
}

// AdmissionStore keeps invitations and recoveries.
type AdmissionStore interface {
	AddAdmission(ctx context.Context, a Admission, tokenHash string, trace audit.Event) error
	// FindAdmission finds one that was not used, not withdrawn and has not expired, by the hash of its token.
	FindAdmission(ctx context.Context, tokenHash string, now time.Time) (Admission, error)
	// Admissions lists those of an agency that can still be used, the newest first.
	Admissions(ctx context.Context, agency casework.AgencyID, now time.Time) ([]Admission, error)
	// ConfirmAdmission notes the second person of one that has none.
	ConfirmAdmission(ctx context.Context, id string, by casework.AccountID, now time.Time, trace audit.Event) error
	WithdrawAdmission(ctx context.Context, id string, now time.Time, trace audit.Event) error
	// Admit uses an admission up: it makes the account, or takes its passkeys away and ends its
	// sessions, and gives it the new passkey. Of two who use the same one is fault.NotFound.
	Admit(ctx context.Context, a Admitted, trace audit.Event) error
	// RecoveryHash is the hash of an account's recovery code; "" when it has none.
	RecoveryHash(ctx context.Context, account casework.AccountID) (string, error)
}

// mayGrant says whether somebody in a role may invite colleagues.
func mayGrant(role casework.Role) bool {
	return role == casework.RoleSupervisor || role == casework.RoleMissionHead
}

// Invite makes an invitation to a desk of the caller's agency. Only who supervises may, with a
// fresh proof, and it opens when a second person of the agency has confirmed it. An agency
// that signs its officers in by itself is fault.Conflict.
func (s *Service) Invite(ctx context.Context, c Caller, i Invitation) (Code, error) {
	if c.Machine || !mayGrant(c.Actor.Role) {
		return Code{}, fault.New(fault.Denied, "only who supervises may invite colleagues")
	}
	if err := s.proven(c); err != nil {
		return Code{}, err
	}
	a, err := s.invitation(i)
	switch {
	case err != nil:
		return Code{}, err
	case a.Agency != c.Actor.Agency:
		return Code{}, fault.New(fault.Denied, "it is another agency's desk")
	case s.signsIn(a.Agency):
		return Code{}, fault.New(fault.Conflict, "the agency signs its officers in by itself")
	}
	a.By = c.Actor.Account
	return s.issue(ctx, a, c.event(actInvite))
}

// signsIn says whether an agency's officers come in by its provider and in no other way.
func (s *Service) signsIn(agency casework.AgencyID) bool {
	return slices.ContainsFunc(s.providers, func(p Provider) bool { return !p.Invites && slices.Contains(p.Agencies, agency) })
}

// invitation says whether somebody can sit where an invitation says.
func (s *Service) invitation(i Invitation) (Admission, error) {
	desk, ok := s.directory.Desk(i.Desk)
	if !ok {
		return Admission{}, fault.New(fault.Invalid, "there is no such desk")
	}
	if i.Agency == "" {
		i.Agency = desk.Agency
	}
	to := Account{Desk: i.Desk, Agency: i.Agency, Roles: i.Roles}
	if len(i.Roles) == 0 || len(s.sits(to)) != len(i.Roles) {
		return Admission{}, fault.New(fault.Invalid, "such a role does not sit at this desk, or not for this agency")
	}
	return Admission{Kind: ToJoin, Desk: i.Desk, Agency: i.Agency, Roles: i.Roles, Expires: s.now().Add(invitationTime)}, nil
}

// Vouch makes a code by which a colleague of the same desk, who has lost every passkey, gets
// their account back. It takes a fresh proof, and opens with the colleague's own recovery
// code, or when a second person of the agency has confirmed it.
func (s *Service) Vouch(ctx context.Context, c Caller, account casework.AccountID) (Code, error) {
	if c.Machine {
		return Code{}, fault.New(fault.Denied, "a machine vouches for nobody")
	}
	if err := s.proven(c); err != nil {
		return Code{}, err
	}
	a, err := s.store.FindAccount(asSignIn(ctx), account)
	if err != nil {
		return Code{}, err
	}
	switch {
	case a.Desk != c.Actor.Desk || a.Agency != c.Actor.Agency || !a.Active:
		return Code{}, fault.New(fault.NotFound, "there is no such account at this desk")
	case a.ID == c.Actor.Account:
		return Code{}, fault.New(fault.Denied, "nobody vouches for themselves")
	case a.Source == FromProvider:
		return Code{}, fault.New(fault.Conflict, "the agency signs this account in by itself")
	}
	return s.issue(ctx, Admission{
		Kind: ToReturn, Desk: a.Desk, Agency: a.Agency, Roles: a.Roles, Account: a.ID, By: c.Actor.Account, Expires: s.now().Add(recoveryTime),
	}, c.event(actVouch))
}

func (s *Service) issue(ctx context.Context, a Admission, trace audit.Event) (Code, error) {
	a.ID, a.At = code("i-"), s.now()
	token := secret(admissionPrefix)
	trace.Code = a.ID
	if a.Account != "" {
		trace.Subject.Ref = string(a.Account)
	}
	if err := s.store.AddAdmission(asSignIn(ctx), a, hashOf(token), s.stamped(trace)); err != nil {
		return Code{}, err
	}
	return Code{Admission: a, Token: token}, nil
}

// Waiting lists the codes of the caller's agency that can still be used, the newest first.
func (s *Service) Waiting(ctx context.Context, c Caller) ([]Admission, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.Admissions(asSignIn(ctx), c.Actor.Agency, s.now())
}

// Confirm is the second person's word, with a fresh proof. Nobody confirms what they have made
// themselves, nor their own return.
func (s *Service) Confirm(ctx context.Context, c Caller, id string) error {
	if err := s.proven(c); err != nil {
		return err
	}
	a, err := s.waiting(ctx, c, id)
	switch {
	case err != nil:
		return err
	case a.By == c.Actor.Account || a.Account == c.Actor.Account:
		return fault.New(fault.Denied, "it takes somebody else")
	}
	trace := c.event(actConfirm)
	trace.Code = a.ID
	return s.store.ConfirmAdmission(asSignIn(ctx), a.ID, c.Actor.Account, s.now(), s.stamped(trace))
}

// Withdraw takes a code back: by who made it, or by who supervises.
func (s *Service) Withdraw(ctx context.Context, c Caller, id string) error {
	a, err := s.waiting(ctx, c, id)
	switch {
	case err != nil:
		return err
	case a.By != c.Actor.Account && !mayGrant(c.Actor.Role):
		return fault.New(fault.Denied, "only who made it, or who supervises, may take it back")
	}
	trace := c.event(actWithdraw)
	trace.Code = a.ID
	return s.store.WithdrawAdmission(asSignIn(ctx), a.ID, s.now(), s.stamped(trace))
}

func (s *Service) waiting(ctx context.Context, c Caller, id string) (Admission, error) {
	all, err := s.Waiting(ctx, c)
	if err != nil {
		return Admission{}, err
	}
	for _, a := range all {
		if a.ID == id {
			return a, nil
		}
	}
	return Admission{}, fault.New(fault.NotFound, "there is no such code")
}

// newRecovery mints a recovery code that can be written down: a hundred bits in five groups.
func newRecovery() string {
	var raw [13]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:])[:20]
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:]
}

// recoveryHash is what is kept of a recovery code, however it was written.
func recoveryHash(text string) string {
	if len(text) > 64 {
		return ""
	}
	return hashOf(strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(text)))
}
