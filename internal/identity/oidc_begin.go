package identity

import (
	"context"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// CallbackPath is where providers send people back to.
const CallbackPath = "/signin/callback"

// SignIn is a sign-in at a provider that has begun and not ended. It can be ended once,
// within ten minutes, by the browser that began it.
type SignIn struct {
	StateHash, BrowserHash, NonceHash string
	// Verifier answers the challenge that the code is bound to (PKCE, RFC 7636). Without the
	// code, which only the browser gets, it is worth nothing.
	Verifier string
	Provider string
	// To is the path of ours where they want to go.
	To string
	// Session and Account say whose proof it is to be; "" when somebody signs in.
	Session string
	Account casework.AccountID
	At      time.Time
	Expires time.Time
}

// SignInStore keeps sign-ins that are under way.
type SignInStore interface {
	AddSignIn(ctx context.Context, n SignIn) error
	// TakeSignIn gives a sign-in and forgets it, whatever comes of it: it is good for one try.
	TakeSignIn(ctx context.Context, stateHash string, now time.Time) (SignIn, error)
}

// Departure is how a browser is sent to a provider.
type Departure struct {
	// URL is where it is to go.
	URL string
	// Browser is the value of StateCookie.
	Browser string
}

// BeginOIDC begins to sign somebody in at their agency's provider. to is the path of ours
// where they want to go; anything else is taken for "/". A provider that does not answer is
// fault.Unavailable.
func (s *Service) BeginOIDC(ctx context.Context, provider, to string, v Visitor) (Departure, error) {
	if _, err := s.attempt(ctx, trySignIn, v.Address); err != nil {
		return Departure{}, err
	}
	return s.depart(ctx, provider, SignIn{To: localPath(to)})
}

// BeginOIDCStepUp begins to have somebody who is signed in prove at their agency that it is
// them: they are asked again, whatever the provider remembers (RFC 9470).
func (s *Service) BeginOIDCStepUp(ctx context.Context, to string, v Visitor) (Departure, error) {
	session, account, err := s.load(ctx, v.Token)
	if err != nil {
		return Departure{}, err
	}
	if _, ok := s.issuers[session.Provider]; !ok {
		return Departure{}, fault.New(fault.NotFound, "no agency signs this account in")
	}
	a, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Departure{}, err
	}
	if err := a.of(ctx, account.ID); err != nil {
		return Departure{}, err
	}
	return s.depart(ctx, session.Provider, SignIn{To: localPath(to), Session: session.ID, Account: account.ID})
}

func (s *Service) depart(ctx context.Context, provider string, n SignIn) (Departure, error) {
	i, ok := s.issuers[provider]
	if !ok {
		return Departure{}, fault.New(fault.NotFound, "there is no such sign-in")
	}
	d, err := i.describe(ctx)
	if err != nil {
		return Departure{}, err
	}
	state, browser, nonce := secret(""), secret(""), secret("")
	n.StateHash, n.BrowserHash, n.NonceHash = hashOf(state), hashOf(browser), hashOf(nonce)
	n.Provider, n.Verifier = provider, oauth2.GenerateVerifier()
	n.At = s.now()
	n.Expires = n.At.Add(codeLifetime)
	if err := s.store.AddSignIn(asSignIn(ctx), n); err != nil {
		return Departure{}, err
	}
	more := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(n.Verifier), oauth2.SetAuthURLParam("nonce", nonce)}
	if n.Session != "" {
		more = append(more, oauth2.SetAuthURLParam("max_age", "0"), oauth2.SetAuthURLParam("prompt", "login"))
		if len(i.Proof) > 0 {
			more = append(more, oauth2.SetAuthURLParam("acr_values", strings.Join(i.Proof, " ")))
		}
	}
	return Departure{URL: i.config(d, s.callback()).AuthCodeURL(state, more...), Browser: browser}, nil
}

func (s *Service) callback() string { return s.origin.String() + CallbackPath }
