package security_test

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// shared are an operation, a list of it and a movement, and where each of them is read.
type shared struct {
	*installation

	refs  map[string]string // by the parameter of the path
	reads map[string]string
}

func (h *installation) shares(t *testing.T) shared {
	t.Helper()
	operation := refOf(t, h.settled(t, post("/operations", m{"host": "THA", "custodian": "state"}).as(lead)))
	a := h.send(t, file(operation, []byte(heading+"1;Unknown Person;F;Myanmar;EP1234567;14/05/1999\n")))
	require.Equal(t, http.StatusCreated, a.status, "%s", a.body)
	movement := refOf(t, h.settled(t, post("/movements", m{
		"legs":  l{m{"mode": "air", "from": "THDMK", "to": "MMRGN", "departs_at": in(48 * time.Hour), "arrives_at": in(51 * time.Hour)}},
		"seats": 50, "operation": operation, "receiving": "mmr-receiving", "escorts": l{"tha-escort-bangkok"},
	}).as(transport)))
	list := strings.TrimPrefix(a.header.Get("Location"), "/lists/")
	return shared{h, map[string]string{"{operation}": operation, "{list}": list, "{movement}": movement}, map[string]string{
		"{operation}": "/operations/" + operation, "{list}": "/lists/" + list, "{movement}": "/movements/" + movement,
	}}
}

// everyKind has one officer of each role of each kind of desk of each state, from the directory.
func (h *installation) everyKind() (out []officer) {
	type kind struct {
		casework.DeskKind
		casework.Role

		country string
	}
	known := map[kind]bool{}
	for _, desk := range h.book.Directory().Desks() {
		for _, role := range casework.Roles() {
			k := kind{desk.Kind, role, string(desk.Country)}
			if policy.RoleFitsDesk(role, desk.Kind) && !known[k] {
				known[k] = true
				out = append(out, at(desk.ID, role))
			}
		}
	}
	return out
}

// around are the parts of a refusal that name the request itself.
var around = regexp.MustCompile(`"(request|instance|request_id)":\s*"[^"]*"`)

// refusal is a refusal without what names the request.
func refusal(a answer, ref string) string {
	return strings.ReplaceAll(around.ReplaceAllString(string(a.body), ""), ref, "REF")
}

// Nothing is written to an operation, a list or a movement without a look at it. Every write of the contract on them is
// sent by an officer of each role at each kind of desk of each state who gets "not found" for the thing itself, and gets
// the answer of a thing that never was. The thing does not change.
func TestNoAcceptedWriteToAnUnseenOperationListOrMovement(t *testing.T) {
	t.Parallel()
	s := enter(t).shares(t)
	var mu sync.Mutex
	tried, never := 0, map[string]string{}
	for parameter, path := range s.reads {
		var unseen []officer
		for _, o := range s.everyKind() {
			if s.send(t, get(path).as(o)).status == http.StatusNotFound {
				unseen = append(unseen, o)
			}
		}
		require.Greater(t, len(unseen), 150, "%s", parameter)
		before := s.stands(t, parameter)
		var all errgroup.Group
		all.SetLimit(4)
		for _, op := range spec(t).Operations {
			if op.Method != http.MethodPost || !strings.Contains(op.Path, parameter) {
				continue
			}
			for _, o := range unseen {
				all.Go(func() error {
					hidden := s.send(t, s.writes(op, s.refs[parameter]).as(o))
					key := op.ID + string(o.role) + string(o.desk)
					absent := s.send(t, s.writes(op, "o000000000").as(o))
					mu.Lock()
					defer mu.Unlock()
					tried++
					never[key] = refusal(absent, "o000000000")
					if hidden.status != absent.status || refusal(hidden, s.refs[parameter]) != never[key] || hidden.status < 400 {
						t.Errorf("%s by %s at %s: %d %s\nnever: %d %s", op.ID, o.role, o.desk, hidden.status, hidden.body, absent.status, absent.body)
					}
					return nil
				})
			}
		}
		require.NoError(t, all.Wait())
		require.Equal(t, before, s.stands(t, parameter), "%s has not changed", parameter)
	}
	require.Greater(t, tried, 4000)
	t.Logf("%d refused writes", tried)
}

// writes is a write of the contract on one thing, with the example of the contract.
func (shared) writes(op contract.Operation, ref string) request {
	body := rows()[op.ID].body
	if body == nil && op.Example != "" {
		body = op.Example
	}
	path := strings.NewReplacer("{operation}", ref, "{list}", ref, "{movement}", ref).Replace(op.Path)
	out := post(nowhere(path)+rows()[op.ID].query, body).with("If-Match", `"1"`)
	if op.JSON() == nil && body != nil {
		out = out.with("Content-Type", "application/octet-stream")
	}
	return out
}

// stands is a thing as those see it whose it is.
func (s shared) stands(t *testing.T, parameter string) string {
	t.Helper()
	who := map[string]officer{"{operation}": lead, "{list}": clerk, "{movement}": transport}[parameter]
	a := s.send(t, get(s.reads[parameter]).as(who))
	require.Equal(t, http.StatusOK, a.status, "%s", a.body)
	return string(a.body)
}
