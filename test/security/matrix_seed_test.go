package security_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// seeded is the data of the matrix: one case, with marks in everything around it.
type seeded struct {
	*life

	task                      string          // one that is open
	asks                      casework.DeskID // whose that is
	operation, list, movement string
	erasure                   string // that was requested, of another person
	// sheets are the answers of each operation by watcher, and refused the watchers without an answer.
	sheets  map[string]map[string]sheet
	refused map[string]int
	rules   casework.Rules // of her case
}

// only names the operations that are sent for her; the others are sent for another person.
func (s *seeded) only(r row) bool {
	return s.movement != "" || r.about == ofCase || r.about == ofTask || r.each == ofCase
}

// watcher is an officer who reads, and the relation to her case that is meant.
type watcher struct {
	officer

	meant policy.Relation // "" for a caller who has not signed in, and for one with another relation in another life
	// the purpose that they send; "" is the usual purpose of their role
	why policy.Purpose
}

// standing returns the relations of a watcher to a subject, for the purpose that they send.
func (w watcher) standing(to policy.Subject, a policy.Actor) policy.Relations {
	if w.why != "" {
		to = to.ForPurpose(w.why)
	}
	return to.RelationsOf(a)
}

// signs sets the caller and the purpose of a request.
func (w watcher) signs(q request) request {
	if w.why != "" {
		q = q.with("Homeward-Purpose", string(w.why))
	}
	return q.as(w.officer)
}

var (
	keptOut   = officer{desk: caseworker.desk, role: caseworker.role, account: "acc-kept-out"}
	glass     = officer{desk: "tha-coordination", role: casework.RoleCoordinator, account: "acc-glass"}
	lead      = at("tha-coordination", casework.RoleOperationLead)
	transport = at("tha-transport-bangkok", casework.RoleTransport)
)

// watchers are representative: of every relation, and of every role that has to do with her.
func watchers() map[string]watcher {
	stands := func(r policy.Relation, desk casework.DeskID, role casework.Role) watcher {
		return watcher{at(desk, role), r, ""}
	}
	return map[string]watcher{
		"her caseworker":                     {caseworker, policy.Involved, ""},
		"her registrar":                      {registrar, policy.Involved, ""},
		"her supervisor":                     {supervisor, policy.Involved, ""},
		"her physician":                      stands(policy.Involved, "tha-medical-bangkok", casework.RoleMedical),
		"her shelter":                        stands(policy.Involved, "tha-shelter-bangkok", casework.RoleShelter),
		"her screener":                       stands(policy.Involved, "tha-screener-bangkok", casework.RoleScreener),
		"her panel":                          stands(policy.Involved, "tha-panel-bangkok", casework.RolePanelChair),
		"her consul":                         {consul, policy.Involved, ""},
		"the head of her mission":            stands(policy.Involved, consul.desk, casework.RoleMissionHead),
		"her immigration officer":            stands(policy.Involved, "tha-immigration-bangkok", casework.RoleImmigration),
		"her receiver":                       stands(policy.Involved, "mmr-receiving", casework.RoleReceiver),
		"the children's panel":               stands("", "tha-childpanel", casework.RoleChildPanel),
		"those who help her at home":         stands("", "mmr-reintegration-desk", casework.RoleReintegration),
		"her prosecutor":                     stands(policy.HostCountry, "tha-prosecutor-bangkok", casework.RoleProsecutor),
		"her escort":                         stands("", "tha-escort-bangkok", casework.RoleEscort),
		"whoever books her seat":             stands("", transport.desk, transport.role),
		"whoever approves manifests":         stands(policy.HostCountry, "tha-movement", casework.RoleMovementApprover),
		"a supervisor at her mission":        stands(policy.Involved, consul.desk, casework.RoleSupervisor),
		"a caseworker elsewhere":             stands(policy.OwnAgency, "tha-caseworker-maesot", casework.RoleCaseworker),
		"a supervisor elsewhere":             stands(policy.OwnAgency, "tha-supervisor-maesot", casework.RoleSupervisor),
		"a lawyer elsewhere":                 stands(policy.OwnAgency, "tha-caseworker-maesot", casework.RoleLegal),
		"a physician elsewhere":              stands(policy.OwnAgency, "tha-medical-maesot", casework.RoleMedical),
		"the coordinator":                    stands(policy.HostCountry, "tha-coordination", casework.RoleCoordinator),
		"the protection officer":             stands(policy.HostCountry, "tha-coordination", casework.RoleDPO),
		"the operation's lead":               {lead, policy.HostCountry, ""},
		"the auditor":                        stands(policy.HostCountry, "tha-coordination", casework.RoleAuditor),
		"the border":                         stands(policy.HostCountry, "tha-border-nongkhai", casework.RoleBorder),
		"whoever was given access":           stands(policy.Granted, "khm-caseworker-phnompenh", casework.RoleCaseworker),
		"who was given it for another thing": {at("khm-caseworker-phnompenh", casework.RoleCaseworker), "", policy.ForCasework},
		"their registrar":                    stands(policy.Granted, "khm-supervisor-phnompenh", casework.RoleSupervisor),
		"whose access has ended":             stands(policy.ExpiredGrant, "vnm-reintegration-desk", casework.RoleReintegration),
		"who has broken the glass":           {glass, policy.BreakGlass, ""},
		"whom she wants kept out":            {keptOut, policy.Excluded, ""},
		"another state's consul":             stands(policy.Unrelated, "eth-mission-newdelhi", casework.RoleConsul),
		"another state's receiver":           stands(policy.Unrelated, "eth-receiving", casework.RoleReceiver),
		"another state's registrar":          stands(policy.Unrelated, "khm-registrar-phnompenh", casework.RoleRegistrar),
		"another state's physician":          stands(policy.Unrelated, "khm-medical-phnompenh", casework.RoleMedical),
		"another state's transport":          stands(policy.Unrelated, "khm-transport-phnompenh", casework.RoleTransport),
		"whoever has not signed in":          {},
	}
}

