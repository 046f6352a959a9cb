package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// waive records a waiver by an officer with a role that the gate names. It covers the conditions that
// are unmet at this moment, and none that become unmet later.
func (d *draft) waive() error {
	gate, known := gate.ByID(d.cmd.Gate)
	switch {
	case !known:
		return fault.New(fault.Invalid, "there is no such gate")
	case gate.Never():
		return fault.New(fault.Denied, "this gate cannot be waived")
	case !slices.Contains(gate.Waiver.Roles, d.cmd.By.Role):
		return fault.New(fault.Denied, "your role cannot waive this gate")
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "a waiver needs a written reason")
	}
	for _, need := range gate.Waiver.Needs {
		if !d.FactIs(need, "yes") {
			return fault.New(fault.Conflict, "a fact that this waiver needs is not on record")
		}
	}
	waiver := casework.WaiverGiven{Gate: gate.ID, By: d.cmd.By, At: d.cmd.At, Key: d.cmd.Key}
	looked := d.view()
	looked.Actor = casework.Actor{} // conditions that any officer has waived are not waived twice
	for _, unmet := range gate.Check(looked).Unmet {
		if gate.Waiver.Covers(unmet.Condition, d.Rules.Lane) {
			waiver.Conditions = append(waiver.Conditions, unmet.Condition)
		}
	}
	if len(waiver.Conditions) == 0 {
		return fault.New(fault.Conflict, "this gate has no unmet condition that can be waived")
	}
	for _, w := range d.Waivers {
		if w.Gate == gate.ID && w.By.Account == d.cmd.By.Account && gate.Waiver.Together {
			return fault.New(fault.Denied, "this waiver needs a second person")
		}
	}
	d.Waivers = append(d.Waivers, waiver)
	d.change.Waivers = append(d.change.Waivers, waiver)
	d.addEntry(casework.Entry{Code: casework.EntryWaived, Detail: string(gate.ID)})
	if left := d.stillWaive(gate); len(left) > 0 {
		d.answer.Second = &casework.Second{Roles: left}
	}
	return nil
}

// stillWaive returns the roles whose officers must still waive a gate that takes one of each role.
func (d *draft) stillWaive(g gate.Gate) (left []casework.Role) {
	if !g.Waiver.Together {
		return nil
	}
	for _, role := range g.Waiver.Roles {
		if !slices.ContainsFunc(d.Waivers, func(w casework.WaiverGiven) bool { return w.Gate == g.ID && w.By.Role == role }) {
			left = append(left, role)
		}
	}
	return left
}

// endWaivers ends the waivers of gates. Their reason is over, and the officers who gave them have not
// seen the new situation.
func (d *draft) endWaivers(gates ...casework.GateID) {
	d.Waivers = slices.DeleteFunc(d.Waivers, func(w casework.WaiverGiven) bool { return slices.Contains(gates, w.Gate) })
}
