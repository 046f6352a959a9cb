package say

import (
	"slices"
	"strings"

	"example.org/homeward/internal/policy"
)

// ability is something that a role may do, as one text of the account page. A role has it if it may
// do one of the actions.
type ability struct {
	key     string
	actions []string // a name, or with * at the end a prefix of names
}

// abilityTable lists them in the order of the page. If two match an action, the first one counts.
func abilityTable() []ability {
	return []ability{
		{"can.operation.lead", []string{"operation.open", "operation.pause", "operation.resume", "operation.close"}},
		{"can.operation.see", []string{"operation.*"}},
		{"can.list.write", []string{"list.upload", "list.confirm"}},
		{"can.list.approve", []string{"list.approve"}},
		{"can.list.see", []string{"list.*"}},
		{"can.case.open", []string{"case.open"}},
		{"can.case.whole", []string{"case.whole"}},
		{"can.case.search", []string{"case.search", "people.*"}},
		{"can.case.facts", []string{"case.state_facts"}},
		{"can.case.again", []string{"case.ask_again"}},
		{"can.case.report", []string{"case.report*"}},
		{"can.break_glass", []string{"case.break_glass*", "glass.*"}},
		{"can.access", []string{"access.*", "case.give_access", "case.end_access", "case.exclude*", "case.readmit*"}},
		{"can.erase", []string{"erasure.*", "case.erase*", "retention.*"}},
		{"can.deletion", []string{"deletion.*"}},
		{"can.audit", []string{"audit.events", "case.readers"}},
		{"can.case.see", []string{"case.*"}},
		{"can.consent.write", []string{"consent.give", "consent.withdraw"}},
		{"can.consent.see", []string{"consent.*"}},
		{"can.gate.waive", []string{"gate.*"}},
		{"can.task.hand", []string{"task.reassign", "task.recall"}},
		{"can.task.see", []string{"task.list", "task.show"}},
		{"can.task.answer", []string{"task.*"}},
		{"can.movement.lock", []string{"movement.lock", "movement.unlock"}},
		{"can.movement.travel", []string{"movement.board", "movement.depart"}},
		{"can.movement.arrive", []string{"movement.arrive"}},
		{"can.movement.see", []string{"movement.list", "movement.show", "movement.manifest"}},
		{"can.movement.plan", []string{"movement.*"}},
		{"can.contact", []string{"contact.*"}},
		{"can.reintegration.see", []string{"reintegration.show"}},
		{"can.reintegration.write", []string{"reintegration.*"}},
		{"can.directory", []string{"account.*", "desk.*", "view.*", "selection.*", "corridor.*", "questionnaire.*", "command.*", "event.*", "session.*", "draft.*", "audit.*"}},
		{"can.other", []string{"*"}}, // no action is left out
	}
}

func (a ability) covers(action policy.Action) bool {
	return slices.ContainsFunc(a.actions, func(name string) bool {
		begin, open := strings.CutSuffix(name, "*")
		return name == string(action) || open && strings.HasPrefix(string(action), begin)
	})
}

// Abilities are the keys of what an actor may do to some subject.
func Abilities(actor policy.Actor) []string {
	has := map[string]bool{}
	table := abilityTable()
	for _, action := range policy.Actions() {
		if !policy.EverAllowed(actor, action) {
			continue
		}
		if i := slices.IndexFunc(table, func(a ability) bool { return a.covers(action) }); i >= 0 {
			has[table[i].key] = true
		}
	}
	var out []string
	for _, a := range table {
		if has[a.key] {
			out = append(out, a.key)
		}
	}
	return out
}
