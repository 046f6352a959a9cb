package identity

import (
	"errors"
	"time"

	"example.org/homeward/internal/fault"
)

// ErrStepUp says that what is asked for needs a proof in person that is fresher than the
// session's: with a passkey, or at the agency.
var ErrStepUp = errors.New("a fresh proof is needed")

// Fresh is how long a proof in person holds for what needs one.
const Fresh = 5 * time.Minute

// stepUp is ErrStepUp as a fault.
func stepUp() error {
	return fault.Wrap(ErrStepUp, fault.Denied, "this needs a fresh proof that it is you")
}

// unsigned is what everybody hears whom it cannot place; it does not say why.
func unsigned() error {
	return fault.New(fault.Unsigned, "the request does not say who sends it, in a way that is accepted here")
}

// notIn is what everybody hears whose sign-in did not work; it does not say why.
func notIn() error {
	return fault.New(fault.Unsigned, "signing in did not work; begin again")
}

// Slow is how long somebody who has tried too often has to wait.
type RetryDelay struct {
	Seconds int `json:"seconds"`
}

func tooMany(wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return fault.New(fault.TooMany, "too many attempts; wait a little and try again").With(RetryDelay{Seconds: max(seconds, 1)})
}

// proven turns away whoever has not proved lately that it is them.
func (s *Service) proven(c Caller) error {
	age := s.now().Sub(c.ProvenAt)
	if c.Machine || c.ProvenAt.IsZero() || age > Fresh || age < -time.Minute {
		return stepUp()
	}
	return nil
}
