package api_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

func ours(tb testing.TB) *contract.Contract {
	tb.Helper()
	raw, err := os.ReadFile("openapi.yaml")
	require.NoError(tb, err)
	c, err := contract.Load(raw)
	require.NoError(tb, err)
	return c
}

// The routes are those of the contract and the listed extra ones, and no others.
func TestRoutesAreTheContract(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	var served, promised []string
	for _, r := range h.server.Routes() {
		served = append(served, regexp.MustCompile(`:(\w+)`).ReplaceAllString(r, "{$1}"))
	}
	for _, op := range ours(t).Operations {
		promised = append(promised, op.Method+" "+op.Path)
	}
	for _, route := range h.server.ExtraRoutes() {
		promised = append(promised, regexp.MustCompile(`:(\w+)`).ReplaceAllString(route.String(), "{$1}"))
	}
	slices.Sort(served)
	slices.Sort(promised)
	require.Equal(t, promised, served)
}

// Every route has an action that policy has, and every action belongs to a route.
func TestEveryRouteHasItsAction(t *testing.T) {
	t.Parallel()
	used := map[policy.Action]string{}
	for _, op := range ours(t).Operations {
		action := policy.Action(op.Action)
		if action == policy.Public {
			require.Contains(t, []string{"live", "ready", "showContract", "showReference", "showProblem"}, op.ID, "public")
			continue
		}
		require.Contains(t, policy.Actions(), action, "%s", op.ID)
		require.Empty(t, used[action], "%s and %s share an action", op.ID, used[action])
		used[action] = op.ID
	}
	for _, action := range policy.Actions() {
		if action != policy.SeeWholeCase && action != policy.JoinOperation && !slices.Contains(policy.OfPages(), action) && !strings.HasPrefix(string(action), string(policy.Report)+".") {
			require.NotEmpty(t, used[action], "%s is no route's", action)
		}
	}
}

// desksOf returns a desk that can have a role.
func desksOf(h *testAPI, role casework.Role, country casework.Country) string {
	for _, d := range h.book.Directory().Desks() {
		if d.Country == country && policy.RoleFitsDesk(role, d.Kind) {
			return string(d.ID)
		}
	}
	return ""
}

// concrete replaces the parameters of a path by references of the sample.
func concrete(path string) string {
	return strings.NewReplacer("{case}", string(caseRef), "{operation}", string(opRef), "{list}", string(listRef), "{movement}", string(moveRef), "{batch}", "b5t8r2w6yz", "{review}", "v5t8r2w6yz",
		"{task}", "register.1", "{gate}", "G02", "{visit}", "3m", "{key}", key, "{code}", "invalid",
		"{grant}", "1", "{exclusion}", "1", "{number}", "1", "{order}", "1", "{erasure}", eraseRef, "{receiver}", askedDesk).Replace(path)
}

// Without signing in every route is refused, and so is an action that the role may never do, for any body.
func TestEveryRouteRefusesCallersWithoutTheRight(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for _, op := range ours(t).Operations {
		if op.Action == string(policy.Public) {
			continue
		}
		again := func() request {
			return newRequest(op.Method, concrete(op.Path), m{"anything": mark}).with("If-Match", `"1"`)
		}
		h.refused(http.StatusUnauthorized, "unsigned", again())
		turnedAway := 0
		for _, role := range casework.Roles() {
			desk := desksOf(h, role, "THA")
			if desk == "" {
				desk = desksOf(h, role, "ETH")
			}
			if role == casework.RoleSurvivor {
				h.refused(http.StatusUnauthorized, "unsigned", again().as("tha-caseworker-maesot survivor"))
				continue
			}
			require.NotEmpty(t, desk, "%s", role)
			if policy.EverAllowed(policy.Actor{Role: role}, policy.Action(op.Action)) {
				continue
			}
			turnedAway++
			h.refused(http.StatusForbidden, "denied", again().as(desk+" "+string(role)))
		}
		if op.Method == http.MethodPost {
			require.Positive(t, turnedAway, "%s is for everybody", op.ID)
		}
	}
	require.Zero(t, h.commands.count())
	require.NotContains(t, h.logs.String(), mark)
}

