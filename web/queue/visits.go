package queue

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/site"
)

// VisitsPath is the path of the list of visits.
const VisitsPath = "/desk/visits"

// The parts of the list of visits: the first calls and visits after the return.
const (
	VisitsDue     Name = "week"    // overdue, or due within seven days
	VisitsOverdue Name = "overdue" // overdue
	VisitsAll     Name = "all"     // all that are open
)

// OfVisits lists the parts of the list of visits.
func OfVisits() []Name { return []Name{VisitsDue, VisitsOverdue, VisitsAll} }

// VisitsNamed reads the name of a part; VisitsDue for any other text.
func VisitsNamed(text string) Name {
	if slices.Contains(OfVisits(), Name(text)) {
		return Name(text)
	}
	return VisitsDue
}

// VisitsOf is the path of a part of the list of visits.
func VisitsOf(which Name) string {
	if which == VisitsDue {
		return VisitsPath
	}
	return VisitsPath + "?show=" + string(which)
}

// Visits is the query of a part of the visits of the user's own desk.
func Visits(p *site.Site, which Name, _ identity.Caller) tasks.Query {
	f := record.TaskFilter{Steps: []casework.Step{casework.StepSafetyCall, casework.StepFollowUp}}
	switch which {
	case VisitsDue:
		f.Paused, f.DueBefore = new(false), p.Usecases.Now().Add(7*24*time.Hour)
	case VisitsOverdue:
		f.Overdue = new(true)
	default:
	}
	return tasks.Query{Filter: f}
}
