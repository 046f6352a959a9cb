package security_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/policy"
)

// keep takes apart what an operation has shown to a watcher.
func (s *seeded) keep(t *testing.T, op contract.Operation, name string, a answer) {
	t.Helper()
	schema := answerOf(op)
	if op.Method == http.MethodPost && op.ID != "searchPeople" || schema == nil {
		return
	}
	if a.status != http.StatusOK {
		s.refused[op.ID]++
		return
	}
	if s.sheets[op.ID] == nil {
		s.sheets[op.ID] = map[string]sheet{}
	}
	own := newSheet()
	own.read(t, schema, a.body, s.hers)
	s.sheets[op.ID][name] = own
}

// answerOf is the schema of an operation's answer; nil when that is not JSON.
func answerOf(op contract.Operation) *contract.Schema {
	for _, response := range op.Responses {
		for _, content := range response.Content {
			if response.Status == "200" && content.MediaType == "application/json" {
				return content.Schema
			}
		}
	}
	return nil
}

// hers reports whether a line of a list is about her, or about what she has part in.
func (s *seeded) hers(schema string, line map[string]any) bool {
	of := line["ref"]
	switch schema {
	case "Task", "Grant", "Passenger", "ManifestLine", "CancelPassenger":
		of = line["case"]
	case "Notice":
		return line["case"] == string(s.ref) || s.movement != "" && line["movement"] == s.movement || s.erasure != "" && line["erasure"] == s.erasure
	case "PersonFound":
		found, _ := line["case"].(map[string]any)
		of = found["ref"]
	case "CaseLine", "Operation", "MovementLine", "Erasure":
	default:
		return true
	}
	return slices.Contains([]any{string(s.ref), s.operation, s.movement, s.erasure}, of)
}

// some are operations that show each watcher another part of what there is, so that what one is
// shown another need not be; and fields that are another thing a moment later.
func some() (operations, fields []string) {
	return []string{"listCases", "listTasks", "searchPeople", "listGrants", "listMovements", "listOperations", "listErasures", "listAuditEvents", "showReaders", "listNotices"},
		[]string{"age_seconds", "overdue_seconds", "overdue_tasks", "counted_at", "opened", "delivered", "reached", "next_rung", "a", "b"}
}

// countedByDesk are the fields of a case that count, outside her team, the requests of the watcher's own
// desk only, and those that number there what the watcher sees.
func countedByDesk() []string {
	return []string{"open_tasks", "overdue_tasks", "next_due", "updated_at", "seq", "n"}
}

// ofItsOwnPart are the fields that a desk which only owes an attestation gets of its own part, or not.
func ofItsOwnPart() []string {
	return []string{"stage", "modality", "movement", "closed", "deceased", "ended_at"}
}

