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

// The lifetimes of admission codes.
const (
	invitationTime = 72 * time.Hour
	recoveryTime   = 2 * time.Hour
)

// AdmissionKind is the effect of an admission code.
type AdmissionKind string

// The kinds.
const (
	// ToJoin creates an account with its first passkey.
	ToJoin AdmissionKind = "invitation"
	// ToReturn lets an account that has lost its passkeys create a new one, and removes the old ones.
	ToReturn AdmissionKind = "recovery"
)

// Admission is a code that can be used once to create or to recover an account. It takes two people to
// make one that works, so that no officer can make a second account for themselves or take over a
// colleague's.
type Admission struct {
	// ID is the public reference. It gives no access.
	ID     string
	Kind   AdmissionKind
	Desk   casework.DeskID
	Agency casework.AgencyID
	Roles  []casework.Role
	// Account is the account to recover; "" for an invitation.
	Account casework.AccountID
	// By is the account that made the code; "" if the operator made it.
	By      casework.AccountID
	At      time.Time
	Expires time.Time
	// Confirmed is the second person; "" if there is none yet.
	Confirmed casework.AccountID
	// Ready reports whether the code works without further confirmation. A recovery that is not ready
	// also works together with the account's recovery code.
	Ready bool
}

// Invitation describes the account to create.
type Invitation struct {
	Desk casework.DeskID
	// Agency is the agency of the new officer; "" for the desk's own.
	Agency casework.AgencyID
	Roles  []casework.Role
}

// Code is an admission with its secret token. The token is returned once and not stored.
type Code struct {
	Admission

	Token string
}

// Admitted is the result of using an admission.
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

// AdmissionStore stores invitations and recoveries.
type AdmissionStore interface {
	AddAdmission(ctx context.Context, a Admission, tokenHash string, trace audit.Event) error
	// FindAdmission returns an admission by the hash of its token, or fault.NotFound if it was used,
	// was withdrawn, or has expired.
	FindAdmission(ctx context.Context, tokenHash string, now time.Time) (Admission, error)
	// Admissions lists the usable admissions of an agency, the newest first.
	Admissions(ctx context.Context, agency casework.AgencyID, now time.Time) ([]Admission, error)
	// ConfirmAdmission records the second person of an admission that has none.
	ConfirmAdmission(ctx context.Context, id string, by casework.AccountID, now time.Time, trace audit.Event) error
	WithdrawAdmission(ctx context.Context, id string, now time.Time, trace audit.Event) error
	// Admit uses an admission. It creates the account, or removes its passkeys and ends its sessions,
	// and stores the new passkey. If two requests use the same admission, one gets fault.NotFound.
	Admit(ctx context.Context, a Admitted, trace audit.Event) error
	// RecoveryHash returns the hash of an account's recovery code; "" if it has none.
	RecoveryHash(ctx context.Context, account casework.AccountID) (string, error)
}

// supervises reports whether a role may invite colleagues.
func supervises(role casework.Role) bool {
	return role == casework.RoleSupervisor || role == casework.RoleMissionHead
}

// Invite makes an invitation to a desk of the caller's agency. The caller needs a supervising role and
// a fresh proof. A second person of the agency must confirm the invitation. It returns fault.Conflict
// if the agency signs its officers in with its own provider.
func (s *Service) Invite(ctx context.Context, c Caller, i Invitation) (Code, error) {
	if c.Machine || !supervises(c.Actor.Role) {
		return Code{}, fault.New(fault.Denied, "only a supervisor may invite colleagues")
	}
	if err := s.requireFreshProof(c); err != nil {
		return Code{}, err
	}
	a, err := s.invitation(i)
	switch {
	case err != nil:
		return Code{}, err
	case a.Agency != c.Actor.Agency:
		return Code{}, fault.New(fault.Denied, "the desk belongs to another agency")
	case s.usesProviderOnly(a.Agency):
		return Code{}, fault.New(fault.Conflict, "this agency signs its officers in with its own provider")
	}
	a.By = c.Actor.Account
	return s.issue(ctx, a, c.event(actInvite))
}

// usesProviderOnly reports whether an agency's officers sign in with its provider and in no other way.
func (s *Service) usesProviderOnly(agency casework.AgencyID) bool {
	return slices.ContainsFunc(s.providers, func(p Provider) bool { return !p.Invites && slices.Contains(p.Agencies, agency) })
}

