package pages_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/web/words"
)

// TestEveryActPage opens the pages of acts, approvals, endings and movements on a phone and a desk
// screen, in each language.
func TestEveryActPage(t *testing.T) {
	t.Parallel()
	site, office := openDesk(t)
	at := func(role casework.Role) casework.Actor {
		return casework.Actor{Account: casework.AccountID("acc-" + role), Desk: "tha-supervisor-maesot", Agency: "tha-social", Role: role}
	}
	office.Open("c0000000bb", "tha-ken", 48*time.Hour)
	office.Do("c0000000bb", time.Hour, casework.Command{Kind: casework.KindWaive, Gate: "G03", Reasoned: true, By: at(casework.RoleLegal)})
	office.Agree(kenyan, time.Hour, []casework.Consent{casework.ConsentHandover})
	soon := office.Now().Add(5 * day)
	office.Do(kenyan, time.Hour, casework.Command{
		Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentPolice}, Mode: casework.ModeSignature, Language: "sw", Until: &soon,
		By: casework.Actor{Account: "acc-caseworker", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	departs := office.Now().Add(10 * day)
	legs := []movement.Leg{{Mode: movement.ByRoad, From: "THMST", To: "THDMK", DepartsAt: departs, ArrivesAt: departs.Add(8 * time.Hour)}, {Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: departs.Add(10 * time.Hour), ArrivesAt: departs.Add(21 * time.Hour)}}
	office.Record.SeedMovement(movement.Movement{
		Ref: "m0000000aa", Seq: 1, Status: movement.Holding, Seats: 20, Blocked: 1, Desk: "tha-transport-maesot", Receiving: "ken-receiving", Escorts: []casework.DeskID{"tha-escort-maesot"}, PlannedAt: departs.Add(-10 * day),
		Legs: legs, Passengers: []movement.Passenger{{Case: kenyan, Block: kenyan, State: movement.Held, Seat: 1, Since: departs.Add(-9 * day)}},
	})
	b := chromium(t)
	for _, name := range []string{"small-light-my", "desk-light-ar", "phone-light-en"} { // the other looks change the same parts as on other pages
		look := looks()[name]
		t.Run(name, func(t *testing.T) {
			l := words.Choose(look.language, "")
			for account, paths := range map[string]map[string]string{
				"caseworker": {
					"acts": ofCase + "/acts", "events": ofCase + "/acts/report", "death": ofCase + "/acts/report/death", "superseded": ofCase + "/acts/report/decision_superseded",
					"give": ofCase + "/acts/give_access", "exclude": ofCase + "/acts/exclude", "endings": "/desk/endings", "told": "/desk/told", "day": "/day", "open": "/desk/cases/open", "emergency": "/desk/emergency",
				},
				"supervisor":   {"waive": "/desk/cases/c0000000bb/acts/waive", "erase": ofCase + "/acts/erase?basis=retention_reached", "approvals": "/desk/approvals"},
				"transport":    {"movements": "/desk/movements", "movement": "/desk/movements/m0000000aa"},
				"consul-kenya": {"not-mine": ofCase + "/acts"},
			} {
				p := b.person(t, look.screen, look.language, site.address)
				p.isIn(account)
				for what, path := range paths {
					p.goes(path)
					p.sound(l)
					p.keepPicture("acts-" + what + "-" + name)
				}
			}
		})
	}
	require.Empty(t, office.Commands.Sent(), "looking does nothing")
}
