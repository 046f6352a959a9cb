package identity

import (
	"context"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// CallbackPath is the path to which providers send users back.
const CallbackPath = "/signin/callback"

// SignIn is a sign-in at a provider that has begun and not ended. It can be finished once, within ten
// minutes, by the browser that began it.
type SignIn struct {
	StateHash, BrowserHash, NonceHash string
	// Verifier is the PKCE verifier of the code's challenge (RFC 7636). Without the code, which only
	// the browser gets, it is useless.
	Verifier string
	Provider string
	// To is the local path to continue with.
	To string
	// Session and Account identify who must prove their presence; "" for a sign-in.
	Session string
	Account casework.AccountID
	At      time.Time
	Expires time.Time
}

// SignInStore stores pending sign-ins.
type SignInStore interface {
	AddSignIn(ctx context.Context, n SignIn) error
	// TakeSignIn returns a sign-in and removes it, so that it can be used once, also if it fails.
	TakeSignIn(ctx context.Context, stateHash string, now time.Time) (SignIn, error)
}

// ProviderRedirect is how to send a browser to a provider.
type ProviderRedirect struct {
	// URL is the address to go to.
	URL string
	// Browser is the value of StateCookie.
	Browser string
}

// BeginOIDC begins a sign-in at an agency's provider. to is the local path to continue with; anything
// else counts as "/". It returns fault.Unavailable if the provider does not respond.
func (s *Service) BeginOIDC(ctx context.Context, provider, to string, v Visitor) (ProviderRedirect, error) {
	if _, err := s.attempt(ctx, trySignIn, v.Address); err != nil {
		return ProviderRedirect{}, err
	}
	return s.redirect(ctx, provider, SignIn{To: localPath(to)})
}

// BeginOIDCStepUp begins a proof of presence at the agency's provider, for a user who is signed in. The
// provider must ask the user again, even if it still has a session (RFC 9470).
func (s *Service) BeginOIDCStepUp(ctx context.Context, to string, v Visitor) (ProviderRedirect, error) {
	session, account, err := s.loadSession(ctx, v.Token)
	if err != nil {
		return ProviderRedirect{}, err
	}
	if _, ok := s.issuers[session.Provider]; !ok {
		return ProviderRedirect{}, fault.New(fault.NotFound, "no provider signs this account in")
	}
	a, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return ProviderRedirect{}, err
	}
	if err := a.addAccount(ctx, account.ID); err != nil {
		return ProviderRedirect{}, err
	}
	return s.redirect(ctx, session.Provider, SignIn{To: localPath(to), Session: session.ID, Account: account.ID})
}

func (s *Service) redirect(ctx context.Context, provider string, n SignIn) (ProviderRedirect, error) {
	i, ok := s.issuers[provider]
	if !ok {
		return ProviderRedirect{}, fault.New(fault.NotFound, "there is no such provider")
	}
	d, err := i.metadata(ctx)
	if err != nil {
		return ProviderRedirect{}, err
	}
	state, browser, nonce := newSecret(""), newSecret(""), newSecret("")
	n.StateHash, n.BrowserHash, n.NonceHash = hashOf(state), hashOf(browser), hashOf(nonce)
	n.Provider, n.Verifier = provider, oauth2.GenerateVerifier()
	n.At = s.now()
	n.Expires = n.At.Add(codeLifetime)
	if err := s.store.AddSignIn(asSignIn(ctx), n); err != nil {
		return ProviderRedirect{}, err
	}
	more := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(n.Verifier), oauth2.SetAuthURLParam("nonce", nonce)}
	if n.Session != "" {
		more = append(more, oauth2.SetAuthURLParam("max_age", "0"), oauth2.SetAuthURLParam("prompt", "login"))
		if len(i.Proof) > 0 {
			more = append(more, oauth2.SetAuthURLParam("acr_values", strings.Join(i.Proof, " ")))
		}
	}
	return ProviderRedirect{URL: i.config(d, s.callback()).AuthCodeURL(state, more...), Browser: browser}, nil
}

func (s *Service) callback() string { return s.origin.String() + CallbackPath }
