package inspection

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// Finding is one thing that is wrong with a case.
type Finding struct {
	Case   casework.Ref    `json:"case"`
	Rule   RuleID          `json:"rule"`
	Wrong  string          `json:"wrong"`
	Repair Repair          `json:"repair"`
	Desk   casework.DeskID `json:"desk,omitempty"` // whose officer must look; "" if the next edition repairs it
	Do     string          `json:"do"`
}

// Repair is how a wrong state ends.
type Repair string

// The repairs.
const (
	ByAdoption Repair = "adoption" // the case adopts the current edition at the next rollover
	ByPerson   Repair = "person"
)

// adopts is what to do about a finding that ends with the next edition.
const adopts = "Run homeward rollover: the case then follows the current rules."

// Directory knows desks.
type Directory interface {
	Place(desk casework.DeskID) policy.Place
}

// Missions knows which mission answers for whom; see corridor.Set.
type Missions interface {
	Answers(desk casework.DeskID, nationality, host casework.Country, at time.Time) bool
}

// Store reads the cases that are not erased, up to limit of them, in the order of their references, from the first one
// after a reference.
type Store interface {
	InspectedCases(ctx context.Context, after casework.Ref, limit int) ([]record.InspectedCase, error)
}

// Inspector looks at cases. It is safe for concurrent use.
type Inspector struct {
	Store     Store
	Directory Directory
	Missions  Missions
	Procedure ruling.Procedure
	Now       func() time.Time
}

// page is how many cases are read at once.
const page = 200

// Run looks at every case, and gives each finding to found. It returns how many cases it has seen.
func (i Inspector) Run(ctx context.Context, found func(Finding)) (cases int, err error) {
	var after casework.Ref
	for {
		rows, err := i.Store.InspectedCases(ctx, after, page)
		if err != nil {
			return cases, err
		}
		for _, row := range rows {
			cases, after = cases+1, row.State.Ref
			if row.Erased {
				continue
			}
			for _, f := range i.Inspect(row) {
				found(f)
			}
		}
		if len(rows) < page {
			return cases, nil
		}
	}
}

// Inspect returns what is wrong with one case, in the order of the rules.
func (i Inspector) Inspect(row record.InspectedCase) []Finding {
	now := i.Now()
	v := view{Case: &row.State, born: row.Born, now: now, parts: row.Parts, knows: i}
	wrong := v.broken()
	if len(wrong) == 0 {
		return nil
	}
	left := wrong
	if next, adopted := i.adopt(row.State, now); adopted {
		left = view{Case: &next, born: row.Born, now: now, parts: parts(&next, now), knows: i}.broken()
	}
	out := make([]Finding, len(wrong))
	for n, r := range wrong {
		out[n] = Finding{Case: row.State.Ref, Rule: r.ID, Wrong: r.Wrong, Repair: ByAdoption, Do: adopts}
		if slices.ContainsFunc(left, func(one rule) bool { return one.ID == r.ID }) {
			out[n].Repair, out[n].Desk, out[n].Do = ByPerson, row.State.Rules.Desks[r.Looks], r.Do
		}
	}
	return out
}

// parts are the desks that would have a part in a case.
func parts(c *casework.Case, now time.Time) (out []record.Part) {
	for _, p := range policy.Participants(c, now) {
		out = append(out, record.Part{Desk: p.Desk, How: string(p.How)})
	}
	return out
}

// adopt returns the case as it will be when it has adopted the current edition, with a clock for every request that
// gets one. adopted is false for a case that follows that edition already.
func (i Inspector) adopt(c casework.Case, now time.Time) (next casework.Case, adopted bool) {
	if c.Edition >= casework.CurrentEdition {
		return c, false
	}
	change, _, err := ruling.Accept(c, casework.Command{Key: "inspection", Kind: casework.KindAdopt, Edition: casework.CurrentEdition, At: now, By: casework.System()}, i.Procedure)
	if err != nil {
		return c, false
	}
	var sets casework.Recorded
	for _, order := range change.Clocks {
		sets.Clocks = append(sets.Clocks, casework.ClockSet{Task: order.Task, Escalations: []casework.EscalationAt{{At: order.Start.Add(time.Hour)}}})
	}
	return change.Next.Arm(sets), true
}
