package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// The expected answers come from sentences of the field, and not from the table of rights.
func TestWhoSeesANotice(t *testing.T) {
	t.Parallel()
	consul := policy.Actor{Account: "acc-consul", Role: casework.RoleConsul, Desk: "mmr-mission", Kind: casework.DeskConsulate, Agency: "mmr-mfa", Country: "MMR"}
	caseworker := policy.Actor{Account: "acc-care", Role: casework.RoleCaseworker, Desk: "tha-caseworker", Kind: casework.DeskCaseworker, Agency: "tha-ngo", Country: "THA"}
	mission := []policy.DeskAgency{{Desk: "mmr-mission", Agency: "mmr-mfa"}}
	team := []policy.DeskAgency{{Desk: "tha-caseworker", Agency: "tha-ngo"}}
	const asked, attest, question = casework.TaskID("verify_nationality#1"), casework.TaskID("attest/mmr-mission#1"), casework.TaskID("information/verify_nationality#1")
	for what, tt := range map[string]struct {
		who   policy.Actor
		about policy.Subject
		sees  map[casework.TaskID]bool // of a notice about the task; "" is about none
	}{
		"a caseworker sees what concerns a case of her team": {
			caseworker, policy.Subject{Host: "THA", Asked: team}, map[casework.TaskID]bool{asked: true, attest: true, "": true},
		},
		"a caseworker whom she does not want sees none": {
			caseworker, policy.Subject{Host: "THA", Asked: team, Excluded: []casework.AccountID{"acc-care"}}, map[casework.TaskID]bool{asked: false, attest: false, "": false},
		},
		"a consul sees what concerns a request to the mission": {
			consul, policy.Subject{Host: "THA", Desks: mission}, map[casework.TaskID]bool{asked: true, "": true},
		},
		"a consul who was never asked sees none": {
			consul, policy.Subject{Host: "THA", Asked: team}, map[casework.TaskID]bool{asked: false, attest: false, question: false, "": false},
		},
		"a mission whose data were taken back sees the request to delete alone": {
			consul, policy.Subject{Host: "THA", OwesDeletion: mission}, map[casework.TaskID]bool{asked: false, attest: true, question: false, "": false},
		},
		"a mission that has deleted them sees none": {
			consul, policy.Subject{Host: "THA", TakenBack: []casework.DeskID{"mmr-mission"}}, map[casework.TaskID]bool{asked: false, attest: false, "": false},
		},
		"a mission that was asked a question sees what is about the question": {
			consul, policy.Subject{Host: "THA", Questioned: mission}, map[casework.TaskID]bool{asked: false, attest: false, question: true, "": false},
		},
		"a state that she may fear sees its request to delete alone": {
			consul,
			policy.Subject{Host: "THA", Feared: []casework.Country{"MMR"}, Desks: mission, Asked: mission, OwesDeletion: mission, Questioned: mission},
			map[casework.TaskID]bool{asked: false, attest: true, question: false, "": false},
		},
		"a state that she may fear, with nothing to delete, sees none": {
			consul,
			policy.Subject{Host: "THA", Feared: []casework.Country{"MMR"}, Desks: mission, Asked: mission, Questioned: mission},
			map[casework.TaskID]bool{asked: false, attest: false, question: false, "": false},
		},
	} {
		for task, want := range tt.sees {
			require.Equal(t, want, policy.SeesNotice(tt.who, tt.about, casework.NoticeEscalation, task), "%s: %s", what, task)
		}
		deletes := tt.sees[attest]
		require.Equal(t, deletes || tt.sees[""], policy.SeesNotice(tt.who, tt.about, casework.NoticeRecall, ""), "%s: the word to delete", what)
	}
}

// Every role lists and reads notices, but an auditor, who sees no case, and the survivor, who has no account.
func TestWhoReadsNotices(t *testing.T) {
	t.Parallel()
	for _, role := range casework.Roles() {
		want := role != casework.RoleAuditor && role != casework.RoleSurvivor
		for _, action := range []policy.Action{policy.ListNotices, policy.ReadNotices} {
			require.Equal(t, want, policy.EverAllowed(policy.Actor{Role: role}, action), "%s of %s", action, role)
		}
	}
}
