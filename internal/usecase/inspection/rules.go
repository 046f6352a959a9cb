package inspection

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// RuleID names an invariant that a case breaks.
type RuleID string

// The rules, as issue 10 asks for them. No lawyer has checked them.
const (
	OpenAlone     RuleID = "open_without_clock"
	PausedForever RuleID = "pause_without_end"
	HoldForgotten RuleID = "hold_past_its_review"
	FearedPart    RuleID = "feared_state_has_a_part"
	ClosedSeen    RuleID = "mission_sees_closed_case"
	Unaccredited  RuleID = "confirmed_by_unaccredited_desk"
	BareDuty      RuleID = "duty_without_order"
	ChildAsAdult  RuleID = "child_treated_as_adult"
	MergedOpen    RuleID = "merged_record_is_open"
	SharedOn      RuleID = "access_after_agreement_ended"
)

// rule is one invariant: whether a case breaks it, what is wrong then, which kind of desk looks at it, and what its
// officer does.
type rule struct {
	ID     RuleID
	Broken func(view) bool
	Wrong  string
	Looks  casework.DeskKind
	Do     string
}

// rules is the table of the rules.
func rules() []rule {
	return []rule{
		{OpenAlone, openAlone, "It is open, and has no request with a clock, no timer and no end.", casework.DeskCaseworker, "Ask again what was recalled, or report what the case waits for."},
		{PausedForever, pausedForever, "It is paused without an end or without an owner.", casework.DeskCaseworker, "End the pause, or pause the case again until a day."},
		{HoldForgotten, holdUnreviewed, "A legal hold is past its review date, and no desk is asked to review it.", casework.DeskSupervisor, "Ask the authority whether the hold goes on, and report it with a new review date or lift it."},
		{FearedPart, fearedPart, "A desk of a state from which she may need protection has a part in it.", casework.DeskCaseworker, "Recall the request or end the access, and ask the desk to delete what it has."},
		{ClosedSeen, closedSeen, "It is closed, and a mission that owes nothing still sees it.", casework.DeskSupervisor, "Report any change of the case, such as a reopening, so that its parts are written again."},
		{Unaccredited, unaccredited, "Her nationality is confirmed by a desk that does not answer for that state.", casework.DeskCaseworker, "Report that her nationality is disputed, or that the decision is superseded."},
		{BareDuty, bareDuty, "A legal duty of the host state, or an order, is on record as a bare fact.", casework.DeskSupervisor, "Put the order of the authority on record with a second person, or state that there is none."},
		{ChildAsAdult, childAsAdult, "A birth date on record can be that of a child, and she counts as an adult without an assessment.", casework.DeskCaseworker, "Report that her age is disputed."},
		{MergedOpen, mergedOpen, "Her registration ended as a merged record, and the case is open.", casework.DeskSupervisor, "Report that the decision is superseded, so that she is registered."},
		{SharedOn, sharedOn, "An agreement on sharing data has ended, and an agency still has access that rested on it.", casework.DeskSupervisor, "End the access."},
	}
}

// view is what a rule looks at.
type view struct {
	Case  *casework.Case
	born  time.Time // the latest possible day of birth; zero if it is not known
	now   time.Time
	parts []record.Part // as the record stores them
	knows Inspector
}

// broken lists the rules that a case breaks.
func (v view) broken() []rule {
	return slices.DeleteFunc(rules(), func(r rule) bool { return !r.Broken(v) })
}

func (v view) open() bool { return v.Case.Ended == nil }

func (v view) closed() bool { return v.Case.Ended != nil && v.Case.Ended.Closed }

func (v view) place(desk casework.DeskID) policy.Place { return v.knows.Directory.Place(desk) }
