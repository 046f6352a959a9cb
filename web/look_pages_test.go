package web_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// watched is a page that an officer has open, and what another officer does meanwhile.
type watched struct {
	o          *office
	path, user string
	change     func()
}

// watchedPages are the pages of acts, approvals, movements, sheets and the time after the return, and those
// that My day leads to.
func watchedPages() map[string]func(*testing.T) watched {
	visits := func(path func(visit string) string) func(*testing.T) watched {
		return func(t *testing.T) watched {
			t.Helper()
			o, visit, user := visiting(t)
			return watched{o, path(visit), user, func() { o.takenOn(visited) }}
		}
	}
	waived := func(path string) func(*testing.T) watched {
		return func(t *testing.T) watched {
			t.Helper()
			o := newOffice(t)
			o.Open("c0000000bb", "tha-ken", 48*time.Hour)
			const waive = "/desk/cases/c0000000bb/acts/waive"
			return watched{o, path, "tha-supervisor-maesot legal_officer dev-7", func() {
				o.post(waive, supervisor, with(o.get(waive, supervisor).form(waive), "gate", "G03", "reasons", "By order.")).status(http.StatusSeeOther)
			}}
		}
	}
	ofTrip := func(path string) func(*testing.T) watched {
		return func(t *testing.T) watched {
			t.Helper()
			o := withTrip(t)
			return watched{o, path, booker, func() {
				o.Record.SeedMovement(movement.Movement{
					Ref: "m0000000aa", Seq: 2, Status: movement.Ticketed, Seats: 20, Blocked: 1, Desk: "tha-transport-bangkok", Receiving: "ken-receiving", Escorts: []casework.DeskID{"tha-escort-bangkok"}, PlannedAt: noon,
					Legs:       []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: noon.Add(10 * 24 * time.Hour), ArrivesAt: noon.Add(11 * 24 * time.Hour)}},
					Passengers: []movement.Passenger{{Case: kenyan, Block: kenyan, State: movement.HasTicket, Seat: 1, Since: noon}},
				})
			}}
		}
	}
	sheets := func(path string) func(*testing.T) watched {
		return func(t *testing.T) watched {
			t.Helper()
			o, sheet := alike(t, 4)
			return watched{o, strings.ReplaceAll(path, "{sheet}", sheet), consul, func() {
				o.Do("alike10", 0, casework.Command{Kind: casework.KindClaim, Task: "verify_nationality#1", By: colleague})
			}}
		}
	}
	begun := func(t *testing.T) watched { // a draft of the reader hides nothing
		t.Helper()
		w := sheets("{sheet}")(t)
		a := w.o.get(w.path, w.user)
		boxes, _ := a.ticks()
		w.o.post(keep(w.path), w.user, with(a.form(w.path), "tick", boxes[0])).status(http.StatusSeeOther)
		w.o.get(w.path, w.user).says("You began this form on")
		return w
	}
	return map[string]func(*testing.T) watched{
		"visits":    visits(func(string) string { return "/desk/visits?show=all" }),
		"return":    visits(func(string) string { return "/desk/cases/" + string(visited) + "/return" }),
		"visit":     visits(func(visit string) string { return visit }),
		"contact":   contactWatched,
		"approvals": waived("/desk/approvals"),
		"waiver":    waived("/desk/cases/c0000000bb/acts/waive"),
		"movements": ofTrip("/desk/movements"),
		"movement":  ofTrip(trip),
		"roll":      ofTrip(tripList),
		"sheet":     sheets("{sheet}"),
		"begun":     begun,
		"alike":     alikeWatched,
		"plan":      planWatched,
		"acts":      actsWatched,
		"endings":   endingsWatched,
		"notices":   noticesWatched,
	}
}

func planWatched(t *testing.T) watched {
	t.Helper()
	o := newOffice(t)
	_, user, _ := o.asked(casework.StepPlan, 0)
	return watched{o, "/desk/cases/cplan10/return/plan", user, func() { o.takenOn("cplan10") }}
}