// seed brings her to where the papers are, and everybody into the relation they are meant to have.
func (h *installation) seed(t *testing.T) *seeded {
	t.Helper()
	marks := newMarks()
	opened := h.settled(t, post("/operations", m{"host": "THA", "custodian": "state", "words": marks.words("operation")}).as(lead))
	operation := refOf(t, opened)
	s := h.about(t, marks, "adult", operation)
	s.operation = operation
	s.written = append(s.written, written{lead, "POST /operations", "", opened})
	var others []string // of the operation, so that it has as many people as are counted for everybody
	for range 11 {
		others = append(others, s.opensAnother())
	}
	s.isHeard()
	task, _ := s.asked(casework.StepVerifyNationality)
	s.task, s.asks = task.Name, consul.desk
	s.isCleared()
	s.hasAList()
	s.hasASeat(others[0])
	s.changesHerMind()
	s.erasure = refOf(t, s.settled(t, post("/cases/"+others[1]+"/erasure", m{"basis": "registered_wrongly", "reasons": "entered twice"}).as(supervisor)))
	s.surrounded()
	s.claims(casework.StepAccessReview)
	s.mayMove()
	s.mayNotFly()
	s.reads(supervisor)
	return s
}

// refOf is the reference of what a write has made.
func refOf(t *testing.T, a answer) string {
	t.Helper()
	var receipt wire.Receipt
	a.into(t, &receipt)
	return string(receipt.Target.Ref)
}

// opensAnother opens the case of another person of the same operation.
func (s *seeded) opensAnother() string {
	s.tb.Helper()
	var receipt wire.Receipt
	s.installation.settled(s.tb, post("/cases", m{
		"host": "THA", "origin": "MMR", "custodian": "state", "age": "adult", "told_of_purpose": "yes", "operation": s.operation, "person": m{"name": "Somebody Else"}, "despite": "another person",
	}).as(registrar)).into(s.tb, &receipt)
	return string(receipt.Target.Ref)
}

// hasAList uploads a list of the operation, under the name of a person.
func (s *seeded) hasAList() {
	s.tb.Helper()
	s.marks.all["row"] = marked{text: "Qvzrow Xwkcell", class: policy.Identity}
	s.marks.all["file"] = marked{text: "Qvzfile.csv", class: policy.Identity}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", s.marks.text("file"))
	require.NoError(s.tb, err)
	_, err = io.WriteString(part, heading+"1;"+s.marks.text("row")+";F;Myanmar;EP1234567;14/05/1999\n")
	require.NoError(s.tb, err)
	require.NoError(s.tb, form.Close())
	a := s.send(s.tb, post("/operations/"+s.operation+"/lists?author=custodian", b.Bytes()).with("Content-Type", form.FormDataContentType()).as(clerk))
	require.Equal(s.tb, http.StatusCreated, a.status, "%s", a.body)
	s.list = strings.TrimPrefix(a.header.Get("Location"), "/lists/")
	s.written = append(s.written, written{clerk, "POST /operations/" + s.operation + "/lists", "", a})
}

