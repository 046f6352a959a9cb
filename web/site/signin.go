package site

import (
	"context"
	"net/http"
	"net/url"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
)

// SignIn is how people sign in, prove who they are, and look after their own account. Package
// identity implements it; it checks every right.
type SignIn interface {
	// Authenticate returns who sent a request, or a fault of code Unsigned.
	Authenticate(r *http.Request) (identity.Caller, error)
	// Formerly returns who the caller of a session was that has expired, or a fault of code Unsigned.
	Formerly(ctx context.Context, token string) (identity.Caller, error)
	ProviderSignIn
	PasskeySignIn
	Accounts
	Invitations
	Handovers
}

// ProviderSignIn signs people in at their agency's identity provider.
type ProviderSignIn interface {
	Providers() []identity.ProviderName
	BeginOIDC(ctx context.Context, provider, to string, v identity.Visitor) (identity.ProviderRedirect, error)
	BeginOIDCStepUp(ctx context.Context, to string, v identity.Visitor) (identity.ProviderRedirect, error)
	FinishOIDC(ctx context.Context, answer url.Values, browser string, v identity.Visitor) (identity.Entry, error)
	// EndByProvider ends sessions because a provider signed their user out. It returns
	// fault.Malformed for a token that is not the provider's or not for this site.
	EndByProvider(ctx context.Context, provider, token string, v identity.Visitor) error
}

// PasskeySignIn makes and uses passkeys.
type PasskeySignIn interface {
	BeginPasskey(ctx context.Context, v identity.Visitor) (identity.Ceremony, error)
	FinishPasskey(ctx context.Context, ceremony string, response []byte, v identity.Visitor) (identity.Entry, error)
	BeginPasskeyStepUp(ctx context.Context, v identity.Visitor) (identity.Ceremony, error)
	FinishPasskeyStepUp(ctx context.Context, ceremony string, response []byte, v identity.Visitor) (identity.Entry, error)
	BeginEnrolment(ctx context.Context, v identity.Visitor) (identity.Ceremony, error)
	FinishEnrolment(ctx context.Context, ceremony string, label identity.Label, response []byte, v identity.Visitor) (identity.Passkey, error)
	Passkeys(ctx context.Context, c identity.Caller) ([]identity.Passkey, error)
	RemovePasskey(ctx context.Context, c identity.Caller, id string) error
}

// Accounts is what a user may do with their own sessions and roles.
type Accounts interface {
	Me(ctx context.Context, c identity.Caller) (identity.Me, error)
	SwitchRole(ctx context.Context, v identity.Visitor, role casework.Role) (identity.Entry, error)
	Sessions(ctx context.Context, c identity.Caller) ([]identity.Session, error)
	EndSession(ctx context.Context, c identity.Caller, id string) error
	EndAll(ctx context.Context, c identity.Caller) (int, error)
	// SignOut ends the session of a token. A token without a session is not an error.
	SignOut(ctx context.Context, token string) error
}

// Invitations makes codes that let colleagues in, and lets in a person who has one.
type Invitations interface {
	Look(ctx context.Context, token string, v identity.Visitor) (identity.Admission, error)
	BeginAdmission(ctx context.Context, token string, v identity.Visitor) (identity.Ceremony, error)
	FinishAdmission(ctx context.Context, token, ceremony, recovery string, label identity.Label, response []byte, v identity.Visitor) (identity.Entry, error)

	Invite(ctx context.Context, c identity.Caller, i identity.Invitation) (identity.Code, error)
	Vouch(ctx context.Context, c identity.Caller, account casework.AccountID) (identity.Code, error)
	Waiting(ctx context.Context, c identity.Caller) ([]identity.Admission, error)
	Confirm(ctx context.Context, c identity.Caller, id string) error
	Withdraw(ctx context.Context, c identity.Caller, id string) error
	Colleagues(ctx context.Context, c identity.Caller) ([]identity.AccountStatus, error)
	Disable(ctx context.Context, c identity.Caller, account casework.AccountID) error
}

// Handovers lets a signed-in user give the command line a session of its own.
type Handovers interface {
	ApproveHandover(ctx context.Context, v identity.Visitor, h identity.Handover) (string, error)
	FinishHandover(ctx context.Context, code, verifier, redirect string, v identity.Visitor) (identity.Entry, error)
}
