package identity

import (
	"context"
	"net/netip"
	"time"

	"example.org/homeward/internal/casework"
)

// Failed attempts are counted by account and by address. Some are free, because people mistype and
// offices share an address. After those, each failure doubles the time until the next attempt is
// accepted, up to a quarter of an hour. No account is ever locked for good, so that failing on purpose
// under another officer's account does not lock that officer out. The count restarts after a day
// without a failure. The number of simultaneous attempts is bounded by the rate limits of requests.
const (
	// FreeByAccount is the number of failures of an account without a delay.
	FreeByAccount = 3
	// FreeByAddress is the number of failures from an address without a delay.
	FreeByAddress = 10
	// SlowestAttempt is the longest delay until the next attempt is accepted.
	SlowestAttempt = 15 * time.Minute
	// AttemptsForgotten is how long failures are remembered after the last one.
	AttemptsForgotten = 24 * time.Hour
)

// AttemptCounter identifies a counter by a blinded key, with the number of its free failures.
type AttemptCounter struct {
	Key  string
	Free int
}

// AttemptStore counts failed attempts.
type AttemptStore interface {
	// NextAttempt returns when the next attempt is accepted, by the slowest of the counters; zero means
	// now.
	NextAttempt(ctx context.Context, kind string, who []AttemptCounter) (time.Time, error)
	// CountFailure adds one failure to each counter.
	CountFailure(ctx context.Context, kind string, who []AttemptCounter, at time.Time) error
	// ForgetFailures resets the counters.
	ForgetFailures(ctx context.Context, kind string, who []AttemptCounter) error
}

// AttemptDelay returns the delay after so many failures, of which some are free.
func AttemptDelay(failures, free int) time.Duration {
	over := failures - free
	switch {
	case over <= 0:
		return 0
	case over > 10: // 2^10 seconds exceed the slowest
		return SlowestAttempt
	default:
		return min(time.Second<<(over-1), SlowestAttempt)
	}
}

// The kinds of attempts.
const (
	trySignIn    = "sign_in" // also for a proof within a session
	tryAdmission = "admission"
	tryHandover  = "handover"
	tryLogout    = "logout" // by a provider, of one of its users
)

// attempt is an attempt in progress.
type attempt struct {
	s        *Service
	kind     string
	counters []AttemptCounter
}

// attempt begins an attempt from an address. It returns fault.TooMany if the address must wait.
func (s *Service) attempt(ctx context.Context, kind string, from netip.Addr) (*attempt, error) {
	a := &attempt{s: s, kind: kind}
	if from.IsValid() {
		if from = from.Unmap(); from.Is6() { // one household has as many addresses as it wants
			from = netip.PrefixFrom(from, 64).Masked().Addr()
		}
		a.counters = append(a.counters, AttemptCounter{s.blind("attempt.address", from.WithZone("").String()), FreeByAddress})
	}
	err := a.check(ctx, a.counters)
	return a, err
}

// addAccount adds the account of the attempt, once it is known. It returns fault.TooMany if the account
// must wait.
func (a *attempt) addAccount(ctx context.Context, account casework.AccountID) error {
	one := AttemptCounter{a.s.blind("attempt.account", string(account)), FreeByAccount}
	if err := a.check(ctx, []AttemptCounter{one}); err != nil {
		return err
	}
	a.counters = append(a.counters, one)
	return nil
}

func (a *attempt) check(ctx context.Context, who []AttemptCounter) error {
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

// failed counts the failure, even if the client no longer waits for the answer.
func (a *attempt) failed(ctx context.Context) error {
	if len(a.counters) == 0 {
		return nil
	}
	return a.s.store.CountFailure(asSignIn(context.WithoutCancel(ctx)), a.kind, a.counters, a.s.now())
}

// succeeded resets the counter of the account. The counter of the address stays, because other accounts
// may be under attack from there.
func (a *attempt) succeeded(ctx context.Context) error {
	var accounts []AttemptCounter
	for _, one := range a.counters {
		if one.Free == FreeByAccount {
			accounts = append(accounts, one)
		}
	}
	if len(accounts) == 0 {
		return nil
	}
	return a.s.store.ForgetFailures(asSignIn(ctx), a.kind, accounts)
}