// hasASeat holds a seat for her, with a need, apart from another who waits for one.
func (s *seeded) hasASeat(other string) {
	s.tb.Helper()
	var receipt wire.Receipt
	s.settled(s.tb, post("/movements", m{
		"legs":  l{m{"mode": "air", "from": "THDMK", "to": "MMRGN", "departs_at": in(48 * time.Hour), "arrives_at": in(51 * time.Hour)}},
		"seats": 50, "blocked": 2, "operation": s.operation, "receiving": "mmr-receiving", "escorts": l{"tha-escort-bangkok"},
	}).as(transport)).into(s.tb, &receipt)
	s.movement = string(receipt.Target.Ref)
	moves := func(what string, body m) { s.settled(s.tb, post("/movements/"+s.movement+what, body).as(transport)) }
	moves("/hold", m{"until": in(24 * time.Hour), "blocks": l{m{"members": l{m{"case": s.ref, "needs": l{"medical"}}}}}})
	moves("/standby", m{"blocks": l{m{"members": l{m{"case": other}}}}})
	moves("/separations", m{"a": s.ref, "b": other})
	moves("/ticket", m{})
}

// mayMove has her supervisor propose another corridor, which waits for her caseworker.
func (s *seeded) mayMove() {
	s.tb.Helper()
	s.settled(s.tb, post(s.path("/reports"), m{"event": "corridor_changed", "corridor": "tha-mmr", "words": s.marks.words("proposal")}).as(supervisor))
}

// mayNotFly has the booking desk propose that her movement is cancelled, which waits for a second person.
func (s *seeded) mayNotFly() {
	s.tb.Helper()
	s.settled(s.tb, post("/movements/"+s.movement+"/cancel", m{"cause": "border_closed"}).as(transport))
}

// reads has an officer read the notices about her case.
func (s *seeded) reads(who officer) {
	s.tb.Helper()
	var page wire.NoticePage
	s.send(s.tb, get("/notices?limit=200").as(who)).into(s.tb, &page)
	read := 0
	for _, notice := range page.Items {
		if notice.Case == s.ref {
			a := s.send(s.tb, post(fmt.Sprintf("/notices/%v/read", notice.Id), nil).as(who))
			require.Equal(s.tb, http.StatusOK, a.status, "%s", a.body)
			read++
		}
	}
	require.Positive(s.tb, read, "there is no notice to read about her")
}

// changesHerMind records consents that end, that she withdraws, and that are not her own.
func (s *seeded) changesHerMind() {
	s.tb.Helper()
	consents := func(path string, body m) { s.settled(s.tb, post(s.path(path), body).as(caseworker)) }
	consents("/consents", m{"consents": l{"C12"}, "mode": "signature", "until": in(300 * day)})
	consents("/consents", m{"consents": l{"C13"}, "mode": "authority"})
	consents("/consents", m{"consents": l{"C14"}, "mode": "signature"})
	consents("/consents/withdrawal", m{"consents": l{"C14"}})
}

// claims has the desk that is asked about a step claim its request.
func (her *life) claims(step casework.Step) {
	her.tb.Helper()
	var line wire.WaitingTask
	var w wire.Waiting
	her.send(her.tb, get(her.path("/waiting")).as(supervisor)).into(her.tb, &w)
	i := slices.IndexFunc(w.Tasks, func(t wire.WaitingTask) bool { line = t; return t.Step.Base() == step })
	require.GreaterOrEqual(her.tb, i, 0, "nobody is asked about %s", step)
	her.settled(her.tb, post(her.path("/tasks/"+line.Task+"/claim"), nil).as(her.who(her.tb, casework.DeskID(line.Desk))))
}

func (h *installation) about(t *testing.T, marks *marks, age wire.CaseOpeningAge, operation string) *seeded {
	t.Helper()
	return &seeded{life: h.opens(t, marks, age, operation), sheets: map[string]map[string]sheet{}, refused: map[string]int{}}
}

// surrounded brings those into her case who have no part in it by their desk, and keeps one out.
func (s *seeded) surrounded() {
	s.tb.Helper()
	// An act of an officer, who is excluded after it.
	var done wire.Receipt
	s.settled(s.tb, post(s.path("/facts"), m{"facts": l{m{"name": "interpreter", "value": "ok"}}}).as(keptOut)).into(s.tb, &done)
	s.give("khm-caseworker-phnompenh", "C", "D", "F")
	s.give("vnm-reintegration-desk", "C", "F")
	s.ends(2)
	s.settled(s.tb, post(s.path("/break-glass"), m{"purpose": "emergency", "reasons": s.marks.words("glass")}).as(glass))
	s.settled(s.tb, post(s.path("/exclusions"), m{"seq": done.Case.Seq, "words": s.marks.words("exclusion")}).as(caseworker))
}

func (s *seeded) give(desk string, classes ...string) {
	s.tb.Helper()
	s.settled(s.tb, post(s.path("/access"), m{
		"desk": desk, "classes": classes, "purpose": "reintegration", "consent": "C10", "until": in(24 * time.Hour), "words": s.marks.words("access"),
	}).as(caseworker))
}

func (s *seeded) ends(grant int) {
	s.tb.Helper()
	number, err := json.Marshal(grant)
	require.NoError(s.tb, err)
	s.settled(s.tb, post(s.path("/access/"+string(number)+"/end"), nil).as(caseworker))
}
