package words_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/web/words"
)

// everywhere calls get in every language and wants a text that is not the code.
func everywhere(t *testing.T, get func(l words.Language) (string, error)) {
	t.Helper()
	for _, l := range words.Languages() {
		text, err := get(l)
		require.NoError(t, err, l.Code)
		require.NotEmpty(t, text)
	}
}

// Every code of every kind that a page shows has a text in each language.
func TestEveryCodeHasAText(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, from := range []struct {
		kind, folder, name string   // of the codes; the folder and type of their constants
		suffixes           []string // that each code has a text with as well
		except             []string
	}{
		{"outcome", "casework", "Outcome", nil, nil},
		{"fact", "casework", "FactName", nil, nil},
		{"action", "casework", "Action", nil, nil},
		{"condition", "casework", "ConditionID", nil, nil},
		{"consent", "casework", "Consent", nil, nil},
		{"mode", "casework", "Mode", nil, nil},
		{"cause", "casework", "Cause", []string{".whose"}, nil},
		{"reason", "casework", "Reason", nil, nil},
		{"item", "casework", "Item", nil, nil},
		{"undo", "casework", "UndoKind", nil, nil},
		{"undo_method", "casework", "UndoMethod", nil, nil},
		{"undo_state", "casework", "UndoState", nil, nil},
		{"desk_kind", "casework", "DeskKind", nil, nil},
		{"stage", "casework", "Stage", nil, nil},
		{"lane", "casework", "Lane", nil, nil},
		{"modality", "casework", "Modality", nil, nil},
		{"event", "casework", "Event", nil, nil},
		{"level", "casework", "EscalationLevel", nil, nil},
		{"level_next", "casework", "EscalationLevel", nil, nil},
		{"timeline", "casework", "EntryCode", nil, nil},
		{"move", "casework", "MoveKind", nil, nil},
		{"notice", "casework", "NoticeKind", []string{".do"}, nil},
		{"command.case", "casework", "Kind", nil, []string{"tick", "undone", "adopt_rules"}}, // the workflow sends these to itself
		{"proposal", "casework", "ProposalAction", nil, nil},
		{"movement", "movement", "Status", nil, nil},
		{"movement_by", "movement", "Mode", nil, nil},
		{"passenger", "movement", "State", nil, []string{""}}, // never a passenger
		{"why", "movement", "Why", nil, nil},
		{"movement_entry", "movement", "EntryCode", nil, nil},
		{"notice", "movement", "NoticeKind", []string{".do"}, nil},
		{"command.movement", "movement", "Kind", nil, []string{"tick", "told"}},
		{"operation", "operation", "State", nil, nil},
		{"command.operation", "operation", "Kind", nil, []string{"list_opened", "cases_told"}},
		{"erasure", "erasure", "State", nil, nil},
		{"erasure_basis", "erasure", "Basis", nil, nil},
		{"erasure_step", "erasure", "Step", nil, nil},
		{"deletion", "erasure", "Deleting", nil, nil},
		{"deletion_reason", "erasure", "Reason", nil, nil},
		{"received_by", "erasure", "How", nil, nil},
		{"notice", "erasure", "NoticeKind", []string{".do"}, nil},
		{"command.erasure", "erasure", "Kind", nil, []string{"halt", "stuck", "done", "tick"}},
		{"list", "record", "ListState", nil, nil},
		{"list_row", "record", "ListRowState", nil, nil},
		{"list_match", "roster", "MatchReason", nil, nil},
		{"list_choice", "doubt", "Choice", nil, nil},
		{"birth_calendar", "roster/birth", "Calendar", nil, nil},
		{"command_state", "record", "CommandState", nil, nil},
		{"task_state", "record", "TaskState", nil, nil},
		{"row_problem", "roster/flaw", "Code", nil, nil},
		{"field", "policy", "Class", nil, nil},
		{"read_for", "policy", "Purpose", nil, nil},
		{"dimension", "reintegration", "Dimension", nil, nil},
		{"problem", "fault", "Code", []string{".do"}, nil},
		{"problem", "httpserver", "Code", []string{".do"}, nil},
	} {
		found := constants(t, from.folder, from.name)
		for _, code := range found {
			if slices.Contains(from.except, code) {
				continue
			}
			for _, suffix := range append([]string{""}, from.suffixes...) {
				everywhere(t, func(l words.Language) (string, error) { return c.Code(l, from.kind, code+suffix) })
			}
		}
	}
	for kind, path := range map[string]string{
		"hold":        "HoldInput/properties/kind",
		"list_author": "ListAuthor",
		"document":    "DocumentInput/properties/type",
		"precision":   "BirthInput/properties/precision",
		"sex":         "PersonInput/properties/sex",
		"found_by":    "PersonFound/properties/by/items",
		"need":        "Needs/items",
		"plan_item":   "PlanItemInput/properties/kind",
	} {
		for _, code := range contract(t, path) {
			everywhere(t, func(l words.Language) (string, error) { return c.Code(l, kind, code) })
		}
	}
	for _, code := range refusal.Codes() {
		everywhere(t, func(l words.Language) (string, error) { return c.Code(l, "refusal", code) })
	}
	for kind, said := range map[string][]string{"erasure_goes": erasure.Goes(), "erasure_stays": erasure.Stays()} {
		for i := range said { // these are sentences in English, and numbered here
			everywhere(t, func(l words.Language) (string, error) { return c.Code(l, kind, strconv.Itoa(i+1)) })
		}
		_, err := c.Code(words.Languages()[0], kind, strconv.Itoa(len(said)+1))
		require.ErrorContains(t, err, "there is no text", "%s has a sentence more", kind)
	}
}