// The enumerations of the contract are those of the rules.
func TestWordsOfTheContractAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	c := ours(t)
	enum := func(name string) []string {
		i := slices.IndexFunc(c.Schemas, func(s *contract.Schema) bool { return s.Name == name })
		require.GreaterOrEqual(t, i, 0, "%s", name)
		return c.Schemas[i].Enum
	}
	require.Equal(t, texts(casework.Stages()), enum("Stage"))
	require.Equal(t, texts(casework.DeskKinds()), enum("DeskKind"))
	require.Equal(t, append(texts(casework.Roles()), "system"), enum("Role"))
	require.Equal(t, texts(casework.Events()), enum("Event"))
	require.Equal(t, texts(casework.Consents()), enum("Consent"))
	require.Equal(t, texts(casework.Modes()), enum("ConsentMode"))
	require.Equal(t, texts(casework.Modalities()), enum("Modality"))
	require.Equal(t, texts(policy.Classes()), enum("FieldClass"))
	require.Equal(t, texts(policy.Purposes()), enum("Purpose"))
	require.Equal(t, []string{"A", "B", "C"}, enum("Lane"))
	var causes, rungs, outcomes []string
	for _, one := range casework.Causes() {
		causes = append(causes, string(one.Cause))
	}
	for _, one := range casework.EscalationThresholds() {
		rungs = append(rungs, string(one.Level))
	}
	for _, spec := range casework.Specs() {
		for _, o := range spec.Outcomes {
			if !slices.Contains(outcomes, string(o)) {
				outcomes = append(outcomes, string(o))
			}
		}
	}
	require.Equal(t, causes, enum("Cause"))
	require.Equal(t, rungs, enum("Rung"))
	require.Equal(t, outcomes, enum("Outcome"))
	custodian, _ := casework.FactSpecOf(casework.FactCustodian)
	require.Equal(t, custodian.Values, enum("Custodian"))
	described := func(name string) string {
		i := slices.IndexFunc(c.Schemas, func(s *contract.Schema) bool { return s.Name == name })
		return c.Schemas[i].Description
	}
	for _, spec := range casework.Specs() {
		require.Contains(t, described("Step"), string(spec.Step))
	}
	for _, spec := range casework.FactSpecs() {
		require.Contains(t, described("FactName"), string(spec.Name))
	}
}

func texts[T ~string](list []T) []string {
	var out []string
	for _, one := range list {
		out = append(out, string(one))
	}
	return out
}

// Everything in the reference has a description.
func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()
	c := ours(t)
	for _, op := range c.Operations {
		require.NotEmpty(t, op.Summary, "%s", op.ID)
		require.False(t, strings.HasSuffix(op.Summary, "."), "%s", op.ID)
		for _, p := range op.Parameters {
			require.NotEmpty(t, p.Description, "%s %s", op.ID, p.Name)
		}
		if op.JSON() != nil {
			require.NotEmpty(t, op.Example, "%s", op.ID)
			v, err := contract.ReadJSON([]byte(op.Example))
			require.NoError(t, err, "%s", op.ID)
			require.Empty(t, op.JSON().Check(v), "the example of %s", op.ID)
		}
	}
}

// Each answer in JSON has an example that is one: the served contract has it, and mocks and portals show it.
func TestEveryAnswerHasAnExample(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("examples/*.json")
	require.NoError(t, err)
	unused := map[string]bool{}
	for _, file := range files {
		unused[strings.TrimSuffix(filepath.Base(file), ".json")] = true
	}
	for _, op := range served(t).Operations {
		delete(unused, op.ID)
		for _, response := range op.Responses {
			json := slices.ContainsFunc(response.Content, func(c contract.Content) bool { return c.MediaType == "application/json" })
			if !json || response.Status != "200" && response.Status != "201" {
				continue
			}
			require.NotEmpty(t, response.Example, "%s %s: see the Makefile, record-examples", op.ID, response.Status)
			v, err := contract.ReadJSON([]byte(response.Example))
			require.NoError(t, err, "%s", op.ID)
			require.Empty(t, response.Content[0].Schema.Check(v), "the example of %s %s", op.ID, response.Status)
		}
	}
	require.Empty(t, unused, "an example of no operation")
}

// served is the contract as clients get it.
func served(t *testing.T) *contract.Contract {
	t.Helper()
	raw, err := os.ReadFile("openapi.yaml")
	require.NoError(t, err)
	public, err := contract.Public(raw, os.DirFS("examples"))
	require.NoError(t, err)
	c, err := contract.Load(public)
	require.NoError(t, err)
	return c
}

// Every text that can be sent has a maximum length and no control characters, so that stores and pages
// need not handle them.
func TestEveryTextIsBounded(t *testing.T) {
	t.Parallel()
	seen := map[*contract.Schema]bool{}
	var walk func(at string, s *contract.Schema)
	walk = func(at string, s *contract.Schema) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		switch s.Type {
		case "string":
			bounded := s.Enum != nil || s.Format != "" || s.Pattern != nil
			require.True(t, bounded, "%s is any text", at)
			if s.Pattern != nil {
				require.False(t, s.Pattern.MatchString("a\x00b"), "%s takes a zero byte", at)
				require.False(t, s.MaxLength < 0 && s.Pattern.MatchString(strings.Repeat("a", 5000)), "%s has no end", at)
			}
		case "array":
			require.GreaterOrEqual(t, s.MaxItems, 0, "%s has no end", at)
			walk(at+"[]", s.Items)
		case "object":
			require.True(t, s.Closed || s.Members != nil && s.MaxProps > 0, "%s takes unknown members", at)
			walk(at+".*", s.Members)
			for _, p := range s.Properties {
				walk(at+"."+p.Name, p.Schema)
			}
		case "integer", "number":
			require.NotNil(t, s.Min, "%s has no least", at)
			require.NotNil(t, s.Max, "%s has no most", at)
		}
	}
	for _, op := range ours(t).Operations {
		walk(op.ID, op.JSON())
		for _, p := range op.Parameters {
			walk(op.ID+"?"+p.Name, p.Schema)
		}
	}
}
