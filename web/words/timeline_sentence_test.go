package words_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/web/words"
)

// entries are one timeline entry of each code, with every detail that the rules write.
func entries(tb testing.TB) []words.Entry {
	tb.Helper()
	details := map[string][]string{
		"case_opened": {"tha-mmr"}, "access_given": {"1"}, "access_ended": {"1"}, "glass_broken": {"1"},
		"officer_excluded": {"1"}, "officer_readmitted": {"1"},
		"task_paused": constants(tb, "casework", "Cause"), "consent_given": constants(tb, "casework", "Consent"),
		"consent_withdrawn": constants(tb, "casework", "Consent"), "event_reported": constants(tb, "casework", "Event"),
		"hold_set": contract(tb, "HoldInput/properties/kind"), "hold_lifted": contract(tb, "HoldInput/properties/kind"),
		"ladder_rung": constants(tb, "casework", "EscalationLevel"), "movement": constants(tb, "casework", "MoveKind"),
		"undo_ordered": constants(tb, "casework", "UndoKind"), "undone": constants(tb, "casework", "UndoKind"),
		"cannot_be_undone": append(constants(tb, "casework", "UndoKind"), "departed"), "stage_reached": constants(tb, "casework", "Stage"),
	}
	for _, code := range []string{"proposal_made", "proposal_agreed", "proposal_refused", "proposal_withdrawn", "proposal_expired"} {
		details[code] = constants(tb, "casework", "ProposalAction")
	}
	for _, code := range []string{"order_recorded", "order_ended", "order_missing"} {
		details[code] = constants(tb, "casework", "OrderKind")
	}
	for _, g := range gate.All() {
		details["gate_waived"] = append(details["gate_waived"], string(g.ID))
	}
	for _, spec := range casework.FactSpecs() {
		for _, value := range spec.Values {
			details["fact_stated"] = append(details["fact_stated"], string(spec.Name)+"="+value)
		}
	}
	for _, spec := range casework.UndoSpecs() {
		if spec.Leftover != "" {
			details["cannot_be_undone"] = append(details["cannot_be_undone"], spec.Leftover)
		}
	}
	var all []words.Entry
	for _, code := range constants(tb, "casework", "EntryCode") {
		one := words.Entry{Code: code, Step: "travel_document", Outcome: "issued", Desk: "Embassy of Myanmar, Bangkok"}
		if details[code] == nil {
			all = append(all, one)
		}
		for _, detail := range details[code] {
			with := one
			with.Detail = detail
			if code == "movement" {
				with.Outcome = map[string]string{"board": "no_show", "arrive": "met"}[detail]
			}
			all = append(all, with)
		}
	}
	for n := range constants(tb, "casework", "Item") {
		all = append(all, words.Entry{
			Code: "information_asked", Step: "verify_nationality", Desk: "Shelter, Mae Sot", Detail: strings.Join(constants(tb, "casework", "Item")[:n+1], " "),
		})
	}
	for _, reason := range constants(tb, "casework", "Reason") {
		all = append(all, words.Entry{Code: "step_settled", Step: "travel_document", Outcome: "refused", Desk: "Embassy of Myanmar, Bangkok", Detail: reason})
	}
	return all
}

// Every line of a timeline is a sentence in every language, with nothing left open in it.
func TestTimelineSentences(t *testing.T) {
	t.Parallel()
	c := load(t)
	all := entries(t)
	require.Greater(t, len(all), 200)
	for _, l := range words.Languages() {
		for _, entry := range all {
			sentence, err := c.TimelineSentence(l, entry)
			require.NoError(t, err, "%+v in %s", entry, l.Code)
			require.NotContains(t, sentence, "{")
			require.NotContains(t, sentence, "\u2068\u2069", "%+v in %s", entry, l.Code)
		}
	}
}

func TestTimelineSentencesSayWhatHappened(t *testing.T) {
	t.Parallel()
	c := load(t)
	en := words.Languages()[0]
	for want, entry := range map[string]words.Entry{
		"Embassy of Myanmar answered. Travel document: Issued.":                        {Code: "step_settled", Step: "travel_document", Outcome: "issued", Desk: "Embassy of Myanmar"},
		"a desk was asked: Follow-up visit three months after arrival.":                {Code: "task_opened", Step: "follow_up/3m"},
		"The clock of Casework stands still for Seat. The border is closed.":           {Code: "task_paused", Step: "seat", Desk: "Casework", Detail: "border_closed"},
		"Recorded: Age: In doubt: treated as a child.":                                 {Code: "fact_stated", Detail: "age=disputed"},
		"Recorded: A fact that this corridor asks for: Yes.":                           {Code: "fact_stated", Detail: "of_another_installation=yes"},
		"On the movement: Boarding. Did not come.":                                     {Code: "movement", Detail: "board", Outcome: "no_show"},
		"On the movement: A seat is held.":                                             {Code: "movement", Detail: "hold"},
		"Cannot be undone: She has departed already.":                                  {Code: "cannot_be_undone", Step: "departure", Detail: "departed"},
		"Cannot be undone: The ticket.":                                                {Code: "cannot_be_undone", Step: "ticket", Detail: "ticket"},
		"The rest of this line was erased with the data of the person.":                {Code: "step_settled", Erased: true},
		"This answer has expired. Risk assessment: High risk, with a plan against it.": {Code: "answer_expired", Step: "risk_assessment", Outcome: "high_with_plan"},
	} {
		sentence, err := c.TimelineSentence(en, entry)
		require.NoError(t, err, want)
		require.Equal(t, want, sentence)
	}
	for want, entry := range map[string]words.Entry{
		`there is no text "timeline.unheard_of"`:                                      {Code: "unheard_of"},
		`describe the entry step_settled: there is no text "outcome.seat.unheard_of"`: {Code: "step_settled", Step: "seat", Outcome: "unheard_of"},
		`describe the entry consent_given: there is no text "consent.C99"`:            {Code: "consent_given", Detail: "C99"},
		`describe the entry fact_stated: there is no text "value.age.ancient"`:        {Code: "fact_stated", Detail: "age=ancient"},
	} {
		_, err := c.TimelineSentence(en, entry)
		require.EqualError(t, err, want)
	}
}