// Each step has its name, its task and what is waited for, and each of its outcomes a text.
func TestEveryStepHasItsTexts(t *testing.T) {
	t.Parallel()
	c := load(t)
	steps := constants(t, "casework", "Step")
	require.Len(t, steps, len(casework.Specs()))
	for _, spec := range casework.Specs() {
		require.Contains(t, steps, string(spec.Step))
		names := []string{string(spec.Step)}
		switch spec.Step {
		case casework.StepFollowUp:
			for _, visit := range shipped(t)[0].Visits {
				names = append(names, string(casework.FollowUp(visit.Name)))
			}
			names = append(names, "follow_up/of another corridor")
		case casework.StepAttest:
			names = append(names, string(casework.Attest("mmr-mission-bangkok")))
		case casework.StepAccessReview:
			names = append(names, string(casework.AccessReview(3)))
		case casework.StepBlocked:
			names = append(names, string(casework.Blocked("G02")))
		case casework.StepHoldReview:
			names = append(names, string(casework.HoldReview("h-1")))
		default: // no other step has a part after a slash
		}
		for _, name := range names {
			everywhere(t, func(l words.Language) (string, error) { return c.Code(l, "step", name) })
			everywhere(t, func(l words.Language) (string, error) { return c.StepTask(l, name) })
			everywhere(t, func(l words.Language) (string, error) { return c.StepWait(l, name) })
			for _, outcome := range spec.Outcomes {
				everywhere(t, func(l words.Language) (string, error) { return c.Outcome(l, name, string(outcome)) })
			}
		}
	}
	en := words.Languages()[0]
	for want, get := range map[string]func() (string, error){
		"Follow-up visit three months after arrival": func() (string, error) { return c.Code(en, "step", "follow_up/3m") },
		"Fears to return":                     func() (string, error) { return c.Outcome(en, "fear_of_return", "yes") },
		"She does not want visits any longer": func() (string, error) { return c.Outcome(en, "follow_up/3m", "declined") },
		"In doubt: treated as a child":        func() (string, error) { return c.Value(en, "age", "disputed") },
	} {
		got, err := get()
		require.NoError(t, err, want)
		require.Equal(t, want, got)
	}
}

