package corridor

import (
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

var factName = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// gates reads the conditions that the corridor adds to gates or drops from them.
func (r *reader) gates() {
	f := r.sub("gates")
	for _, key := range f.keys {
		found, ok := gate.ByID(casework.GateID(key.Value))
		if !ok {
			r.fail(key, "unknown gate %s; they are G01 to G30", quote(key.Value))
			continue
		}
		one := r.file.fields(f.at[key.Value], "add", "drop")
		for _, n := range one.list("add") {
			r.add(found, n)
		}
		for _, n := range one.list("drop") {
			r.drop(found, n)
		}
	}
}

func (r *reader) add(to gate.Gate, n *yaml.Node) {
	f := r.file.fields(n, "fact", "owner")
	a := casework.AddedCondition{
		Gate: to.ID, Fact: casework.FactName(f.needText("fact")), Owner: oneOf(f, "owner", casework.DeskKinds()...),
	}
	if a.Fact != "" && (!factName.MatchString(string(a.Fact)) || len(a.Fact) > 48) {
		r.fail(f.at["fact"], "%s is not a name for a fact: lower-case words joined by underscores", quote(string(a.Fact)))
	}
	if slices.Contains(r.c.Added, a) {
		r.fail(n, "this condition occurs twice")
	}
	if a.Owner != "" && !r.named(a.Owner) {
		r.fail(f.at["owner"], "the condition belongs to a desk of the kind %s, and the corridor has none", a.Owner)
	}
	r.c.Added = append(r.c.Added, a)
}

// drop refuses to drop a condition that cannot be waived.
func (r *reader) drop(from gate.Gate, n *yaml.Node) {
	d := casework.DroppedCondition{Gate: from.ID, Condition: casework.ConditionID(r.file.text(n))}
	_, known := gate.ConditionByID(d.Condition)
	switch {
	case d.Condition == "":
	case !known:
		r.fail(n, "unknown condition %s", quote(string(d.Condition)))
	case !slices.Contains(from.Conditions, d.Condition):
		r.fail(n, "the gate %s has no condition %s; it has %s", from.ID, d.Condition, joinNames(from.Conditions))
	case from.Never():
		r.fail(n, "the gate %s can never be waived: its condition %s cannot be dropped", from.ID, d.Condition)
	case len(from.Waiver.Only) > 0 && !slices.Contains(from.Waiver.Only, d.Condition),
		len(from.Waiver.Lanes) > 0 && !slices.Contains(from.Waiver.Lanes, r.c.Lane):
		r.fail(n, "the condition %s of the gate %s cannot be waived here, so it cannot be dropped", d.Condition, from.ID)
	case slices.Contains(r.c.Dropped, d):
		r.fail(n, "this condition occurs twice")
	default:
		r.c.Dropped = append(r.c.Dropped, d)
	}
}

// slots reads the weekday and quota rule.
func (r *reader) slots() {
	if !r.has("slots") {
		return
	}
	f := r.sub("slots", "quota", "rules")
	s := Slots{Quota: f.number("quota", 0, 100_000)}
	calendar, err := r.book.countries.Calendar(nil, string(r.c.Host))
	if err != nil {
		r.fail(f.node, "slots need the host's calendar: %v", err)
		return
	}
	s.calendar = calendar
	f.need("rules")
	for _, n := range f.list("rules") {
		one := r.file.fields(n, "nationality", "days")
		rule := SlotRule{Nationality: one.country("nationality"), Days: one.days("days")}
		one.need("days")
		for _, other := range s.Rules {
			if other.Nationality == rule.Nationality {
				r.fail(n, "the nationality %s has two rules", quote(string(rule.Nationality)))
			}
		}
		for _, day := range rule.Days {
			if slices.Contains(r.book.countries[string(r.c.Host)].Weekend, day) {
				r.fail(one.at["days"], "%s is a day of the host's weekend", weekdays()[day])
			}
		}
		s.Rules = append(s.Rules, rule)
	}
	r.c.Slots = &s
}

// escalation reads the recipients of the escalation levels. Every level must have one, so that a late
// task is never unnoticed.
func (r *reader) escalation() {
	r.c.escalation = make(map[casework.EscalationLevel]Recipient)
	r.c.Coordinator = casework.DeskID(r.needText("coordinator"))
	if _, ok := r.book.directory.Desk(r.c.Coordinator); r.c.Coordinator != "" && !ok {
		r.fail(r.at["coordinator"], "there is no desk %s in desks.yaml", quote(string(r.c.Coordinator)))
	}
	var percents []string
	for _, level := range casework.EscalationThresholds() {
		percents = append(percents, strconv.Itoa(level.Percent))
	}
	r.need("ladder")
	f := r.sub("ladder", percents...)
	if f.node == nil {
		return
	}
	for i, level := range casework.EscalationThresholds() {
		n := f.need(percents[i])
		word := r.file.text(n)
		switch word {
		case "":
		case LevelDesk, LevelHead, LevelFocalPoint, LevelCoordinator:
			r.c.escalation[level.Level] = Recipient{Level: word}
		default:
			if _, ok := r.book.directory.Desk(casework.DeskID(word)); !ok {
				r.fail(n, "%s is neither a desk nor one of desk, head_of_desk, ministry_focal_point, national_coordinator", quote(word))
			}
			r.c.escalation[level.Level] = Recipient{Level: LevelNamed, Desk: casework.DeskID(word)}
		}
	}
}