// takenOn lets a colleague take on the only task of a case.
func (o *office) takenOn(ref casework.Ref) {
	state := o.State(ref)
	t := &state.Tasks[0]
	t.ClaimedBy, t.ClaimedAt, t.Version = &casework.Actor{Account: "acc-2", Desk: t.Desk}, noon, t.Version+1
	o.Record.SeedCase(state)
}

func contactWatched(t *testing.T) watched {
	t.Helper()
	o, _, _ := visiting(t)
	const there = "/desk/cases/" + string(visited) + "/contact"
	return watched{o, there, caseworker + " dev-2", func() {
		form := with(o.get(there, caseworker).form(there+"/agree"), "callers", "reintegration", "ways", "phone")
		o.post(there+"/agree", caseworker, form).status(http.StatusSeeOther)
	}}
}

func alikeWatched(t *testing.T) watched {
	t.Helper()
	o, _ := alike(t, 4)
	return watched{o, alikePath, consul, func() { o.Ask("alike99", "tha-ken", time.Hour) }}
}

func actsWatched(t *testing.T) watched {
	t.Helper()
	o := newOffice(t)
	return watched{o, actsOfKenyan + "/report/paused", caseworker, func() {
		o.Do(kenyan, 0, casework.Command{Kind: casework.KindReport, Event: casework.EventDeath, By: casework.Actor{Account: "acc-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker}})
		state := o.State(kenyan)
		p := state.Proposals[0]
		o.Do(kenyan, 0, casework.Command{
			Kind: casework.KindDecide, Task: p.Task, Outcome: casework.Agreed, Ref: p.Digest, By: casework.Actor{Account: "acc-3", Desk: "tha-supervisor-maesot", Role: casework.RoleSupervisor},
		})
	}}
}

func endingsWatched(t *testing.T) watched {
	t.Helper()
	o := newOffice(t)
	until := noon.Add(5 * 24 * time.Hour)
	return watched{o, "/desk/endings", caseworker, func() {
		o.Do(kenyan, time.Hour, casework.Command{
			Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentPolice}, Mode: casework.ModeSignature, Language: "sw", Until: &until,
			By: casework.Actor{Account: "acc-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
		})
	}}
}

func noticesWatched(t *testing.T) watched {
	t.Helper()
	o := newOffice(t)
	return watched{o, "/desk/told", consul, func() { o.Ask("c0000000zz", "tha-ken", time.Hour) }}
}

// A change by another officer raises the line of each page that shows it. Until then the page is the same, no
// page leaves the server, and no line says that anything was shown.
func TestOthersChangeWhatThesePagesShow(t *testing.T) {
	t.Parallel()
	for name, of := range watchedPages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := of(t)
			m := markOfPage.FindStringSubmatch(string(w.o.get(w.path, w.user).status(http.StatusOK).raw))
			require.NotNil(t, m, "the page asks whether it has changed")
			require.NotEmpty(t, m[3])
			shown := len(w.o.Audit.Events())
			a := w.o.looks(w.path, m[3], w.user).status(http.StatusOK)
			require.InDelta(t, 0, a.at("changes"), 0)
			require.Equal(t, m[3], a.at("mark"))
			require.Len(t, w.o.Audit.Events(), shown, "nothing was shown")
			w.change()
			a = w.o.looks(w.path, m[3], w.user).status(http.StatusOK)
			require.GreaterOrEqual(t, a.at("changes"), 1.0)
			require.NotContains(t, string(a.raw), "<!doctype")
		})
	}
}

// A draft of the officer is not a change of the page.
func TestADraftIsNotAChange(t *testing.T) {
	t.Parallel()
	for name, of := range typedForms() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := of(t)
			a := f.o.get(f.page, f.by()).status(http.StatusOK)
			m := markOfPage.FindStringSubmatch(string(a.raw))
			require.NotNil(t, m)
			form := a.form(f.action)
			maps.Copy(form, f.fields)
			f.o.post(keep(f.action), f.by(), form).status(http.StatusSeeOther)
			now := f.o.looks(f.page, m[3], f.by()).status(http.StatusOK)
			require.InDelta(t, 0, now.at("changes"), 0)
			require.Equal(t, m[3], now.at("mark"))
		})
	}
}
