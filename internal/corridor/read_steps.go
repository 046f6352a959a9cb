package corridor

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor/mission"
)

// requiredSteps are the steps that every corridor has. Without them a person would not be registered,
// her consulate would be contacted without asking her about fear of return, a child would be returned
// without a guardian and a decision in its interest (gate G10 cannot be waived, and any list may
// include a child), or a case could not be closed.
func requiredSteps() []casework.Step {
	return []casework.Step{
		casework.StepRegister, casework.StepFearOfReturn, casework.StepAgeAssessment, casework.StepGuardian,
		casework.StepBestInterests, casework.StepFamilyAssessment, casework.StepClosure, casework.StepInformation,
		casework.StepAttest,
	}
}

// desks reads the desk of each kind. The survivor has no desk: the caseworker records her choices.
func (r *reader) desks() {
	r.c.Desks = make(map[casework.DeskKind]casework.DeskID)
	r.need("desks")
	f := r.sub("desks")
	r.given = f
	for _, key := range f.keys {
		kind, n := casework.DeskKind(key.Value), f.at[key.Value]
		if !slices.Contains(casework.DeskKinds(), kind) || kind == casework.DeskSurvivor {
			r.fail(key, "unknown desk kind %s", quote(key.Value))
			continue
		}
		id := casework.DeskID(r.file.text(n))
		desk, ok := r.book.directory.Desk(id)
		switch {
		case id == "":
		case !ok:
			r.fail(n, "there is no desk %s in desks.yaml", quote(string(id)))
		case desk.Kind != kind:
			r.fail(n, "the desk %s is of the kind %s, not %s", quote(string(id)), desk.Kind, kind)
		default:
			r.c.Desks[kind] = id
		}
	}
	if authority := r.book.directory.protectionAuthority(r.c.Host); authority != "" && !f.has(string(casework.DeskProtection)) {
		r.c.Desks[casework.DeskProtection] = authority
	}
	if id, ok := r.c.Desks[casework.DeskCaseworker]; ok {
		r.c.Desks[casework.DeskSurvivor] = id
	}
}

// named reports whether the corridor names a desk of a kind. One that it names wrongly is reported
// once, and not again at every step that needs it.
func (r *reader) named(kind casework.DeskKind) bool {
	if kind == casework.DeskSurvivor {
		kind = casework.DeskCaseworker
	}
	return r.given.has(string(kind)) || !slices.Contains(casework.DeskKinds(), kind)
}

// mission reads how the mission verifies. Its desk is the desk of the kind consulate, in any country; it must
// answer for the state of origin in the host state on every day on which the corridor is in force.
func (r *reader) mission() {
	f := r.sub("mission", "remote", "another_signs")
	r.c.RemoteVerification, r.c.SeparateIssuer = f.flag("remote"), f.flag("another_signs")
	desk, named := r.c.Desks[casework.DeskConsulate]
	registry := r.book.missions
	readable := !r.c.ValidFrom.IsZero() && (r.c.Host == anyNationality && r.c.Origin == anyNationality || IsCountry(string(r.c.Host)))
	if !named || !readable || len(registry.Editions()) == 0 { // the other mistake is reported
		return
	}
	if day, gap := registry.Gap(desk, r.c.Origin, r.c.Host, r.c.ValidFrom, r.c.ValidTo); gap {
		r.fail(r.given.at[string(casework.DeskConsulate)], "the desk %s does not answer for %s in %s on %s; in missions/ these do: %s",
			quote(string(desk)), r.c.Origin, r.c.Host, day, listed(registry.For(r.c.Origin, r.c.Host, day, mission.Grounds()...)))
	}
}

// steps reads the steps of the corridor: their desks, budgets, and the validity of their answers.
func (r *reader) steps() {
	r.need("steps")
	f := r.sub("steps")
	rules := make(map[casework.Step]StepRule)
	lines := make(map[casework.Step]*yaml.Node)
	for _, key := range f.keys {
		spec, ok := casework.SpecOf(casework.Step(key.Value))
		if !ok || spec.Step != casework.Step(key.Value) {
			r.fail(key, "unknown step %s", quote(key.Value))
			continue
		}
		if spec.FixedBudget > 0 {
			r.fail(key, "the step %s is the same in every corridor; remove it", spec.Step)
			continue
		}
		lines[spec.Step] = key
		if n := f.at[key.Value]; n.Kind != yaml.ScalarNode || n.Value != "off" {
			rules[spec.Step] = r.step(spec, key, n)
		}
	}
	specs := casework.Specs()
	for i := range specs {
		spec := &specs[i]
		rule, on := rules[spec.Step]
		if !on {
			if f.node != nil && slices.Contains(requiredSteps(), spec.Step) {
				r.fail(firstNode(lines[spec.Step], r.key("steps")), "the step %s can never be off", spec.Step)
			}
			continue
		}
		for _, before := range spec.Requires {
			if _, on := rules[before]; !on {
				r.fail(lines[spec.Step], "the step %s can never be reached: it needs %s, which is off", spec.Step, before)
			}
		}
		r.c.Steps = append(r.c.Steps, rule)
	}
	r.entry(rules, lines)
	r.reflection(rules, lines)
}

