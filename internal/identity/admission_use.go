package identity

import (
	"context"
	"crypto/subtle"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Look tells whoever holds a code what it is for. One that opens nothing is fault.NotFound,
// and counted.
func (s *Service) Look(ctx context.Context, token string, v Visitor) (Admission, error) {
	tried, err := s.attempt(ctx, tryAdmission, v.Address)
	if err != nil {
		return Admission{}, err
	}
	a, err := s.find(ctx, token)
	if fault.CodeOf(err) == fault.NotFound {
		s.turnedAway(ctx, actAccept, "", "code")
		if err := tried.failed(ctx); err != nil {
			return Admission{}, err
		}
	}
	return a, err
}

func (s *Service) find(ctx context.Context, token string) (Admission, error) {
	if !isSecret(admissionPrefix, token) {
		return Admission{}, noCode()
	}
	a, err := s.store.FindAdmission(asSignIn(ctx), hashOf(token), s.now())
	if fault.CodeOf(err) == fault.NotFound {
		return Admission{}, noCode()
	}
	return a, err
}

func noCode() error {
	return fault.New(fault.NotFound, "this code opens nothing: it is wrong, was used, has expired, or was taken back")
}

// BeginAdmission begins to make the passkey that somebody with a code will come in with. A
// code that a second person has still to confirm is fault.Conflict, unless it is a recovery.
func (s *Service) BeginAdmission(ctx context.Context, token string, v Visitor) (Ceremony, error) {
	a, err := s.Look(ctx, token, v)
	if err != nil {
		return Ceremony{}, err
	}
	if !a.Ready && a.Kind == ToJoin {
		return Ceremony{}, fault.New(fault.Conflict, "somebody else at the agency has to confirm this code first")
	}
	account := Account{ID: a.Account, Desk: a.Desk}
	if a.Kind == ToJoin {
		account.ID = newAccount()
	}
	return s.make(ctx, s.held(account, nil), PendingCeremony{Purpose: ToAdmit, Account: account.ID, Admission: a.ID})
}

// FinishAdmission lets somebody in whose browser has made a passkey, and tells them a new
// recovery code. For a recovery that nobody has confirmed, recovery is the account's old
// recovery code. All passkeys and sessions that the account had before are gone.
func (s *Service) FinishAdmission(ctx context.Context, token, ceremony, recovery string, given Label, response []byte, v Visitor) (Entry, error) {
	tried, err := s.attempt(ctx, tryAdmission, v.Address)
	if err != nil {
		return Entry{}, err
	}
	a, err := s.find(ctx, token)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return Entry{}, err
	}
	wrong := refusalReason("code")
	if err == nil {
		wrong, err = s.opens(ctx, tried, a, recovery)
	} else {
		err = nil
	}
	var entry Entry
	if wrong == "" && err == nil {
		entry, wrong, err = s.admit(ctx, a, token, ceremony, given, response, v)
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
	return entry, tried.worked(ctx)
}

// opens says whether two people stand behind a code.
func (s *Service) opens(ctx context.Context, tried *attempt, a Admission, recovery string) (refusalReason, error) {
	if a.Ready {
		return "", nil
	}
	if a.Kind == ToJoin {
		return "not_confirmed", nil
	}
	if err := tried.of(ctx, a.Account); err != nil {
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

func (s *Service) admit(ctx context.Context, a Admission, token, ceremony string, given Label, response []byte, v Visitor) (Entry, refusalReason, error) {
	n, state, ok, err := s.take(ctx, ceremony, ToAdmit)
	if err != nil {
		return Entry{}, "", err
	}
	if !ok || n.Admission != a.ID {
		return Entry{}, "ceremony", nil
	}
	account, wrong, err := s.admitted(ctx, a, n.Account)
	if wrong != "" || err != nil {
		return Entry{}, wrong, err
	}
	p, ok := s.made(s.held(account, nil), state, given, response)
	if !ok {
		return Entry{}, "attestation", nil
	}
	p.Used = s.now()
	told := newRecovery()
	action := actAccept
	if a.Kind == ToReturn {
		action = actRecover
	}
	actor, _ := s.seat(account, account.Roles[0])
	trace := Caller{Actor: actor}.event(action)
	trace.Code = a.ID
	err = s.store.Admit(asSignIn(ctx), Admitted{
		TokenHash: hashOf(token), ID: a.ID, Kind: a.Kind, Account: account, By: a.By, Passkey: p, RecoveryHash: recoveryHash(told), At: s.now(),
	}, s.stamped(trace))
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return Entry{}, "code", nil
	case fault.CodeOf(err) == fault.Conflict:
		return Entry{}, "passkey_of_another", nil
	case err != nil:
		return Entry{}, "", err
	}
	entry, wrong, err := s.enter(ctx, account, account.Roles[0], ByPasskey, s.now(), v, actSignIn)
	entry.Recovery = told
	return entry, wrong, err
}

// admitted is the account that somebody comes in as. The desk may have changed since the code
// was made.
func (s *Service) admitted(ctx context.Context, a Admission, fresh casework.AccountID) (Account, refusalReason, error) {
	if a.Kind == ToJoin {
		account := Account{ID: fresh, Desk: a.Desk, Agency: a.Agency, Roles: a.Roles, Active: true, Source: FromInvited}
		if len(s.sits(account)) != len(a.Roles) {
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
	case len(s.sits(account)) == 0:
		return Account{}, "role", nil
	}
	account.Roles = s.sits(account)
	return account, "", nil
}
