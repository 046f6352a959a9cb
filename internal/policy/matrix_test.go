package policy_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

var update = flag.Bool("update", false, "write the tables of testdata anew")

// allRoles are those of accounts, the system's, and one that does not exist.
func allRoles() []casework.Role {
	return append(casework.Roles(), casework.RoleSystem, "stranger")
}

// golden compares a table with a file that a lawyer can open, or writes it.
func golden(t *testing.T, file string, rows [][]string) {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	require.NoError(t, w.WriteAll(rows))
	if *update {
		require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(),
		"the rights have changed; if that is meant, run the test with -update and let a person read the difference")
}

// head is the first line of a table: what, then every role.
func head(what string) []string {
	out := []string{what}
	for _, role := range casework.Roles() {
		out = append(out, string(role))
	}
	return out
}

// cell lists the relations in which the answer is yes.
func cell(yes func(policy.Relation) bool) string {
	var in []string
	for _, r := range policy.Relations() {
		if yes(r) {
			in = append(in, string(r))
		}
	}
	if len(in) == 0 {
		return "-"
	}
	return strings.Join(in, " ")
}

// Every role, every action, every relation: the whole of the rights, as a table.
func TestMatrixOfRights(t *testing.T) {
	t.Parallel()
	rows := [][]string{head("action \\ role")}
	for _, action := range policy.Actions() {
		row := []string{string(action)}
		for _, role := range casework.Roles() {
			row = append(row, cell(func(r policy.Relation) bool {
				return policy.Decide(policy.Actor{Role: role}, action, r).Allow
			}))
		}
		rows = append(rows, row)
	}
	golden(t, "testdata/matrix.csv", rows)
}

func TestMatrixOfFields(t *testing.T) {
	t.Parallel()
	rows := [][]string{head("class \\ role")}
	for _, class := range policy.Classes() {
		row := []string{string(class)}
		for _, role := range casework.Roles() {
			row = append(row, cell(func(r policy.Relation) bool { return policy.Sees(policy.Actor{Role: role}, class, r) }))
		}
		rows = append(rows, row)
	}
	golden(t, "testdata/fields.csv", rows)
}

// What each step, fact, condition and event tells, by field class.
func TestClassesOfWhatACaseKnows(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"what", "name", "class of the answer", "class of the words"}}
	for _, spec := range casework.Specs() {
		rows = append(rows, []string{"step", string(spec.Step), string(policy.OutcomeClass(spec.Step)), string(policy.WordsClass(spec.Step))})
	}
	for _, spec := range casework.FactSpecs() {
		rows = append(rows, []string{"fact", string(spec.Name), string(policy.FactClass(spec.Name)), ""})
	}
	for _, c := range casework.Conditions() {
		rows = append(rows, []string{"condition", string(c.ID), string(policy.ConditionClass(c.ID)), ""})
	}
	for _, e := range casework.Events() {
		rows = append(rows, []string{"event", string(e), string(policy.EventClass(e)), ""})
	}
	golden(t, "testdata/classes.csv", rows)
}

// A step, a condition or an event that the rules do not know is taken for a grave one; a
// fact that they do not know is a corridor's own and stands in a file for all to read.
func TestWhatNobodyHasClassed(t *testing.T) {
	t.Parallel()
	require.Equal(t, policy.Operational, policy.FactClass(casework.FactDeceased))
	require.Equal(t, policy.Operational, policy.FactClass("mfa_approval"))
	require.Equal(t, policy.Operational, policy.ConditionClass(casework.OwnCondition("mfa_approval")))
	require.Equal(t, policy.Fear, policy.ConditionClass(casework.OwnCondition(casework.FactAsylum)))
	require.Equal(t, policy.Narrative, policy.ConditionClass("no such condition"))
	require.Equal(t, policy.Narrative, policy.OutcomeClass("no such step"))
	require.Equal(t, policy.Narrative, policy.WordsClass("no such step"))
	require.Equal(t, policy.Narrative, policy.EventClass("no such event"))
	require.Equal(t, policy.Aftercare, policy.WordsClass(casework.FollowUp("3m")))
}

func TestDecideIsTotal(t *testing.T) {
	t.Parallel()
	for _, role := range allRoles() {
		for _, action := range append(policy.Actions(), "never.heard.of", "") {
			for _, r := range append(policy.Relations(), "cousin", "") {
				d := policy.Decide(policy.Actor{Role: role}, action, r)
				require.Contains(t, []policy.Reason{policy.Allowed, policy.RoleMayNot, policy.NotTheirs, policy.NoSuchAction}, d.Reason)
				require.Equal(t, d.Allow, d.Reason == policy.Allowed)
				if d.Allow {
					require.True(t, policy.Ever(policy.Actor{Role: role}, action))
				}
			}
			require.False(t, policy.Decide(policy.Actor{Role: role}, action).Allow, "without a relation the answer is no")
		}
	}
	for _, role := range []casework.Role{casework.RoleSystem, casework.RoleSurvivor, "stranger", ""} {
		for _, action := range policy.Actions() {
			require.False(t, policy.Ever(policy.Actor{Role: role}, action), "%s %s", role, action)
		}
	}
	require.True(t, policy.Decide(policy.Actor{}, policy.Public).Allow)
	require.Equal(t, policy.NoSuchAction, policy.Decide(policy.Actor{Role: casework.RoleCaseworker}, "never.heard.of", policy.OwnDesk).Reason)
}