func (r *reader) step(spec casework.Spec, key, n *yaml.Node) StepRule {
	f := r.file.fields(n, "desk", "budget", "acknowledge", "calendar", "valid", "quorum")
	rule := StepRule{Step: spec.Step, Kind: spec.Desk, Calendar: DeskCalendar}
	if f.has("desk") {
		rule.Kind = oneOf(f, "desk", casework.DeskKinds()...)
	}
	if !r.named(rule.Kind) {
		r.fail(firstNode(f.at["desk"], key), "the step %s needs a desk of the kind %s, and the corridor has none", spec.Step, rule.Kind)
	}
	if where := whereBudgetIs(spec.Step); where != "" {
		if f.has("budget") {
			r.fail(f.at["budget"], "the step %s has no budget: its time is set in %s", spec.Step, where)
		}
	} else if b := f.need("budget"); b != nil && (b.Kind != yaml.ScalarNode || b.Value != "none") {
		rule.Budget = f.budget("budget")
	}
	rule.Acknowledge = f.budget("acknowledge")
	if f.has("calendar") {
		rule.Calendar = r.whose(f)
	}
	if f.has("valid") {
		rule.Valid = r.length(f.at["valid"])
	} else if spec.Step == casework.StepPreEmbarkation && f.node.Kind == yaml.MappingNode {
		r.fail(key, "the step %s must say how old its answer may be at departure: valid", spec.Step)
	}
	switch {
	case spec.Quorum && f.node.Kind == yaml.MappingNode:
		r.quorum(f, spec)
	case f.has("quorum"):
		r.fail(f.at["quorum"], "the step %s is not decided by a quorum", spec.Step)
	}
	return rule
}

// whereBudgetIs returns the key that sets the time of a step without a budget of its own: a right, or
// visits with windows.
func whereBudgetIs(step casework.Step) string {
	switch step {
	case casework.StepReflection:
		return "reflection_days"
	case casework.StepFollowUp:
		return "follow_up"
	default:
		return ""
	}
}

func (r *reader) whose(f fields) CalendarOf {
	whose := oneOf(f, "calendar", DeskCalendar, HostCalendar, OriginCalendar, BothCalendars)
	var codes []string
	if whose == HostCalendar || whose == BothCalendars {
		codes = append(codes, string(r.c.Host))
	}
	if whose == OriginCalendar || whose == BothCalendars {
		codes = append(codes, string(r.c.Origin))
	}
	for _, c := range codes {
		if _, ok := r.book.countries[c]; !ok {
			r.fail(f.at["calendar"], "there is no calendar %s", quote(c))
		}
	}
	return whose
}

// quorum reads the numbers of members and agencies, and refuses those that no panel can reach.
func (r *reader) quorum(f fields, spec casework.Spec) {
	n := f.need("quorum")
	q := f.sub("quorum", "members", "agencies")
	if n == nil || q.need("members") == nil || q.need("agencies") == nil {
		return
	}
	r.c.Quorum = casework.Quorum{Members: q.number("members", 1, 99), Agencies: q.number("agencies", 1, 99)}
	panel, _ := r.book.directory.Desk(r.c.Desks[spec.Desk])
	switch m := r.c.Quorum; {
	case m.Members < 1 || m.Agencies < 1:
	case m.Agencies > m.Members:
		r.fail(n, "impossible quorum: %d members cannot come from %d agencies", m.Members, m.Agencies)
	case panel.ID != "" && m.Agencies > len(panel.Members):
		r.fail(n, "impossible quorum: %d agencies are needed, and %d sit on the panel %s", m.Agencies, len(panel.Members), quote(string(panel.ID)))
	}
}

// entry checks that the precondition of entry and the step that meets it occur together.
func (r *reader) entry(rules map[casework.Step]StepRule, lines map[casework.Step]*yaml.Node) {
	_, on := rules[casework.StepEmbassyCommitment]
	switch {
	case r.c.Entry == EmbassyCommitment && !on:
		r.fail(r.at["entry_precondition"], "entry_precondition needs the step embassy_commitment, which is off")
	case r.c.Entry == EntryFree && on:
		r.fail(lines[casework.StepEmbassyCommitment], "the step embassy_commitment needs entry_precondition embassy_commitment")
	}
}

// reflection sets the length of the reflection period, which is a right and not a budget.
func (r *reader) reflection(rules map[casework.Step]StepRule, lines map[casework.Step]*yaml.Node) {
	_, on := rules[casework.StepReflection]
	length := r.reflectionTime()
	switch {
	case on && length.IsZero():
		r.fail(lines[casework.StepReflection], "the step reflection needs reflection_days")
	case !on && !length.IsZero():
		r.fail(r.at["reflection_days"], "reflection_days are given, and the step reflection is off")
	}
	for i := range r.c.Steps {
		if r.c.Steps[i].Step == casework.StepReflection {
			r.c.Steps[i].Budget = length
		}
	}
}

// reflectionTime reads a number of days, or seconds for an exercise, as 20s.
func (r *reader) reflectionTime() Budget {
	if n := r.at["reflection_days"]; n != nil && n.Kind == yaml.ScalarNode && strings.HasSuffix(n.Value, string(Seconds)) {
		return r.file.budget(n)
	}
	r.c.ReflectionDays = r.number("reflection_days", 0, 366)
	if r.c.ReflectionDays == 0 {
		return Budget{}
	}
	return Budget{unit: Days, n: r.c.ReflectionDays}
}

// firstNode returns the first node that is not nil.
func firstNode(nodes ...*yaml.Node) *yaml.Node {
	for _, n := range nodes {
		if n != nil {
			return n
		}
	}
	return nil
}

// joinNames joins names for a mistake.
func joinNames[T ~string](names []T) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = string(n)
	}
	return strings.Join(out, ", ")
}
