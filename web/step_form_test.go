package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// every is a fact of each name that the desk may state, with its first value.
func every(facts []casework.FactSpec) []casework.Statement {
	var out []casework.Statement
	for _, spec := range facts {
		out = append(out, casework.Statement{Name: spec.Name, Value: spec.Values[0]})
	}
	return out
}

// answering is who answers tasks of a kind of desk.
func (o *office) answering(rules casework.Rules, kind casework.DeskKind) (desk casework.DeskID, user string) {
	o.tb.Helper()
	if kind == casework.DeskSurvivor {
		kind = casework.DeskCaseworker
	}
	desk = rules.Desks[kind]
	for _, role := range casework.Roles() {
		if policy.RoleFitsDesk(role, kind) && policy.May(policy.Actor{Role: role, Kind: kind}, policy.DecideTask, policy.In(policy.OwnDesk)) {
			return desk, string(desk) + " " + string(role)
		}
	}
	require.Fail(o.tb, "no role answers", "%s", kind)
	return "", ""
}

// asked puts a case into the record in which one step is asked, and returns the path of its task.
func (o *office) asked(step casework.Step, n int) (path, user string, rules casework.Rules) {
	o.tb.Helper()
	ref := casework.Ref("c" + strings.ReplaceAll(string(step.Base()), "_", "") + strconv.Itoa(10+n))
	spec, _ := casework.SpecOf(step)
	o.Open(ref, "tha-ken", 5*24*time.Hour)
	state := o.State(ref)
	desk, user := o.answering(state.Rules, spec.Desk)
	id := casework.TaskID(step + "#1")
	state.Tasks = []casework.Task{{ID: id, Step: step, Attempt: 1, Desk: desk, Kind: spec.Desk, OpenedAt: noon.Add(-time.Hour), StartedAt: noon.Add(-time.Hour), Version: 3}}
	o.Record.SeedCase(state)
	return "/desk/cases/" + string(ref) + "/tasks/" + strings.NewReplacer("/", "~", "#", ".").Replace(string(id)), user, state.Rules
}

// The form of every step is made from its description: it offers each outcome and each fact that its
// desk may state, and what is sent reaches the rules as it was chosen.
func TestEveryStepHasItsForm(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		t.Run(string(spec.Step), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			step := spec.Step
			switch step {
			case casework.StepFollowUp:
				step = casework.FollowUp("3m")
			case casework.StepAttest:
				step = casework.Attest("ken-mission-bangkok")
			case casework.StepInformation:
				step += "/screening"
			default:
			}
			path, user, rules := o.asked(step, 0)
			a := o.get(path, user).status(http.StatusOK)
			switch {
			case spec.ByMovement:
				a.says("It is settled on its movement.").never(`action="` + path + `/decide"`)
				return
			case spec.Step == casework.StepFollowUp || spec.Step == casework.StepPlan: // see visits_test.go
				a.says("Open the form").never(`name="outcome"`)
				return
			case spec.Step == casework.StepInformation:
				a.says(`name="answer"`).never(`name="outcome"`)
				return
			}
			facts := every(rules.FactsFor(spec.Desk))
			for i, outcome := range spec.Offered() {
				if spec.Step == casework.StepReflection && outcome == casework.Elapsed {
					a.never(`value="elapsed"`)
					continue
				}
				a.says(`name="outcome" value="` + string(outcome) + `"`)
				path, user, _ := o.asked(step, 1+i)
				o.sends(o.get(path, user), path, user, spec, outcome, facts)
			}
		})
	}
}

// sends chooses an outcome and fills in everything else that the form has.
func (o *office) sends(a answer, path, user string, spec casework.Spec, outcome casework.Outcome, facts []casework.Statement) {
	o.tb.Helper()
	form := with(a.form(path+"/decide"), "key", "key-"+string(outcome), "outcome", string(outcome), "reasons", "Because of the file.")
	for _, f := range facts {
		a.says(`name="fact.` + string(f.Name) + `"`)
		form.Set("fact."+string(f.Name), f.Value)
	}
	reason := casework.Reason("")
	if fitting := spec.ReasonsFor(outcome); len(fitting) > 0 {
		reason = fitting[0]
		a.says(`<option value="` + string(reason) + `"`)
		form.Set("reason", string(reason))
	}
	until := time.Date(2027, 3, 28, 0, 0, 0, 0, o.zone(user)).Add(-time.Second)
	issues := spec.Step == casework.StepTravelDocument && outcome == casework.Issued
	name := "until"
	if issues {
		name = "document.expires"
		with(form, "document.type", "laissez_passer", "document.number", "LP 004411", "document.mrz", "P<KENX<<\r\n1234<<")
	}
	if spec.Step != casework.StepTravelDocument || issues {
		a.says(`name="` + name + `.day"`)
		with(form, name+".day", "27", name+".month", "3", name+".year", "2027")
	}
	second := spec.Step == casework.StepNationalityDispute && outcome == casework.SecondState
	if second {
		with(form, "state", "ETH", "desk", "eth-mission-newdelhi")
	}
	before := len(o.Commands.Sent())
	answered := o.post(path+"/decide", user, form)
	require.Contains(o.tb, []int{http.StatusSeeOther, http.StatusConflict}, answered.StatusCode, "%s: %s", outcome, answered.text())
	sent := o.Commands.Sent()
	require.Len(o.tb, sent, before+1, "%s", outcome)
	cmd := sent[before]
	require.Equal(o.tb, casework.KindDecide, cmd.Kind)
	require.Equal(o.tb, outcome, cmd.Outcome)
	require.Equal(o.tb, reason, cmd.Reason)
	require.Equal(o.tb, facts, cmd.Facts)
	require.EqualValues(o.tb, 3, cmd.Version)
	require.True(o.tb, cmd.Reasoned)
	require.Equal(o.tb, "Because of the file.", cmd.Words.Text)
	if issues {
		require.Equal(o.tb, &record.Document{Ref: cmd.Ref, Type: "laissez_passer", Number: "LP 004411", MRZ: "P<KENX<<\n1234<<", ExpiresAt: cmd.Words.Document.ExpiresAt}, cmd.Words.Document)
		require.True(o.tb, until.Equal(*cmd.Words.Document.ExpiresAt))
	} else if spec.Step != casework.StepTravelDocument {
		require.True(o.tb, until.Equal(*cmd.Until), "%s: %s", outcome, cmd.Until)
	}
	if second {
		require.Equal(o.tb, casework.Country("ETH"), cmd.State)
		require.Equal(o.tb, casework.DeskID("eth-mission-newdelhi"), cmd.Desk)
	}
}

func (o *office) zone(user string) *time.Location {
	desk, _ := o.Book.Directory().Desk(casework.DeskID(strings.Fields(user)[0]))
	return desk.Zone
}

// An outcome that needs more says so before anything is sent.
func TestEveryNeedIsAsked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, spec := range casework.Specs() {
		if spec.ByMovement || len(spec.Reasoned)+len(spec.Dated) == 0 {
			continue
		}
		path, user, _ := o.asked(spec.Step, 0)
		key := o.get(path, user).form(path + "/decide")
		for _, outcome := range spec.Offered() {
			if !spec.NeedsReasons(outcome) && !spec.NeedsDate(outcome) {
				continue
			}
			a := o.post(path+"/decide", user, url.Values{"key": key["key"], "version": key["version"], "outcome": {string(outcome)}}).status(http.StatusUnprocessableEntity)
			a.says("Something has to be corrected first", `value="`+string(outcome)+`" checked`)
		}
	}
	require.Empty(t, o.Commands.Sent())
}