// Every value that a desk or a rule can give a fact has a text.
func TestEveryValueHasAText(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, spec := range casework.FactSpecs() {
		for _, value := range spec.Values {
			everywhere(t, func(l words.Language) (string, error) { return c.Value(l, string(spec.Name), value) })
		}
	}
	for name, values := range valuesSetByRules(t) {
		for _, value := range values {
			everywhere(t, func(l words.Language) (string, error) { return c.Value(l, name, value) })
		}
	}
	en := words.Languages()[0]
	_, err := c.Value(en, "age", "ancient")
	require.EqualError(t, err, `there is no text "value.age.ancient"`)
}

// Every gate says when it holds and why, and its conditions are named, also those that the shipped
// corridors add.
func TestEveryGateHasItsTexts(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, g := range gate.All() {
		everywhere(t, func(l words.Language) (string, error) { return c.Code(l, "gate", string(g.ID)) })
		everywhere(t, func(l words.Language) (string, error) { return c.Code(l, "gate", string(g.ID)+".why") })
		for _, condition := range g.Conditions {
			everywhere(t, func(l words.Language) (string, error) { return c.Condition(l, string(condition)) })
		}
	}
	en := words.Languages()[0]
	other, err := c.Condition(en, "fact:of_another_installation")
	require.NoError(t, err)
	require.Equal(t, "a condition that this corridor adds", other)
	unknownFact, err := c.Fact(en, "of_another_installation")
	require.NoError(t, err)
	for _, one := range shipped(t) {
		for _, added := range one.Added {
			text, err := c.Condition(en, "fact:"+string(added.Fact))
			require.NoError(t, err)
			require.NotEqual(t, other, text, "%s adds %s", one.ID, added.Fact)
			text, err = c.Fact(en, string(added.Fact))
			require.NoError(t, err)
			require.NotEqual(t, unknownFact, text)
		}
	}
	_, err = c.Condition(en, "unheard_of")
	require.EqualError(t, err, `there is no text "condition.unheard_of"`)
}

func TestEveryLeftoverAndProblemHasAText(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, spec := range casework.UndoSpecs() {
		if spec.Leftover != "" {
			everywhere(t, func(l words.Language) (string, error) { return c.Code(l, "leftover", spec.Leftover) })
		}
	}
	for _, problem := range httpserver.Problems() {
		everywhere(t, func(l words.Language) (string, error) { return c.Code(l, "problem", string(problem.Code)) })
	}
}

// The shipped questionnaire says the same in English as its file, and everything in each language.
func TestEveryQuestionHasAText(t *testing.T) {
	t.Parallel()
	c := load(t)
	all, err := reintegration.Shipped()
	require.NoError(t, err)
	en := words.Languages()[0]
	for _, q := range all {
		said := map[string]string{"questionnaire." + q.ID: q.Title}
		for _, question := range q.Questions {
			said["questionnaire."+q.ID+"."+question.ID] = question.Text
			for _, choice := range question.Choices {
				said["choice."+question.ID+"."+choice.Code] = choice.Text
			}
		}
		for key, text := range said {
			got, err := c.Text(en, key)
			require.NoError(t, err)
			require.Equal(t, strings.ReplaceAll(text, "somebody", "someone"), got, key)
		}
	}
}

// shipped are the corridors that Homeward ships with.
func shipped(tb testing.TB) []corridor.Corridor {
	tb.Helper()
	set, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	return set.Corridors()
}

// Each kind of desk whose officers have pages reads in the help of a page how it works.
func TestEveryDeskReadsHelp(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, kind := range casework.DeskKinds() {
		if kind == casework.DeskSurvivor {
			continue // she has no account at a desk
		}
		everywhere(t, func(l words.Language) (string, error) { return c.Code(l, "pagehelp.of", string(kind)) })
	}
}
