package upgrade_test

import (
	"fmt"
	"strings"
)

// listView is a list as the lead of its operation sees it.
type listView struct {
	Ref    string `json:"ref"`
	State  string `json:"state"`
	Opened int    `json:"opened"`
}

// leads is the officer who opens an operation, seconds the officer who approves the lead's proposal.
func leads() officer {
	return officer{Desk: "tha-coordination", Role: "operation_lead", Account: "lead"}
}

func seconds() officer {
	return officer{Desk: "tha-coordination", Role: "national_coordinator", Account: "second"}
}

// The lists of a fixture: one is being opened, one waits for a second person.
const (
	halfRows     = 40
	proposedRows = 12
)

// opened counts the cases of the operation.
func (f *fixture) opened(c *caller) int {
	c.tb.Helper()
	var funnel struct {
		Total int `json:"total"`
	}
	c.get(leads(), "/operations/"+f.Operation+"/funnel", &funnel)
	return funnel.Total
}

// roster is an invented list as a custodian writes one.
func roster(name string, rows int) string {
	var out strings.Builder
	out.WriteString("No,NAME,M/F,Nationality,Passport No.,D.O.B,Place\n")
	given := []string{"Abebe", "Kiprono", "Almaz", "Wanjiru", "Tadesse", "Achieng"}
	family := []string{"Bekele", "Mutua", "Haile", "Kamau", "Girma", "Otieno", "Desta"}
	for n := range rows {
		nationality := []string{"Ethiopia", "Kenya"}[n%2]
		fmt.Fprintf(&out, "%d,%s %s %s,%s,%s,no passport,199%d-0%d-1%d,%s\n", n+1, given[n%len(given)], family[n%len(family)],
			[]string{"Oba", "Uma", "Ila", "Eno"}[n%4]+strings.ToLower(name), []string{"M", "F"}[n%2], nationality, n%10, 1+n%9, n%9, "KK Park")
	}
	return out.String()
}

// list is one of the lists.
func (f *fixture) list(c *caller, name string) listView {
	c.tb.Helper()
	var list listView
	c.get(leads(), "/lists/"+f.Lists[name], &list)
	return list
}

// previewed is the preview of a list.
type previewed struct {
	Opens        int    `json:"opens"`
	SecondPerson bool   `json:"second_person"`
	Preview      string `json:"preview"`
}

func (c *caller) preview(by officer, list string) previewed {
	c.tb.Helper()
	var seen previewed
	c.get(by, "/lists/"+list+"/preview", &seen)
	return seen
}

// approves has the second person approve what was previewed when the list was proposed.
func (f *fixture) approves(c *caller, name string) receipt {
	c.tb.Helper()
	return c.post(seconds(), "/lists/"+f.Lists[name]+"/approve", body{"preview": f.Previews[name]})
}