// invitation checks an invitation, and returns the admission for it without reference and author.
func (s *Service) invitation(i Invitation) (Admission, error) {
	desk, ok := s.directory.Desk(i.Desk)
	if !ok {
		return Admission{}, fault.New(fault.Invalid, "there is no such desk")
	}
	if i.Agency == "" {
		i.Agency = desk.Agency
	}
	to := Account{Desk: i.Desk, Agency: i.Agency, Roles: i.Roles}
	if len(i.Roles) == 0 || len(s.validRoles(to)) != len(i.Roles) {
		return Admission{}, fault.New(fault.Invalid, "a role is not possible at this desk or for this agency")
	}
	return Admission{Kind: ToJoin, Desk: i.Desk, Agency: i.Agency, Roles: i.Roles, Expires: s.now().Add(invitationTime)}, nil
}

// Vouch makes a code with which a colleague at the same desk, who has lost every passkey, recovers
// their account. The caller needs a fresh proof. The code works together with the colleague's recovery
// code, or once a second person of the agency has confirmed it.
func (s *Service) Vouch(ctx context.Context, c Caller, account casework.AccountID) (Code, error) {
	if c.Machine {
		return Code{}, fault.New(fault.Denied, "a machine cannot vouch for an account")
	}
	if err := s.requireFreshProof(c); err != nil {
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
		return Code{}, fault.New(fault.Denied, "you cannot vouch for yourself")
	case a.Source == FromProvider:
		return Code{}, fault.New(fault.Conflict, "the agency's own provider signs this account in")
	}
	return s.issue(ctx, Admission{
		Kind: ToReturn, Desk: a.Desk, Agency: a.Agency, Roles: a.Roles, Account: a.ID, By: c.Actor.Account, Expires: s.now().Add(recoveryTime),
	}, c.event(actVouch))
}

func (s *Service) issue(ctx context.Context, a Admission, trace audit.Event) (Code, error) {
	a.ID, a.At = newRef("i-"), s.now()
	token := newSecret(admissionPrefix)
	trace.Code = a.ID
	if a.Account != "" {
		trace.Subject.Ref = string(a.Account)
	}
	if err := s.store.AddAdmission(asSignIn(ctx), a, hashOf(token), s.atNow(trace)); err != nil {
		return Code{}, err
	}
	return Code{Admission: a, Token: token}, nil
}

// Waiting lists the usable admission codes of the caller's agency, the newest first.
func (s *Service) Waiting(ctx context.Context, c Caller) ([]Admission, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.Admissions(asSignIn(ctx), c.Actor.Agency, s.now())
}

// Confirm records the caller as the second person of an admission. The caller needs a fresh proof. They
// cannot confirm a code that they made, or the recovery of their own account.
func (s *Service) Confirm(ctx context.Context, c Caller, id string) error {
	if err := s.requireFreshProof(c); err != nil {
		return err
	}
	a, err := s.pendingAdmission(ctx, c, id)
	switch {
	case err != nil:
		return err
	case a.By == c.Actor.Account || a.Account == c.Actor.Account:
		return fault.New(fault.Denied, "another person must confirm this")
	}
	trace := c.event(actConfirm)
	trace.Code = a.ID
	return s.store.ConfirmAdmission(asSignIn(ctx), a.ID, c.Actor.Account, s.now(), s.atNow(trace))
}

// Withdraw withdraws an admission code. The account that made it and supervisors may do so.
func (s *Service) Withdraw(ctx context.Context, c Caller, id string) error {
	a, err := s.pendingAdmission(ctx, c, id)
	switch {
	case err != nil:
		return err
	case a.By != c.Actor.Account && !supervises(c.Actor.Role):
		return fault.New(fault.Denied, "only its author or a supervisor may withdraw this code")
	}
	trace := c.event(actWithdraw)
	trace.Code = a.ID
	return s.store.WithdrawAdmission(asSignIn(ctx), a.ID, s.now(), s.atNow(trace))
}

func (s *Service) pendingAdmission(ctx context.Context, c Caller, id string) (Admission, error) {
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

// newRecovery returns a new recovery code that can be written down: 100 bits in five groups.
func newRecovery() string {
	var raw [13]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:])[:20]
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:]
}

// recoveryHash returns the hash to store for a recovery code. It ignores case, spaces and hyphens.
func recoveryHash(text string) string {
	if len(text) > 64 {
		return ""
	}
	return hashOf(strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(text)))
}
