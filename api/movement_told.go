package api

import (
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// notePassenger notes what a movement tells of somebody on it beyond that she is: why she has to
// travel soon, why she is off, what became of her. It is a code and never a finding, and sealed all
// the same. That she is a child every list of cases says.
func notePassenger(q *request.Request, p movement.Passenger) {
	of := audit.Subject{Kind: audit.OfCase, Ref: string(p.Case)}
	if p.Need.Medical {
		q.Note(of, policy.Medical)
	}
	if p.Need.AtRisk {
		q.Note(of, policy.Fear)
	}
	switch p.Why {
	case movement.WhySeparated, movement.WhyChanged: // whom she fears, or what she chose
		q.Note(of, policy.Fear)
	default:
	}
	switch p.Outcome {
	case casework.Hospital:
		q.Note(of, policy.Medical)
	case casework.Detained:
		q.Note(of, policy.Legal)
	case casework.ChangedMind:
		q.Note(of, policy.Fear)
	default:
	}
}

// noteApart notes that a movement tells of two that they must not travel together.
func noteApart(q *request.Request, pair movement.Separation) {
	for _, ref := range []casework.Ref{pair.A, pair.B} {
		q.Note(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}, policy.Fear)
	}
}
