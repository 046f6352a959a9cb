package upgrade_test

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestRecord runs an installation of a release until everything that an upgrade may find is there,
// stops it, and packs it as a fixture. `make record-upgrade` runs it.
func TestRecord(t *testing.T) {
	from := cmp.Or(os.Getenv(recordFrom), project(t))
	s := newSite(t, from)
	s.furnish(filepath.Join(from, "corridors"))
	s.start()
	f := &fixture{
		Release: os.Getenv(recordTo), MadeAt: in(0).Format(time.RFC3339), GrantUntil: in(300 * 24 * time.Hour).Format(time.RFC3339),
		Cases: map[string]string{}, Seqs: map[string]int64{}, Names: map[string]string{}, Movements: map[string]string{}, Lists: map[string]string{}, Previews: map[string]string{},
		Erasures: map[string]string{}, Pending: map[string]request{}, Sessions: map[string]string{},
	}
	r := &recorder{caller: s.client(t), fixture: f}
	r.accounts()
	r.identification()
	r.clearance()
	r.transport()
	r.afterwards()
	r.access()
	r.erasures()
	r.lists()
	for name, ref := range f.Cases {
		f.Seqs[name] = r.survivor(ref).now().Seq
	}
	s.dropsClosedRuns()
	r.breaksOff()
	require.NoError(t, s.api.Stop())
	s.pack(f, filepath.Join("testdata", f.Release))
	listReleased(t, from, filepath.Join("testdata", f.Release, "released.sha256"))
}

// listReleased writes the hash of each corridor file, migration and questionnaire, as sha256sum does: files that
// must never change once they were released.
func listReleased(tb testing.TB, project, to string) {
	tb.Helper()
	var out strings.Builder
	for _, pattern := range []string{"corridors/*.yaml", "internal/postgres/migrations/*.sql", "internal/reintegration/questionnaires/*.yaml"} {
		files, err := filepath.Glob(filepath.Join(project, pattern))
		require.NoError(tb, err)
		for _, file := range files {
			if filepath.Base(file) == "desks.yaml" { // not versioned
				continue
			}
			text, err := os.ReadFile(file)
			require.NoError(tb, err)
			fmt.Fprintf(&out, "%x  %s/%s\n", sha256.Sum256(text), filepath.Dir(pattern), filepath.Base(file))
		}
	}
	require.NoError(tb, os.WriteFile(to, []byte(out.String()), 0o644))
}

// furnish makes keys and corridor files.
func (s *site) furnish(corridors string) {
	s.tb.Helper()
	files := s.path("files")
	require.NoError(s.tb, os.MkdirAll(files, 0o700))
	s.run(os.Environ(), "keys", "make", filepath.Join(files, "kek.json"), "--log", filepath.Join(files, "erased.log"))
	s.run(os.Environ(), "audit", "key", "--make", filepath.Join(files, "audit.key"), "--public", filepath.Join(files, "audit.pub"))
	require.NoError(s.tb, os.CopyFS(filepath.Join(files, "corridors"), os.DirFS(corridors)))
	shorten(s.tb, filepath.Join(files, "corridors"))
}

// shorten lets what takes weeks take seconds, and what expires hold for decades: a fixture is used
// long after it was made.
func shorten(tb testing.TB, dir string) {
	tb.Helper()
	line := regexp.MustCompile
	changes := []struct {
		file    string
		shipped *regexp.Regexp
		now     string
	}{
		{"*.yaml", line(`(?m)^reflection_days: \d+$`), "reflection_days: 3s"},
		{"*.yaml", line(`\{name: 1w, after: 7d\}`), "{name: 1w, after: 3s}"},
		{"*.yaml", line(`\{name: 1m, after: 30d\}`), "{name: 1m, after: 5s}"},
		{"*.yaml", line(`\{name: 3m, after: 91d\}`), "{name: 3m, after: 6s}"},
		{"*.yaml", line(`\{name: 6m, after: 182d\}`), "{name: 6m, after: 7s}"},
		{"*.yaml", line(`\{name: 12m, after: 365d\}`), "{name: 12m, after: 8s}"},
		{"tha-mmr.yaml", line(`, valid: (30|14)d`), ""},
		{"retention/*.yaml", line(`keep: \d+[dmy]`), "keep: 90y"},
		{"retention/rules.yaml", line(`(?m)^checked: ""`), stopsSoon + "\nchecked: \"\""},
	}
	for _, change := range changes {
		files, err := filepath.Glob(filepath.Join(dir, change.file))
		require.NoError(tb, err)
		found := false
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(tb, err)
			found = found || change.shipped.Match(text)
			require.NoError(tb, os.WriteFile(file, change.shipped.ReplaceAll(text, []byte(change.now)), 0o600))
		}
		require.True(tb, found, "nothing shipped reads like %s", change.shipped)
	}
}

