package bench_test

import (
	"os"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
)

// list is one list of the API with one filter, for one officer.
type list struct {
	path string
	who  officer
}

// desks are officers of each kind that reads lists: of the host state, of a mission, above the desks, of the carrier.
func desks() map[string]officer {
	return map[string]officer{
		"registrar":   {"tha-registrar-maesot", casework.RoleRegistrar, "acc-1"},
		"caseworker":  {"tha-caseworker-maesot", casework.RoleCaseworker, "acc-2"},
		"screener":    {"tha-screener-maesot", casework.RoleScreener, "acc-3"},
		"consul":      {"idn-team-maesot", casework.RoleConsul, "acc-4"},
		"immigration": {"tha-immigration-maesot", casework.RoleImmigration, "acc-5"},
		"supervisor":  {"tha-supervisor-maesot", casework.RoleSupervisor, "acc-6"},
		"coordinator": {"tha-coordination", casework.RoleCoordinator, "acc-7"},
		"carrier":     {"tha-transport-maesot", casework.RoleTransport, "acc-8"},
	}
}

// order is the order of the desks in the table.
func order() []string {
	return []string{"registrar", "caseworker", "screener", "consul", "immigration", "supervisor", "coordinator", "carrier"}
}

// taskFilters are the documented filters of GET /tasks.
func taskFilters() []string {
	soon := now().AddDate(0, 0, 7).Format(time.RFC3339)
	return []string{
		"", "everywhere=true", "state=decided", "step=screening", "step=verify_nationality", "case=case-000010", "operation=operation-mass", "operation=operation-1", "origin=IDN", "origin=ETH",
		"due_before=" + soon, "overdue=true", "paused=true", "claimed=mine", "claimed=nobody", "everywhere=true&origin=ETH",
	}
}

// caseFilters are the documented filters of GET /cases.
func caseFilters() []string {
	return []string{
		"", "operation=operation-mass", "operation=operation-1", "stage=clearance", "stage=rescue", "lane=C", "corridor=tha-eth", "origin=IDN",
		"desk=tha-screener-maesot", "overdue=true", "open=true", "open=false", "minor=true", "changed_since=" + now().AddDate(0, 0, -7).Format(time.RFC3339),
	}
}

// lists are all lists, with each filter, for each officer who may use it. BENCH_ROLES names some officers instead of all.
func lists() []list {
	var out []list
	for _, name := range order() {
		who := desks()[name]
		if only := os.Getenv("BENCH_ROLES"); only != "" && !slices.Contains(strings.Fields(only), name) {
			continue
		}
		for _, f := range taskFilters() {
			out = append(out, list{"/tasks?limit=50&" + f, who})
		}
		for _, f := range caseFilters() {
			out = append(out, list{"/cases?limit=50&" + f, who})
		}
		for _, path := range []string{
			"/operations", "/operations?state=running", "/operations/operation-mass/funnel", "/operations/operation-1/funnel", "/operations/operation-mass/lists",
			"/movements", "/notices", "/notices?unread=true", "/notices?urgent=true", "/access", "/deletions",
			"/tasks/batches", "/cases/case-000010/waiting", "/cases/case-000010/timeline",
		} {
			out = append(out, list{path, who})
		}
	}
	return out
}
