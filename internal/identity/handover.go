package identity

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/url"
	"strconv"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// handoverTime is how long a command line may take to exchange its code.
const handoverTime = time.Minute

// Handover is the request of a command line to a browser on the same machine (RFC 8252).
type Handover struct {
	// Redirect is where the command line listens: http://127.0.0.1:PORT/ or http://[::1]:PORT/, with
	// any path.
	Redirect string
	// Challenge binds the code to the command line: the base64url of the SHA-256 of its secret verifier
	// (PKCE, S256).
	Challenge string
}

// ApprovedHandover is a handover that was approved and not yet redeemed.
type ApprovedHandover struct {
	CodeHash  string
	Redirect  string
	Challenge string
	Session   Session // the session of the browser that approved it
	Expires   time.Time
}

// HandoverStore stores approved handovers.
type HandoverStore interface {
	AddHandover(ctx context.Context, h ApprovedHandover, trace audit.Event) error
	// TakeHandover returns a handover and removes it, so that it can be used once, also if it fails. It
	// returns fault.NotFound if the browser's session has ended or its account is not active.
	TakeHandover(ctx context.Context, codeHash string, now, usedSince time.Time) (ApprovedHandover, Account, error)
}

// CheckHandover returns fault.Invalid unless the handover goes to this machine and has a valid
// challenge, so that no other program can use its code.
func CheckHandover(h Handover) error {
	u, err := url.Parse(h.Redirect)
	bad := fault.New(fault.Invalid, "a handover needs an address on this machine and a challenge")
	if err != nil || len(h.Redirect) > 200 || u.Scheme != "http" || u.User != nil || u.Fragment != "" || u.RawQuery != "" || u.Opaque != "" {
		return bad
	}
	host, port, err := net.SplitHostPort(u.Host)
	if err != nil || host != "127.0.0.1" && host != "::1" {
		return bad
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return bad
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(h.Challenge)
	if err != nil || len(raw) != sha256.Size {
		return bad
	}
	return nil
}

// ApproveHandover approves a session for a command line, on behalf of a user who is signed in in a
// browser. It returns the code that the command line exchanges for the session. A command line cannot
// approve one.
func (s *Service) ApproveHandover(ctx context.Context, v Visitor, h Handover) (string, error) {
	if err := CheckHandover(h); err != nil {
		return "", err
	}
	session, account, err := s.loadSession(ctx, v.Token)
	if err != nil {
		return "", err
	}
	caller, ok := s.callerOf(session, account)
	if !ok || session.Method == ByCommandLine {
		return "", fault.New(fault.Denied, "only a user in a browser can approve a command line")
	}
	code := newSecret(handoverPrefix)
	return code, s.store.AddHandover(asSignIn(ctx), ApprovedHandover{
		CodeHash: hashOf(code), Redirect: h.Redirect, Challenge: h.Challenge, Session: session, Expires: s.now().Add(handoverTime),
	}, s.atNow(caller.event(actHandover)))
}

// FinishHandover exchanges a code for a session of the command line. The session has the role and the
// proof of the browser's session, and ends no later than that would have.
func (s *Service) FinishHandover(ctx context.Context, code, verifier, redirect string, v Visitor) (Entry, error) {
	tried, err := s.attempt(ctx, tryHandover, v.Address)
	if err != nil {
		return Entry{}, err
	}
	v.Token = "" // a command line has no session that this one replaces
	entry, who, wrong, err := s.redeemHandover(ctx, code, verifier, redirect, v)
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, actHandedOver, who, wrong)
	}
	return entry, nil
}

func (s *Service) redeemHandover(ctx context.Context, code, verifier, redirect string, v Visitor) (Entry, casework.AccountID, refusalReason, error) {
	if !isSecret(handoverPrefix, code) {
		return Entry{}, "", "code", nil
	}
	h, account, err := s.store.TakeHandover(asSignIn(ctx), hashOf(code), s.now(), s.now().Add(-IdleTimeout))
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return Entry{}, "", "code", nil
	case err != nil:
		return Entry{}, "", "", err
	}
	sum := sha256.Sum256([]byte(verifier))
	switch {
	case h.Redirect != redirect:
		return Entry{}, account.ID, "redirect", nil
	case len(verifier) < 43 || len(verifier) > 128, // RFC 7636, 4.1
		subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(h.Challenge)) != 1:
		return Entry{}, account.ID, "verifier", nil
	}
	session, entry, ok := s.newSession(account, h.Session.Role, ByCommandLine, v)
	if !ok {
		return Entry{}, account.ID, "role", nil
	}
	session.Provider, session.SIDHash, session.Until = h.Session.Provider, h.Session.SIDHash, h.Session.Until
	session.ProvenAt, entry.Caller.ProvenAt = h.Session.ProvenAt, h.Session.ProvenAt
	entry, wrong, err := s.saveSession(ctx, session, entry, v, actHandedOver)
	return entry, account.ID, wrong, err
}
