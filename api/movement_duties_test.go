package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/movement"
)

// One account never books, approves, boards and confirms: the test callers all have the account dev-1, so each
// is refused what belongs to another part than the one that this account had.
func TestFourPeopleForOneMovement(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.movement.Legs[0].DepartsAt, h.movement.Legs[0].ArrivesAt = noon.Add(-2*time.Hour), noon.Add(2*time.Hour)
	in := "/movements/" + string(moveRef) + "/"
	send := func(verb string) request {
		switch verb {
		case "hold":
			return post(in+verb, m{"blocks": l{m{"members": l{m{"case": string(caseRef)}}}}}).as(transporter)
		case "ticket":
			return post(in+verb, m{}).as(transporter)
		case "lock":
			return post(in+verb, m{}).as(approver)
		case "board":
			return post(in+verb, m{"passengers": l{m{"case": string(caseRef), "outcome": "no_show"}}}).as(escort)
		case "depart":
			return post(in+verb, m{}).as(escort)
		default:
			return post(in+verb, m{"passengers": l{m{"case": string(caseRef), "outcome": "met"}}}).as(receiver)
		}
	}
	for _, one := range []struct {
		did     movement.Kind
		refused []string
		says    string
	}{
		{movement.KindHold, []string{"lock", "board", "depart", "arrive"}, "you held seats or issued tickets"},
		{movement.KindTicket, []string{"lock", "board", "depart", "arrive"}, "you held seats or issued tickets"},
		{movement.KindLock, []string{"hold", "ticket", "board", "depart", "arrive"}, "you locked the manifest"},
		{movement.KindBoard, []string{"hold", "ticket", "lock", "arrive"}, "you reported the boarding"},
		{movement.KindDepart, []string{"hold", "ticket", "lock", "arrive"}, "you reported the boarding"},
		{movement.KindArrive, []string{"hold", "ticket", "lock", "board", "depart"}, "you confirmed an arrival"},
	} {
		for _, verb := range one.refused {
			h.fake.movementActs = []movement.Act{{Kind: one.did, Account: "dev-1"}}
			require.Contains(t, h.refused(http.StatusForbidden, "denied", send(verb)).Detail, one.says, "%s after %s", verb, one.did)
			h.fake.movementActs = []movement.Act{{Kind: one.did, Account: "dev-2"}, {Kind: movement.KindSlip, Account: "dev-1"}}
			require.NotEqual(t, http.StatusForbidden, h.do(send(verb)).StatusCode, "%s after %s of another officer", verb, one.did)
		}
	}
}
