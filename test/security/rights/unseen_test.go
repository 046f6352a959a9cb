package rights_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/orders"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/usecase/tasks"
)

// try is one command on a case: the life or a reference that never was.
type try struct {
	action policy.Action
	name   string
	do     func(ctx context.Context, ref casework.Ref, key string) error
}

func sent(_ act.Receipt, err error) error { return err }

// onTasks lists the commands on one request.
func (h *place) onTasks(id casework.TaskID) []try {
	of := func(action policy.Action, do func(ctx context.Context, w tasks.Write) (act.Receipt, error)) try {
		return try{action, string(action) + " " + string(id), func(ctx context.Context, ref casework.Ref, key string) error {
			return sent(do(ctx, tasks.Write{Case: ref, Task: id, Key: key}))
		}}
	}
	return []try{
		of(policy.ClaimTask, h.ClaimTask), of(policy.ReleaseTask, h.ReleaseTask), of(policy.ResumeTask, h.ResumeTask),
		of(policy.GiveTask, func(ctx context.Context, w tasks.Write) (act.Receipt, error) { return h.GiveTask(ctx, w, "acc-other") }),
		of(policy.DecideTask, func(ctx context.Context, w tasks.Write) (act.Receipt, error) {
			return h.DecideTask(ctx, w, tasks.Decision{Outcome: casework.Confirmed, Reasons: "Reasons."})
		}),
		of(policy.PauseTask, func(ctx context.Context, w tasks.Write) (act.Receipt, error) {
			return h.PauseTask(ctx, w, casework.CauseMission, time.Time{}, "")
		}),
		of(policy.AskAtTask, func(ctx context.Context, w tasks.Write) (act.Receipt, error) {
			return h.AskAtTask(ctx, w, "tha-shelter-bangkok", "A question.", nil)
		}),
		of(policy.AnswerTask, func(ctx context.Context, w tasks.Write) (act.Receipt, error) {
			return h.AnswerTask(ctx, w, nil, "An answer.")
		}),
		of(policy.ReassignTask, func(ctx context.Context, w tasks.Write) (act.Receipt, error) {
			return h.ReassignTask(ctx, w, "chn-mission-bangkok", "Reasons.")
		}),
		of(policy.RecallTask, func(ctx context.Context, w tasks.Write) (act.Receipt, error) { return h.RecallTask(ctx, w, "Reasons.") }),
	}
}

// onCases lists the other commands on a case, each in a form that her team could send.
func (h *place) onCases() []try {
	of := func(action policy.Action, do func(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error)) try {
		return try{action, string(action), func(ctx context.Context, ref casework.Ref, key string) error { return sent(do(ctx, ref, key)) }}
	}
	type (
		ctxt = context.Context
		ref  = casework.Ref
	)
	out := []try{
		of(policy.StateFacts, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.StateFacts(ctx, r, key, []casework.Statement{{Name: casework.FactInterpreter, Value: "ok"}}, "")
		}),
		of(policy.AskAgain, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.AskAgain(ctx, r, key, casework.StepScreening)
		}),
		of(policy.WaiveGate, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.WaiveGate(ctx, r, key, "G03", "Reasons.")
		}),
		of(policy.GiveConsent, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.GiveConsents(ctx, r, key, cases.GiveConsents{Consents: []casework.Consent{casework.ConsentConsulate}, Mode: casework.ModeSignature, Language: "en"})
		}),
		of(policy.WithdrawConsent, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.WithdrawConsents(ctx, r, key, []casework.Consent{casework.ConsentConsulate}, "")
		}),
		of(policy.GiveAccess, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.GiveAccess(ctx, r, key, access.Terms{
				Desk: "lao-reintegration-desk", Classes: []policy.Class{policy.Identity}, Purpose: policy.ForReintegration, Consent: casework.ConsentHandover, Until: h.clock.AddDate(0, 0, 20),
			})
		}),
		of(policy.EndAccess, func(ctx ctxt, r ref, key string) (act.Receipt, error) { return h.EndAccess(ctx, r, key, 1) }),
		of(policy.ExcludeOfficer, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.ExcludeOfficer(ctx, r, key, access.Officer{Account: h.all[0].Account})
		}),
		of(policy.ReadmitOfficer, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.ReadmitOfficer(ctx, r, key, 1, "Reasons.")
		}),
		of(policy.RecordOrder, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.RecordOrder(ctx, r, key, orders.Terms{
				Kind: "host_legal_duty", Classes: []policy.Class{policy.Identity}, Until: h.clock.AddDate(0, 1, 0),
				Text: record.OrderText{Authority: "Court", Number: "1", Date: "2026-02-01", Purpose: "Purpose."},
			})
		}),
		of(policy.EndOrder, func(ctx ctxt, r ref, key string) (act.Receipt, error) { return h.EndOrder(ctx, r, key, 1, "Reasons.") }),
		of(policy.AnswerProposal, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.AnswerProposal(ctx, r, 1, key, proposals.Answer{Agrees: true, Digest: "digest"})
		}),
		of(policy.WithdrawProposal, func(ctx ctxt, r ref, key string) (act.Receipt, error) { return h.WithdrawProposal(ctx, r, 1, key) }),
		of(policy.CorrectIdentity, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.CorrectIdentity(ctx, r, key, cases.Correction{Person: record.Person{Name: "Name"}, Reasons: "Reasons."})
		}),
		of(policy.SettlePlan, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.SettlePlan(ctx, r, key, aftercare.SettlePlan{Outcome: casework.Declined, Reasons: "Reasons."})
		}),
		of(policy.SettleFollowUp, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.SettleFollowUp(ctx, r, "30", key, aftercare.SettleFollowUp{Outcome: casework.Declined, Reasons: "Reasons."})
		}),
		of(policy.AgreeContact, func(ctx ctxt, r ref, key string) (act.Receipt, error) {
			return h.AgreeContact(ctx, r, key, record.Contact{})
		}),
		{policy.RequestErasure, "request erasure", func(ctx ctxt, r ref, key string) error {
			return sent(h.RequestErasure(ctx, r, key, erasure.RegisteredWrongly, "entered twice"))
		}},
		{policy.RevealNumber, "reveal number", func(ctx ctxt, r ref, _ string) error {
			_, err := h.RevealNumber(ctx, r, policy.ForReintegration)
			return err
		}},
		{policy.PreviewCorrection, "preview correction", func(ctx ctxt, r ref, _ string) error {
			_, err := h.PreviewCorrection(ctx, r, cases.Correction{Person: record.Person{Name: "Name"}, Reasons: "Reasons."})
			return err
		}},
	}
	for _, event := range casework.Events() {
		out = append(out, try{policy.Report, "report " + string(event), func(ctx ctxt, r ref, key string) error {
			return sent(h.ReportEvent(ctx, r, key, cases.Event{
				Event: event, HoldKind: "witness", HoldReviewBy: h.clock.AddDate(0, 0, 20), HoldID: "hold", Custodian: "state", Cause: casework.CauseMission,
				Corridor: "tha-any", Step: casework.StepTriage, Reasons: "Reasons.",
			}))
		}})
	}
	return out
}