// stopsSoon is the line of the retention rules that lets an approved erasure wait for seconds only.
const stopsSoon = "stop_erasure_within: 3s"

// recorder brings an installation to the state that a fixture holds.
type recorder struct {
	*caller
	*fixture
}

// begins opens the case of an invented person and keeps its reference under a name.
func (r *recorder) begins(name, person string) *survivor {
	r.tb.Helper()
	her := r.opens(opening(person))
	r.Cases[name], r.Names[name] = her.ref, person
	return her
}

// accounts: an invited officer with a passkey, and sessions that are in use.
func (r *recorder) accounts() {
	r.tb.Helper()
	first, second := r.as("tha-supervisor-bangkok"), r.as("tha-supervisor-bangkok")
	first.Account, second.Account = "invites", "confirms"
	r.Passkey, r.Sessions["tha-supervisor-bangkok"] = r.joins(first, second)
	r.Sessions["tha-caseworker-bangkok"] = r.signedIn(r.as("tha-caseworker-bangkok"))
}

// identification: cases that wait for a vote of the panel, for a review, and one on hold.
func (r *recorder) identification() {
	r.tb.Helper()
	her := r.begins("panel", "Thiri Aung")
	her.isReceived()
	her.isHeard()
	her.votes("victim", panel()[:1]...)

	her = r.begins("review", "Khin Su")
	her.isReceived()
	her.isHeard()
	her.knows("tha-screener-bangkok", "second_screening", "offered")
	her.votes("not_victim", panel()...)

	her = r.begins("paused", "Mya Thida")
	her.isReceived()
	her.post(her.supervisor, her.path("/reports"), body{"event": "paused", "cause": "security"})

	her = r.begins("new", "Aye Chan") // nothing has been answered
	asked, by := her.asked("triage")
	her.post(by, her.path("/tasks/"+asked.Name+"/pause"), body{"cause": "medical"})
}

// clearance: cases that wait for the consulate, one of them with a question that is not answered.
func (r *recorder) clearance() {
	r.tb.Helper()
	for name, person := range map[string]string{"consulate": "Nilar Win", "question": "Su Mon", "unsent": "Hnin Yu"} {
		her := r.begins(name, person)
		her.isReceived()
		her.isHeard()
	}
	her := r.survivor(r.Cases["question"])
	asked, consul := her.asked("verify_nationality")
	her.post(consul, her.path("/tasks/"+asked.Name+"/ask"), body{"question": "In which township was she born?"})
}

// transport: a flight with a locked manifest, another with one ticket and one seat that is held,
// and a survivor who withdrew her consent when she had a ticket.
func (r *recorder) transport() {
	r.tb.Helper()
	mother := r.begins("mother", "Nilar Htwe")
	mother.isReceived()
	mother.isCleared()
	child := opening("May Htwe")
	child["age"] = "minor"
	child["person"] = body{"name": "May Htwe", "sex": "F", "nationality": "MMR", "birth": body{"date": "2018-08", "precision": "month"}}
	girl := r.opens(child)
	r.Cases["girl"], r.Names["girl"] = girl.ref, "May Htwe"
	girl.isProtected()
	locked := r.plans(20, 2*time.Hour)
	r.Movements["locked"] = locked.ref
	locked.holds(mother, girl)
	locked.tickets(mother, girl)
	locked.locks(mother, girl)

	ticketed, held, off := r.begins("ticketed", "Ei Phyu"), r.begins("held", "Zin Mar"), r.begins("withdrawn", "Wai Wai")
	for _, her := range []*survivor{ticketed, held, off} {
		her.isReceived()
		her.isCleared()
	}
	open := r.plans(3, 3*time.Hour)
	r.Movements["open"] = open.ref
	open.holds(ticketed)
	open.holds(off)
	open.tickets(ticketed, off)
	open.holds(held)
	off.post(off.caseworker, off.path("/consents/withdrawal"), body{"consents": []string{"C9"}})
	await(r.tb, "her seat is given back", func() bool { return off.undone("reception", "handover_package") })
}

