package api

import (
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// withholdOperation leaves an operation the number of its people, if that is large enough, and
// no part of it: a part that is told here could be taken from what a funnel tells.
func withholdOperation(v *wire.Operation) {
	v.Withheld, v.OpenCases, v.OverdueCases = true, 0, 0
	v.Cases = enough(v.Cases)
}

// withholdFunnel leaves a funnel the cells that may be told. Who is waited for, and since when,
// is not counted for whoever has no case role.
func withholdFunnel(v *wire.Funnel) {
	v.Withheld, v.Total, v.Deceased = true, enough(v.Total), 0
	var stages, lanes []int
	for _, one := range v.Stages {
		stages = append(stages, one.Cases)
	}
	for _, one := range v.Lanes {
		lanes = append(lanes, one.Cases)
	}
	told := []wire.StageCount{}
	for i, tell := range policy.DisclosableCells(stages) {
		if one := v.Stages[i]; tell {
			told = append(told, wire.StageCount{
				Stage: one.Stage, Cases: one.Cases, Overdue: part(one.Overdue, one.Cases), Paused: part(one.Paused, one.Cases), Minors: part(one.Minors, one.Cases),
			})
		}
	}
	byLane := []wire.LaneCount{}
	for i, tell := range policy.DisclosableCells(lanes) {
		if tell {
			byLane = append(byLane, v.Lanes[i])
		}
	}
	v.Stages, v.Lanes, v.Desks = told, byLane, []wire.DeskLoad{}
}

// enough is a count that may be told, or none.
func enough(n int) int {
	if n < policy.SmallestCount {
		return 0
	}
	return n
}

// part is a part of a whole that may be told beside it, or none.
func part(n, whole int) int {
	if !policy.DisclosableShare(n, whole) {
		return 0
	}
	return n
}