// judged checks every cell that was shown against the class of its field: watchers who may not see
// it did not get it, and the others did.
func (s *seeded) judged(t *testing.T, known map[string]row, subjects map[about]policy.Subject) *tally {
	t.Helper()
	found := &tally{shown: map[string]int{}, hidden: map[string]int{}}
	c := s.state(t)
	partial, moving := some()
	wrong := map[string][]string{}
	for _, op := range slices.Sorted(maps.Keys(s.sheets)) {
		all := newSheet()
		for _, one := range s.sheets[op] {
			all.add(one)
		}
		for _, name := range slices.Sorted(maps.Keys(s.sheets[op])) {
			own, r := s.sheets[op][name], known[op]
			w := watchers()[name]
			actor := s.actor(w)
			if r.about == ofNoOne && op != "searchPeople" {
				w.why = "" // a list shows that there is a case, for any purpose
			}
			j := judge{
				actor: actor, her: subjects[ofCase], to: w.standing(subjects[ofCase], actor), what: w.standing(subjects[r.about], actor), rules: c.Rules, all: all,
				agencyOf: s.agencyOf, onCase: r.about == ofCase || r.about == ofTask || r.about == ofProposal || r.each == ofCase,
			}
			withheld := map[string]map[place]bool{}
			for _, at := range slices.Sorted(maps.Keys(all.cells)) {
				one := all.cells[at]
				if j.onCase && (j.outside() && slices.Contains(countedByDesk(), one.name) || j.owing() && slices.Contains(ofItsOwnPart(), one.name)) {
					continue // each desk gets its own; see the tests of package cases
				}
				mine, there := own.cells[at]
				may := j.sees(one)
				found.cells++
				switch {
				case there && !may:
					wrong[op+" shows "+name] = append(wrong[op+" shows "+name], at+" ("+one.class+")")
				case !there && may && !slices.Contains(partial, op) && !slices.Contains(moving, one.name) && !within(one, moving) &&
					one.class != "own" && one.class != "A" && (one.class != "count" || !policy.CountsWithheld(actor)):
					wrong[op+" does not show "+name] = append(wrong[op+" does not show "+name], at+" ("+one.class+")")
				}
				ownWords := j.onCase && slices.Contains(append(countedByDesk(), ofItsOwnPart()...), one.name)
				if there && mine.said != one.said && !ownWords && !slices.Contains(partial, op) && !slices.Contains(moving, one.name) && !within(one, moving) && one.class != "own" && one.class != "A" {
					wrong[op+" says to "+name] = append(wrong[op+" says to "+name], at+" is "+mine.said+", and to others "+one.said)
				}
				if there {
					found.shown[one.field()]++
				} else if !may {
					found.hidden[one.field()]++
				}
				if gate := unmetOf(one); gate != "" && !may {
					if withheld[gate] == nil {
						withheld[gate] = map[place]bool{}
					}
					withheld[gate][one.holder()] = true
				}
			}
			for gate, hidden := range withheld {
				want := len(hidden)
				if j.outside() {
					want = 0 // outside the case, their number would tell what they are
				}
				if _, sees := own.objects[gate]; sees && own.hidden[gate] != want {
					wrong[op+" shows "+name] = append(wrong[op+" shows "+name], gate+" without how much is withheld")
				}
			}
		}
		for _, one := range all.cells {
			found.hidden[one.field()] += s.refused[op]
		}
	}
	var text strings.Builder
	for _, what := range slices.Sorted(maps.Keys(wrong)) {
		_, _ = fmt.Fprintf(&text, "%s: %d, as %s\n", what, len(wrong[what]), strings.Join(wrong[what][:min(3, len(wrong[what]))], ", "))
	}
	require.Empty(t, text.String(), "not as the tables have it")
	return found
}

// within reports whether a cell is in an object that changes between two requests.
func within(c cell, moving []string) bool {
	for _, holder := range c.holders {
		for _, name := range moving {
			if strings.HasSuffix(holder.path, "."+name) {
				return true
			}
		}
	}
	return false
}

// unmetOf returns the gate of the unmet condition in a cell; "" if the cell has none.
func unmetOf(c cell) string {
	if c.schema != "Unmet" {
		return ""
	}
	return c.holders[len(c.holders)-2].path
}

// tally counts the requests, and the fields that some watchers got and others did not.
type tally struct {
	mu            sync.Mutex
	asked, cells  int
	shown, hidden map[string]int
	marks         map[string]int
}

func (f *tally) takes(asked int, other *tally) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked += asked
	f.cells += other.cells
	for field, n := range other.shown {
		f.shown[field] += n
	}
	for field, n := range other.hidden {
		f.hidden[field] += n
	}
}

func sum(in map[string]int) int {
	n := 0
	for _, one := range in {
		n += one
	}
	return n
}

// provesBothWays: a field that no watcher got proves nothing by being absent, and one that all
// watchers got proves nothing about hiding it.
func (f *tally) provesBothWays(t *testing.T) {
	t.Helper()
	never := unfilled()
	var missing, open, filled []string
	for _, one := range spec(t).Fields() {
		field := one.Schema + "." + one.Name
		excused := never[field] != "" || never[one.Schema+".*"] != ""
		switch {
		case one.Class == "A" || one.Class == "own":
		case f.shown[field] == 0 && !excused:
			missing = append(missing, field)
		case f.shown[field] > 0 && never[field] != "" && !strings.HasPrefix(never[field], atTimes):
			filled = append(filled, field)
		case f.shown[field] > 0 && f.hidden[field] == 0 && !strings.HasSuffix(one.Schema, "Answer"): // who may not write is answered no
			open = append(open, field)
		}
	}
	require.Empty(t, strings.Join(missing, " "), "nobody was shown these: fill them in a life, or say in unfilled() why not")
	require.Empty(t, filled, "they were shown: take them from unfilled()")
	require.Empty(t, open, "nobody was refused these")
}