// unseen are the officers of the directory who may look at neither the case nor one of its requests.
func (l *life) unseen(c *casework.Case) (out []officer) {
	of := l.subject(c)
	for _, o := range l.all {
		asked := false
		for _, t := range c.Tasks {
			asked = asked || t.Desk == o.Desk
		}
		if !asked && !policy.May(o.Actor, policy.ShowCase, of.RelationsOf(o.Actor)) {
			out = append(out, o)
		}
	}
	return out
}

// Nothing is written without a look at what is written to, and a refusal does not say that the case exists: every
// command that the contract has on a case is sent by every officer of the directory who may not look at it, and gets
// the answer of a case that never was. The case does not change. Emergency access is for officers who do not see it.
func TestNoAcceptedWriteWithoutALook(t *testing.T) {
	t.Parallel()
	covered := map[policy.Action]bool{policy.BreakTheGlass: true}
	for name, then := range map[string]func(*life){
		"asked": func(*life) {},
		"asylum": func(l *life) {
			require.True(l.TB, l.byTeam(casework.DeskCaseworker, casework.RoleCaseworker, l.reports(cases.Event{Event: casework.EventAsylumClaim})))
		},
		"excluded": func(l *life) {
			c := l.state()
			out := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleSupervisor)
			require.True(l.TB, l.byTeam(casework.DeskSupervisor, casework.RoleSupervisor, l.excludes(out.Account)))
		},
	} {
		l := asked(t)
		then(l)
		before := l.state()
		all := l.onCases()
		for _, task := range before.Tasks {
			all = append(all, l.onTasks(task.ID)...)
		}
		watchers, tried := l.unseen(&before), 0
		for _, one := range all {
			covered[one.action] = true
			answers := map[string]error{} // of a case that never was, by role and kind of desk
			for _, o := range watchers {
				tried++
				l.keys++
				key := "unseen-" + time.Duration(l.keys).String()
				ctx := o.asks(t.Context(), l.clock)
				err := one.do(ctx, l.ref, key)
				require.Contains(t, []fault.Code{fault.NotFound, fault.Denied}, fault.CodeOf(err), "%s by %s at %s", one.name, o.Role, o.Desk)
				never, known := answers[string(o.Role)+string(o.Kind)]
				if !known {
					never = one.do(o.asks(t.Context(), l.clock), "case-999999", key+"-never")
					answers[string(o.Role)+string(o.Kind)] = never
				}
				require.Equal(t, fault.CodeOf(never), fault.CodeOf(err), "%s by %s at %s: %v, and never: %v", one.name, o.Role, o.Desk, err, never)
				require.Equal(t, never.Error(), err.Error(), "%s by %s at %s", one.name, o.Role, o.Desk)
			}
		}
		require.Equal(t, before.Seq, l.state().Seq, "the case has not changed")
		t.Logf("%s: %d commands x %d officers of %d without a look: %d refusals", name, len(all), len(watchers), len(l.all), tried)
		require.Greater(t, len(watchers), 600)
	}
	raw, err := os.ReadFile("../../../api/openapi.yaml")
	require.NoError(t, err)
	spec, err := contract.Load(raw)
	require.NoError(t, err)
	for _, op := range spec.Operations {
		if op.Method == http.MethodPost && strings.HasPrefix(op.Path, "/cases/{case}") {
			require.True(t, covered[policy.Action(op.Action)], "%s is not sent: add it", op.ID)
		}
	}
}