// isProtected takes a child through what only a child is asked, up to her papers.
func (her *survivor) isProtected() {
	her.tb.Helper()
	her.decides("triage", "green", "facts", facts("needs_met", "yes"))
	her.decides("placement", "placed")
	her.decides("register", "registered")
	her.decides("guardian", "appointed")
	her.agrees("C1", "C2", "C3", "C4", "C5", "C7", "C8", "C9", "C10", "C11")
	her.knows(her.caseworker.Desk, "recruiter_relation", "known")
	her.decides("family_assessment", "safe")
	her.isHeard()
	her.votes("victim", panel()...)
	her.decides("risk_assessment", "low")
	her.decides("best_interests", "return", "reasons", "her mother goes home")
	her.knows("tha-childpanel", "child_view", "recorded")
	her.decides("solution", "return")
	her.getsPapers()
}

// afterwards: a case that is home with visits to come, and one that is closed.
func (r *recorder) afterwards() {
	r.tb.Helper()
	her := r.begins("home", "Moe Moe")
	her.isReceived()
	her.isCleared()
	flight := r.plans(10, -100*time.Minute) // half of the three hours have passed
	flight.holds(her)
	flight.tickets(her)
	flight.locks(her)
	flight.flies(her)
	r.Movements["arrived"] = flight.ref
	her.decides("safety_call", "safe")
	her.plans()
	her.visited("1w")

	her = r.begins("closed", "Phyu Phyu")
	her.isReceived()
	her.isHeard()
	her.votes("victim", panel()...)
	her.decides("risk_assessment", "low")
	her.decides("solution", "stay")
	her.decides("closure", "closed", "reasons", "she stays")
}

// plans makes the plan of reintegration with her.
func (her *survivor) plans() {
	her.tb.Helper()
	t, by := her.asked("plan")
	r := newRequest(her.tb, by, her.path("/reintegration/plan"), body{"outcome": "agreed", "plan": body{
		"dimensions": []string{"economic", "social"}, "text": "A sewing course", "items": []body{{"kind": "training", "text": "Three months"}},
	}})
	r.Version = t.Version
	her.settle(r)
}

// visited records a follow-up visit.
func (her *survivor) visited(visit string) {
	her.tb.Helper()
	t, by := her.asked("follow_up/" + visit)
	r := newRequest(her.tb, by, her.path("/reintegration/follow-ups/"+visit), body{"outcome": "reached", "reasons": "She is well", "score": body{
		"questionnaire": "homeward-reintegration", "version": 1, "answers": body{"income": "good", "food": "rarely", "borrowing": "declined"},
	}})
	r.Version = t.Version
	her.settle(r)
}

// access: a grant, an officer who is kept out, and a case that was opened in an emergency.
func (r *recorder) access() {
	r.tb.Helper()
	her := r.begins("access", "Sandar Lwin")
	her.isReceived()
	her.knows(her.supervisor.Desk, "sharing_agreement", "in_force")
	her.settles(r.fixture, newRequest(r.tb, her.caseworker, her.path("/access"), body{
		"desk": grantee, "classes": []string{"C"}, "purpose": "reintegration", "consent": "C10", "until": r.GrantUntil,
	}))
	r.Doctor = r.as("tha-medical-maesot")
	require.Equal(r.tb, http.StatusNotFound, r.status(r.Doctor, her.path("")))
	her.settles(r.fixture, newRequest(r.tb, r.Doctor, her.path("/break-glass"), body{"purpose": "emergency", "reasons": "Brought in unconscious"}))
	require.Equal(r.tb, http.StatusOK, r.status(r.Doctor, her.path("")))
}

// settles sends a write and keeps it in the fixture, to be sent again.
func (c *caller) settles(f *fixture, r request) {
	c.tb.Helper()
	c.settle(r)
	f.Settled = append(f.Settled, r)
}

