package api

import (
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
)

// notePassenger notes what a movement tells of somebody on it beyond that she is: why she has to
// travel soon, why she is off, what became of her. It is a code and never a finding, and sealed all
// the same. That she is a child every list of cases says.
func (q *inquiry) notePassenger(p movement.Passenger) {
	seen := q.trail.at(audit.Subject{Kind: audit.OfCase, Ref: string(p.Case)})
	if p.Need.Medical {
		seen.shows(policy.Medical)
	}
	if p.Need.AtRisk {
		seen.shows(policy.Fear)
	}
	switch p.Why {
	case movement.WhySeparated, movement.WhyChanged: // whom she fears, or what she chose
		seen.shows(policy.Fear)
	default:
	}
	switch p.Outcome {
	case casework.Hospital:
		seen.shows(policy.Medical)
	case casework.Detained:
		seen.shows(policy.Legal)
	case casework.ChangedMind:
		seen.shows(policy.Fear)
	default:
	}
}

// noteApart notes that a movement tells of two that they must not travel together.
func (q *inquiry) noteApart(pair movement.Separation) {
	for _, ref := range []casework.Ref{pair.A, pair.B} {
		q.trail.at(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}).shows(policy.Fear)
	}
}
