package corridor

import (
	"fmt"
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
)

// Explain describes the corridor in plain text, for a lawyer to compare with the law: which desk gets
// which step, in which time, which conditions differ, and the sources. The same files give the same
// text.
func (c Corridor) Explain() string {
	var w strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&w, format+"\n", args...) }
	line("%s (%s, version %d)", c.Name, c.ID, c.Version)
	if c.Unreviewed() {
		line("NOT REVIEWED: no lawyer has checked this file.")
	} else {
		line("Reviewed by %s.", c.ReviewedBy)
	}
	until := "until further notice"
	if !c.ValidTo.IsZero() {
		until = "until " + c.ValidTo.String()
	}
	line("In force from %s %s.", c.ValidFrom, until)
	line("Host %s, origin %s, custodian %s.", anyWord(string(c.Host)), anyWord(string(c.Origin)), anyWord(strings.Join(c.Custodians, " or ")))
	if len(c.Refused) > 0 {
		line("The host accepts no one from: %s.", strings.Join(c.Refused, ", "))
	}
	line("Lane %s: %s. Modality: %s. Entry: %s.", c.Lane, laneWords(c.Lane), spaced(c.Modality), entryWords(c.Entry))
	c.explainDebts(line)
	line("")
	c.explainSteps(line)
	c.explainAfter(line)
	c.explainGates(line)
	c.explainSources(line)
	return w.String()
}

// String returns the ID and version.
func (c Corridor) String() string { return fmt.Sprintf("%s v%d", c.ID, c.Version) }

func (c Corridor) explainDebts(line func(string, ...any)) {
	if c.ScreeningOwed {
		line("A person who leaves is owed a screening at origin.")
	}
	if c.HostDuty {
		line("The host must by law notify the consulate, with or without consent.")
	}
	if c.SharingAgreement {
		line("An agreement on sharing data with the receiver is in force.")
	} else {
		line("No agreement on sharing data with the receiver is known: each case needs one on record.")
	}
	line("One officer acts alone for up to %d people; for more, a second one must agree (G30).", c.MassAction)
	line("Risk of arrest on arrival: %s. It is named in counselling.", c.ArrestOnArrival)
	var asked []string
	for _, one := range c.Consents {
		asked = append(asked, string(one))
	}
	line("Consents asked: %s.", strings.Join(asked, " "))
}

func (c Corridor) explainSteps(line func(string, ...any)) {
	for _, stage := range casework.Stages() {
		var rows, off []string
		specs := casework.Specs()
		for i := range specs {
			if specs[i].Stage != stage || specs[i].FixedBudget > 0 { // steps that no corridor sets are not explained
				continue
			}
			rule, on := c.Rule(specs[i].Step)
			if !on {
				off = append(off, spaced(specs[i].Step))
				continue
			}
			rows = append(rows, c.explainStep(rule))
		}
		if len(rows)+len(off) == 0 {
			continue
		}
		line("%s", strings.ToUpper(string(stage)))
		for _, row := range rows {
			line("  %s", row)
		}
		if len(off) > 0 {
			line("  not done here: %s", strings.Join(off, ", "))
		}
	}
	line("")
}

func (c Corridor) explainStep(rule StepRule) string {
	desk, _ := c.DeskOf(rule.Step)
	parts := []string{fmt.Sprintf("%-20s %-18s %s", spaced(rule.Step), spaced(rule.Kind), desk.ID)}
	switch {
	case rule.Step == casework.StepFollowUp:
		parts = append(parts, "within the window of each visit")
	case rule.Budget.IsZero():
		parts = append(parts, "no clock")
	case rule.Budget.Unit() == WorkingDays:
		parts = append(parts, fmt.Sprintf("%d working days of %s", rule.Budget.Count(), c.calendarWords(rule, desk)))
	default:
		parts = append(parts, budgetWords(rule.Budget))
	}
	if !rule.Acknowledge.IsZero() {
		parts = append(parts, "acknowledged within "+budgetWords(rule.Acknowledge))
	}
	if rule.Step == casework.StepDetermination {
		parts = append(parts, fmt.Sprintf("%d members of %d agencies", c.Quorum.Members, c.Quorum.Agencies))
	}
	if rule.Valid > 0 {
		parts = append(parts, "holds "+lengthWords(rule.Valid))
	}
	return strings.Join(parts, "; ")
}

func (c Corridor) calendarWords(rule StepRule, desk Desk) string {
	calendar, err := c.calendar(rule.Calendar, desk)
	if err != nil {
		return "an unknown calendar"
	}
	return strings.Join(calendar.Codes(), "+")
}

func (c Corridor) explainAfter(line func(string, ...any)) {
	line("FOLLOW-UP")
	for _, v := range c.Visits {
		line("  %-4s %s after arrival, %s before or after", v.Name, lengthWords(v.After), lengthWords(v.Window))
	}
	line("  A contact counts as lost after %d tries on %d channels.", c.Tries, c.Channels)
	line("")
	line("DOCUMENT %s, valid for %s beyond departure; verification by video %s", spaced(c.DocumentClass), lengthWords(c.DocumentMargin), yesNo(c.RemoteVerification, "allowed", "not foreseen"))
	if c.SeparateIssuer {
		line("  The officer who verifies a nationality at the mission does not issue the document.")
	}
	line("")
	if c.Slots == nil {
		return
	}
	line("CROSSING DAYS (%s)", yesNo(c.Slots.Quota > 0, fmt.Sprintf("%d people a day", c.Slots.Quota), "no quota"))
	for _, r := range c.Slots.Rules {
		var days []string
		for _, d := range r.Days {
			days = append(days, d.String())
		}
		line("  %-6s %s", anyWord(string(r.Nationality)), strings.Join(days, ", "))
	}
	line("")
}

func (c Corridor) explainGates(line func(string, ...any)) {
	if len(c.Added)+len(c.Dropped) > 0 {
		line("GATES THAT DIFFER FROM THE GENERAL RULE")
		for _, a := range c.Added {
			line("  %s also waits for: %s (owed by the %s desk)", a.Gate, spaced(a.Fact), spaced(a.Owner))
		}
		for _, d := range c.Dropped {
			line("  %s does not wait for: %s", d.Gate, spaced(d.Condition))
		}
		line("")
	}
	line("ESCALATION WHEN NO ANSWER COMES")
	for _, level := range casework.EscalationThresholds() {
		told := c.escalation[level.Level]
		who := spaced(told.Level)
		if told.Level == LevelNamed || told.Level == LevelCoordinator {
			who += " " + string(c.RecipientAt(level.Level, "").Desk)
		}
		line("  %3d %%  %s", level.Percent, who)
	}
	line("")
}

func (c Corridor) explainSources(line func(string, ...any)) {
	for _, part := range []struct {
		head  string
		lines []string
	}{{"NOTES", c.Notes}, {"LEGAL BASIS", c.LegalBasis}} {
		if len(part.lines) == 0 {
			continue
		}
		line("%s", part.head)
		for _, l := range part.lines {
			line("  - %s", l)
		}
		line("")
	}
	sources := slices.Clone(c.Sources)
	slices.SortStableFunc(sources, func(a, b Source) int {
		return strings.Compare(yesNo(a.Verified, "a", "b"), yesNo(b.Verified, "a", "b"))
	})
	line("SOURCES")
	for _, s := range sources {
		line("  - %s%s [%s]", yesNo(s.Verified, "", "UNVERIFIED: "), s.Fact, s.Source)
	}
}
