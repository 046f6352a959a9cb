package identity

import (
	"context"
	"net/netip"
	"time"

	"example.org/homeward/internal/casework"
)

// Attempts that fail are counted by account and by address. Some are free, because people
// mistype and offices share an address; from then on each doubles the time until the next one
// is looked at, up to a quarter of an hour. Nobody is ever locked out for good, so that
// failing on purpose in somebody else's name does not keep them out. A day without a failure
// starts anew. What is tried many times at the same moment is bounded by the pace of requests.
const (
	// FreeByAccount is how many failures of an account cost nothing.
	FreeByAccount = 3
	// FreeByAddress is how many failures from an address cost nothing.
	FreeByAddress = 10
	// SlowestAttempt is the longest time until the next attempt is looked at.
	SlowestAttempt = 15 * time.Minute
	// AttemptsForgotten is how long failures are remembered from the last one on.
	AttemptsForgotten = 24 * time.Hour
)

// Counted is whose failures are counted, blinded, and how many of them are free.
type Counted struct {
	Who  string
	Free int
}

// AttemptStore counts attempts that failed.
type AttemptStore interface {
	// NextAttempt is when the next attempt may be looked at, by the slowest counter of those
	// given; zero when at once.
	NextAttempt(ctx context.Context, kind string, who []Counted) (time.Time, error)
	// CountFailure counts one more for each.
	CountFailure(ctx context.Context, kind string, who []Counted, at time.Time) error
	// ForgetFailures starts the counters of these anew.
	ForgetFailures(ctx context.Context, kind string, who []Counted) error
}

// Wait is how long the next attempt has to wait after so many failures, of which some were free.
func Wait(failures, free int) time.Duration {
	over := failures - free
	switch {
	case over <= 0:
		return 0
	case over > 10: // 2^10 seconds are more than the slowest
		return SlowestAttempt
	default:
		return min(time.Second<<(over-1), SlowestAttempt)
	}
}

// What is attempted.
const (
	trySignIn    = "sign_in" // or to prove that it is oneself
	tryAdmission = "admission"
	tryHandover  = "handover"
	tryLogout    = "logout" // by a provider, of somebody
)

// attempt is one attempt that is under way.
type attempt struct {
	s    *Service
	kind string
	who  []Counted
}

// attempt says whether an attempt from an address is looked at now; fault.TooMany when not.
func (s *Service) attempt(ctx context.Context, kind string, from netip.Addr) (*attempt, error) {
	a := &attempt{s: s, kind: kind}
	if from.IsValid() {
		if from = from.Unmap(); from.Is6() { // a household has as many addresses of its own as it likes
			from = netip.PrefixFrom(from, 64).Masked().Addr()
		}
		a.who = append(a.who, Counted{s.blind("attempt.address", from.WithZone("").String()), FreeByAddress})
	}
	err := a.look(ctx, a.who)
	return a, err
}

// of adds whose account it is about, once that is known.
func (a *attempt) of(ctx context.Context, account casework.AccountID) error {
	one := Counted{a.s.blind("attempt.account", string(account)), FreeByAccount}
	if err := a.look(ctx, []Counted{one}); err != nil {
		return err
	}
	a.who = append(a.who, one)
	return nil
}

func (a *attempt) look(ctx context.Context, who []Counted) error {
	if len(who) == 0 {
		return nil
	}
	next, err := a.s.store.NextAttempt(asSignIn(ctx), a.kind, who)
	if err != nil {
		return err
	}
	if wait := next.Sub(a.s.now()); wait > 0 {
		return tooMany(wait)
	}
	return nil
}

// failed counts the failure, even when nobody waits for the answer any more.
func (a *attempt) failed(ctx context.Context) error {
	if len(a.who) == 0 {
		return nil
	}
	return a.s.store.CountFailure(asSignIn(context.WithoutCancel(ctx)), a.kind, a.who, a.s.now())
}

// worked starts the account's counter anew. The address keeps its count: somebody there may
// be trying other accounts.
func (a *attempt) worked(ctx context.Context) error {
	var accounts []Counted
	for _, one := range a.who {
		if one.Free == FreeByAccount {
			accounts = append(accounts, one)
		}
	}
	if len(accounts) == 0 {
		return nil
	}
	return a.s.store.ForgetFailures(asSignIn(ctx), a.kind, accounts)
}