// erasures: one that a second person has still to approve, and one whose receivers have still to answer.
func (r *recorder) erasures() {
	r.tb.Helper()
	for name, person := range map[string]string{"asked": "Yu Yu", "erased": "Eraqvz Thandar"} {
		her := r.begins(name, person)
		her.isReceived()
		r.Erasures[name] = r.post(requester(), her.path("/erasure"), body{"basis": "registered_wrongly", "reasons": "Entered twice."}).Target.Ref
	}
	r.settles(r.fixture, newRequest(r.tb, approver(), "/erasures/"+r.Erasures["erased"]+"/approve", nil))
	await(r.tb, "she is erased", func() bool { return r.erasure("erased") == "erased" })
	r.Erased = r.Cases["erased"]
	delete(r.Cases, "erased")
}

// requester is the data protection officer at her supervisor's desk who requests erasures.
func requester() officer {
	return officer{Desk: "tha-supervisor-bangkok", Role: "data_protection_officer", Account: "protects-1"}
}

// approver is a data protection officer of another agency, the one that leads referrals. It approves
// erasures, and sees them and the answers of the receivers after her case belongs to no desk.
func approver() officer {
	return officer{Desk: "tha-focal", Role: "data_protection_officer", Account: "protects-2"}
}

// erasure is the state of an erasure.
func (r *recorder) erasure(name string) string { return r.erasureOf(r.Erasures[name]) }

func (c *caller) erasureOf(ref string) string {
	c.tb.Helper()
	var found struct{ State string }
	c.get(approver(), "/erasures/"+ref, &found)
	return found.State
}

// lists: two lists of one rescue, both proposed to a second person.
func (r *recorder) lists() {
	r.tb.Helper()
	lead := leads()
	r.Operation = r.post(lead, "/operations", body{"host": "THA", "custodian": "bgf", "words": "An invented handover"}).Target.Ref
	for name, rows := range map[string]int{"half": halfRows, "proposed": proposedRows} {
		upload := newRequest(r.tb, lead, "/operations/"+r.Operation+"/lists?author=custodian&as_of=2026-11-01", nil)
		upload.Body, upload.kind = json.RawMessage(roster(name, rows)), "application/octet-stream"
		status, answer := r.send(upload)
		require.Equal(r.tb, http.StatusCreated, status, "%s", answer)
		var list listView
		require.NoError(r.tb, json.Unmarshal(answer, &list))
		r.Lists[name] = list.Ref
		seen := r.preview(lead, list.Ref)
		require.Equal(r.tb, rows, seen.Opens)
		require.True(r.tb, seen.SecondPerson)
		r.settles(r.fixture, newRequest(r.tb, lead, "/lists/"+list.Ref+"/confirm", body{"preview": seen.Preview}))
		r.Previews[name] = seen.Preview
	}
}

// breaksOff stops in the middle: the worker is killed while it opens the cases of a list, and later writes
// wait, first for a worker, then for Temporal.
func (r *recorder) breaksOff() {
	r.tb.Helper()
	r.approves(r.caller, "half")
	await(r.tb, "some of the cases are open", func() bool { return r.opened(r.caller) > 2 })
	r.worker.Kill()
	opened := r.opened(r.caller)
	require.Less(r.tb, opened, halfRows, "the worker was too quick: give the list more rows")
	r.tb.Logf("the worker was killed with %d of %d cases open", opened, halfRows)

	her := r.survivor(r.Cases["unsent"])
	r.waits("decision", her.decision("verify_nationality", body{"outcome": "confirmed"}))
	require.NoError(r.tb, r.temporal.Stop())
	r.Names["unopened"] = "Htet Htet"
	r.waits("opening", newRequest(r.tb, her.registrar, "/cases", opening(r.Names["unopened"])))
	held := r.survivor(r.Cases["held"])
	r.waits("release", newRequest(r.tb, r.as("tha-transport-bangkok"), "/movements/"+r.Movements["open"]+"/release", body{"cases": []string{held.ref}}))
}

// waits sends a write that cannot be carried out yet.
func (r *recorder) waits(name string, write request) {
	r.tb.Helper()
	answer := r.submit(write)
	require.Equal(r.tb, "pending", answer.State, "%s: %+v", name, answer.Problem)
	r.Pending[name] = write
}

// grantee is a desk that sees the case of "access" only by a grant.
const grantee = "khm-caseworker-phnompenh"
