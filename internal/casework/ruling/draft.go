package ruling

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// draft is a case while a command is applied to it, with the change for the record.
type draft struct {
	*casework.Case
	cmd    casework.Command
	change casework.Change
	answer casework.Answer
	agreed bool // a second person has agreed to the command
}

func begin(c casework.Case, cmd casework.Command) *draft {
	next := c.Clone()
	return &draft{
		Case: &next, cmd: cmd,
		change: casework.Change{Ref: c.Ref, Key: cmd.Key, Kind: cmd.Kind, At: cmd.At, By: cmd.By},
	}
}

func (d *draft) addEntry(e casework.Entry) { d.change.Entries = append(d.change.Entries, e) }

func (d *draft) addNotice(n casework.Notice) {
	if n.Desk != "" {
		d.change.Notices = append(d.change.Notices, n)
	}
}

// setFact records a fact. The newest fact of a name is the valid one.
func (d *draft) setFact(name casework.FactName, value string) {
	f := casework.Fact{Name: name, Value: value, At: d.cmd.At, By: d.cmd.By, Key: d.cmd.Key}
	kept := d.Facts[:0:0]
	for _, old := range d.Facts {
		if old.Name != name {
			kept = append(kept, old)
		}
	}
	kept = append(kept, f)
	d.Facts = kept
	d.noteRaising(f)
	if name == casework.FactAge && value != "adult" {
		d.MaybeChild = true
	}
	d.change.Facts = append(d.change.Facts, f)
	d.addEntry(casework.Entry{Code: casework.EntryFact, Detail: string(name) + "=" + value})
}

func (d *draft) view() gate.View {
	return gate.View{Case: d.Case, Now: d.cmd.At, Actor: d.cmd.By, Stated: d.cmd.Facts}
}

// guard returns nil if every gate before an action is open. Otherwise it returns fault.GateClosed with
// the status of the closed gates, or fault.Denied if only the sender's own waivers would open them.
func (d *draft) guard(a casework.Action) error {
	closed := gate.Blocked(d.view(), a)
	switch {
	case len(closed) == 0:
		return nil
	case d.waivedAlone(closed):
		return fault.New(fault.Denied, "you waived this gate, so a colleague must do what it blocked")
	default:
		return fault.New(fault.GateClosed, "gates are closed; each lists its unmet conditions and who can meet them").With(closed)
	}
}

// waivedAlone reports whether the gates are closed to the sender only because the sender waived the
// unmet conditions: a waiver does not count for the account that gave it.
func (d *draft) waivedAlone(closed []gate.Status) bool {
	for _, status := range closed {
		for _, unmet := range status.Unmet {
			if !slices.ContainsFunc(d.Waivers, func(w casework.WaiverGiven) bool {
				return w.Gate == status.Gate && w.By.Account == d.cmd.By.Account && slices.Contains(w.Conditions, unmet.Condition)
			}) {
				return false
			}
		}
	}
	return true
}

// until returns the end of an answer's validity: the instant said, or else the corridor's validity for
// the step. It returns nil if the answer does not expire.
func (d *draft) until(s casework.Step, said *time.Time) *time.Time {
	if said != nil {
		t := said.UTC()
		return &t
	}
	valid, ok := d.Rules.ValidFor(s)
	if !ok {
		return nil
	}
	t := d.cmd.At.Add(valid).UTC()
	return &t
}
