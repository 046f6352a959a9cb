package identity

import (
	"context"
	"crypto/subtle"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Look returns the admission of a token. For an unknown token it returns fault.NotFound and counts the
// failure.
func (s *Service) Look(ctx context.Context, token string, v Visitor) (Admission, error) {
	tried, err := s.attempt(ctx, tryAdmission, v.Address)
	if err != nil {
		return Admission{}, err
	}
	a, err := s.findByToken(ctx, token)
	if fault.CodeOf(err) == fault.NotFound {
		s.recordRefusal(ctx, actAccept, "", "code")
		if err := tried.failed(ctx); err != nil {
			return Admission{}, err
		}
	}
	return a, err
}

func (s *Service) findByToken(ctx context.Context, token string) (Admission, error) {
	if !isSecret(admissionPrefix, token) {
		return Admission{}, unknownCode()
	}
	a, err := s.store.FindAdmission(asSignIn(ctx), hashOf(token), s.now())
	if fault.CodeOf(err) == fault.NotFound {
		return Admission{}, unknownCode()
	}
	return a, err
}

func unknownCode() error {
	return fault.New(fault.NotFound, "this code does not work: it is wrong, used, expired or withdrawn")
}

// BeginAdmission begins to create the passkey for an admission. It returns fault.Conflict for an
// invitation that a second person has yet to confirm.
func (s *Service) BeginAdmission(ctx context.Context, token string, v Visitor) (Ceremony, error) {
	a, err := s.Look(ctx, token, v)
	if err != nil {
		return Ceremony{}, err
	}
	if !a.Ready && a.Kind == ToJoin {
		return Ceremony{}, fault.New(fault.Conflict, "another person at the agency must confirm this code first")
	}
	account := Account{ID: a.Account, Desk: a.Desk}
	if a.Kind == ToJoin {
		account.ID = newAccountID()
	}
	return s.beginCreation(ctx, s.passkeyUserWith(account, nil), PendingCeremony{Purpose: ToAdmit, Account: account.ID, Admission: a.ID})
}

// FinishAdmission uses an admission with the passkey that the browser has created. It returns the new
// session and a new recovery code. For a recovery that is not confirmed, recovery is the account's old
// recovery code. All earlier passkeys and sessions of the account are removed.
func (s *Service) FinishAdmission(ctx context.Context, token, ceremony, recovery string, given Label, response []byte, v Visitor) (Entry, error) {
	tried, err := s.attempt(ctx, tryAdmission, v.Address)
	if err != nil {
		return Entry{}, err
	}
	a, err := s.findByToken(ctx, token)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return Entry{}, err
	}
	wrong := refusalReason("code")
	if err == nil {
		wrong, err = s.checkConfirmed(ctx, tried, a, recovery)
	} else {
		err = nil
	}
	var entry Entry
	if wrong == "" && err == nil {
		entry, wrong, err = s.redeemAdmission(ctx, a, token, ceremony, given, response, v)
	}
	action := actAccept
	if a.Kind == ToReturn {
		action = actRecover
	}
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, action, a.Account, wrong)
	}
	s.sessions.forget(a.Account)
	return entry, tried.succeeded(ctx)
}

// checkConfirmed returns "" if two people are behind the code, and otherwise the reason for the
// refusal.
func (s *Service) checkConfirmed(ctx context.Context, tried *attempt, a Admission, recovery string) (refusalReason, error) {
	if a.Ready {
		return "", nil
	}
	if a.Kind == ToJoin {
		return "not_confirmed", nil
	}
	if err := tried.addAccount(ctx, a.Account); err != nil {
		return "", err
	}
	want, err := s.store.RecoveryHash(asSignIn(ctx), a.Account)
	if err != nil {
		return "", err
	}
	got := recoveryHash(recovery)
	if want == "" || subtle.ConstantTimeCompare([]byte(want), []byte(got)) != 1 {
		return "recovery_code", nil
	}
	return "", nil
}

func (s *Service) redeemAdmission(ctx context.Context, a Admission, token, ceremony string, given Label, response []byte, v Visitor) (Entry, refusalReason, error) {
	n, state, ok, err := s.takeCeremony(ctx, ceremony, ToAdmit)
	if err != nil {
		return Entry{}, "", err
	}
	if !ok || n.Admission != a.ID {
		return Entry{}, "ceremony", nil
	}
	account, wrong, err := s.accountToAdmit(ctx, a, n.Account)
	if wrong != "" || err != nil {
		return Entry{}, wrong, err
	}
	p, ok := s.checkCreation(s.passkeyUserWith(account, nil), state, given, response)
	if !ok {
		return Entry{}, "attestation", nil
	}
	p.Used = s.now()
	told := newRecovery()
	action := actAccept
	if a.Kind == ToReturn {
		action = actRecover
	}
	actor, _ := s.actorFor(account, account.Roles[0])
	trace := Caller{Actor: actor}.event(action)
	trace.Code = a.ID
	err = s.store.Admit(asSignIn(ctx), Admitted{
		TokenHash: hashOf(token), ID: a.ID, Kind: a.Kind, Account: account, By: a.By, Passkey: p, RecoveryHash: recoveryHash(told), At: s.now(),
	}, s.atNow(trace))
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return Entry{}, "code", nil
	case fault.CodeOf(err) == fault.Conflict:
		return Entry{}, "passkey_of_another", nil
	case err != nil:
		return Entry{}, "", err
	}
	entry, wrong, err := s.startSession(ctx, account, account.Roles[0], ByPasskey, s.now(), v, actSignIn)
	entry.Recovery = told
	return entry, wrong, err
}

// accountToAdmit returns the account of an admission. Its roles are checked again, because the desk may
// have changed since the code was made.
func (s *Service) accountToAdmit(ctx context.Context, a Admission, fresh casework.AccountID) (Account, refusalReason, error) {
	if a.Kind == ToJoin {
		account := Account{ID: fresh, Desk: a.Desk, Agency: a.Agency, Roles: a.Roles, Active: true, Source: FromInvited}
		if len(s.validRoles(account)) != len(a.Roles) {
			return Account{}, "role", nil
		}
		return account, "", nil
	}
	account, err := s.store.FindAccount(asSignIn(ctx), a.Account)
	switch {
	case err != nil:
		return Account{}, "", err
	case !account.Active:
		return Account{}, "disabled", nil
	case len(s.validRoles(account)) == 0:
		return Account{}, "role", nil
	}
	account.Roles = s.validRoles(account)
	return account, "", nil
}
