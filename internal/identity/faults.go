package identity

import (
	"errors"
	"time"

	"example.org/homeward/internal/fault"
)

// ErrStepUp means that an action needs a proof of presence that is fresher than the session's: with a
// passkey, or at the agency's provider.
var ErrStepUp = errors.New("a fresh proof is needed")

// ProofLifetime is how long a proof of presence counts as fresh.
const ProofLifetime = 5 * time.Minute

// stepUp returns ErrStepUp as a fault.
func stepUp() error {
	return fault.Wrap(ErrStepUp, fault.Denied, "prove again that it is you, then repeat this")
}

// unsigned is the answer to every request whose sender is unknown. It does not say why.
func unsigned() error {
	return fault.New(fault.Unsigned, "sign in: the request has no valid session or token")
}

// signInFailed is the answer to every failed sign-in. It does not say why.
func signInFailed() error {
	return fault.New(fault.Unsigned, "sign-in failed; begin again")
}

// RetryDelay is the detail of fault.TooMany: how long to wait after too many failed attempts.
type RetryDelay struct {
	Seconds int `json:"seconds"`
}

func tooMany(wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return fault.New(fault.TooMany, "too many attempts; wait and try again").With(RetryDelay{Seconds: max(seconds, 1)})
}

// requireFreshProof returns ErrStepUp unless the caller has a proof of presence that is fresh.
func (s *Service) requireFreshProof(c Caller) error {
	age := s.now().Sub(c.ProvenAt)
	if c.Machine || c.ProvenAt.IsZero() || age > ProofLifetime || age < -time.Minute {
		return stepUp()
	}
	return nil
}
