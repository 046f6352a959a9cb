package api

import (
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// withheld stands for a condition that the asker need not know.
const withheld = "withheld"

// gateViews shows how gates stand, each condition by its class.
func (s *Server) gateViews(all []casework.GateStatus, seen request.Visibility) []wire.Gate {
	out := []wire.Gate{}
	for _, status := range all {
		out = append(out, s.gateView(status, seen))
	}
	return out
}

func (s *Server) gateView(status casework.GateStatus, seen request.Visibility) wire.Gate {
	gate, _ := casework.GateByID(status.Gate)
	v := wire.Gate{Gate: status.Gate, Open: status.Open, Never: status.Never, Reason: gate.Reason}
	for _, action := range gate.Blocks {
		v.Blocks = append(v.Blocks, string(action))
	}
	if gate.Waiver != nil {
		v.Waiver, v.Together = gate.Waiver.Roles, gate.Waiver.Together
	}
	for _, unmet := range status.Unmet {
		v.Unmet = append(v.Unmet, s.unmetView(unmet, seen))
	}
	for _, by := range status.OpenedBy {
		condition, _, _ := strings.Cut(by, ":")
		if own, ok := strings.CutPrefix(by, "fact:"); ok { // a corridor's own condition has a colon in its name
			name, _, _ := strings.Cut(own, ":")
			condition = string(casework.OwnCondition(casework.FactName(name)))
		}
		if seen.Reveal(policy.ConditionClass(casework.ConditionID(condition))) {
			v.OpenedBy = append(v.OpenedBy, by)
		}
	}
	return v
}

// unmetView shows one unmet condition. Of one that the asker need not know it says only that
// there is one; the caseworker, who knows, is named in place of its owner, whose kind would
// tell it.
func (s *Server) unmetView(u casework.Unmet, seen request.Visibility) wire.Unmet {
	v := wire.Unmet{Condition: string(u.Condition), Owner: u.Owner, Desk: u.Desk, Since: u.Since.UTC(), AgeSeconds: s.age(u.Since)}
	if class := policy.ConditionClass(u.Condition); !seen.RevealOwn(class, u.Desk) && !seen.Reveal(class) {
		v.Condition, v.Owner, v.Desk = withheld, casework.DeskCaseworker, ""
	}
	return v
}
