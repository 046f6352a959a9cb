package security_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/wire"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// seeded is what the matrix is asked about: one life, with everything around it marked.
type seeded struct {
	*life

	task                      string // one that is open
	asks                      casework.DeskID // whose that is
	operation, list, movement string
	// sheets are what each operation has shown to whom, and refused whom it has shown nothing.
	sheets  map[string]map[string]sheet
	refused map[string]int
}

// only says which operations are asked about her; the others are asked about somebody else.
func (s *seeded) only(r row) bool {
	return s.movement != "" || r.about == ofCase || r.about == ofTask || r.each == ofCase
}

// watcher is somebody who looks, and how they are meant to stand to her case.
type watcher struct {
	officer

	meant policy.Relation // "" for whoever has not signed in
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
		return watcher{at(desk, role), r}
	}
	return map[string]watcher{
		"her caseworker":              {caseworker, policy.Involved},
		"her registrar":               {registrar, policy.Involved},
		"her supervisor":              {supervisor, policy.Involved},
		"her physician":               stands(policy.Involved, "tha-medical-bangkok", casework.RoleMedical),
		"her shelter":                 stands(policy.Involved, "tha-shelter-bangkok", casework.RoleShelter),
		"her screener":                stands(policy.Involved, "tha-screener-bangkok", casework.RoleScreener),
		"her panel":                   stands(policy.Involved, "tha-panel-bangkok", casework.RolePanelChair),
		"her consul":                  {consul, policy.Involved},
		"the head of her mission":     stands(policy.Involved, consul.desk, casework.RoleMissionHead),
		"her immigration officer":     stands(policy.Involved, "tha-immigration-bangkok", casework.RoleImmigration),
		"her receiver":                stands(policy.Involved, "mmr-receiving", casework.RoleReceiver),
		"the children's panel":        stands("", "tha-childpanel", casework.RoleChildPanel),
		"those who help her at home":  stands("", "mmr-reintegration-desk", casework.RoleReintegration),
		"her prosecutor":              stands(policy.HostCountry, "tha-prosecutor-bangkok", casework.RoleProsecutor),
		"her escort":                  stands("", "tha-escort-bangkok", casework.RoleEscort),
		"whoever books her seat":      stands("", transport.desk, transport.role),
		"whoever approves manifests":  stands(policy.HostCountry, "tha-movement", casework.RoleMovementApprover),
		"a supervisor at her mission": stands(policy.Involved, consul.desk, casework.RoleSupervisor),
		"a caseworker elsewhere":      stands(policy.OwnAgency, "tha-caseworker-maesot", casework.RoleCaseworker),
		"a supervisor elsewhere":      stands(policy.OwnAgency, "tha-supervisor-maesot", casework.RoleSupervisor),
		"a lawyer elsewhere":          stands(policy.OwnAgency, "tha-caseworker-maesot", casework.RoleLegal),
		"a physician elsewhere":       stands(policy.OwnAgency, "tha-medical-maesot", casework.RoleMedical),
		"the coordinator":             stands(policy.HostCountry, "tha-coordination", casework.RoleCoordinator),
		"the protection officer":      stands(policy.HostCountry, "tha-coordination", casework.RoleDPO),
		"the operation's lead":        {lead, policy.HostCountry},
		"the auditor":                 stands(policy.HostCountry, "tha-coordination", casework.RoleAuditor),
		"the border":                  stands(policy.HostCountry, "tha-border-nongkhai", casework.RoleBorder),
		"whoever was given access":    stands(policy.Granted, "khm-caseworker-phnompenh", casework.RoleCaseworker),
		"their registrar":             stands(policy.Granted, "khm-supervisor-phnompenh", casework.RoleSupervisor),
		"whose access has ended":      stands(policy.ExpiredGrant, "vnm-reintegration-desk", casework.RoleReintegration),
		"who has broken the glass":    {glass, policy.BreakGlass},
		"whom she wants kept out":     {keptOut, policy.Excluded},
		"another state's consul":      stands(policy.Nobody, "eth-mission-newdelhi", casework.RoleConsul),
		"another state's receiver":    stands(policy.Nobody, "eth-receiving", casework.RoleReceiver),
		"another state's registrar":   stands(policy.Nobody, "khm-registrar-phnompenh", casework.RoleRegistrar),
		"another state's physician":   stands(policy.Nobody, "khm-medical-phnompenh", casework.RoleMedical),
		"another state's transport":   stands(policy.Nobody, "khm-transport-phnompenh", casework.RoleTransport),
		"whoever has not signed in":   {},
	}
}

// seed brings her to where the papers are, and everybody into the relation they are meant to have.
func (h *house) seed(t *testing.T) *seeded {
	t.Helper()
	marks := newMarks()
	s := h.about(t, marks, "adult")
	s.isHeard()
	task, _ := s.asked(casework.StepVerifyNationality)
	s.task, s.asks = task.Name, consul.desk
	s.isCleared()
	ref := func(a answer) string {
		var receipt wire.Receipt
		a.into(t, &receipt)
		return string(receipt.Target.Ref)
	}
	s.operation = ref(s.settled(t, post("/operations", m{"host": "THA", "words": marks.words("operation")}).as(lead)))
	marks.all["row"] = marked{text: "Qvzrow Xwkcell", class: policy.Identity}
	a := h.send(t, file(s.operation, []byte(heading+"1;"+marks.text("row")+";F;Myanmar;EP1234567;14/05/1999\n")))
	require.Equal(t, http.StatusCreated, a.status, "%s", a.body)
	s.list = strings.TrimPrefix(a.header.Get("Location"), "/lists/")
	s.movement = ref(s.settled(t, post("/movements", m{
		"legs":  l{m{"mode": "air", "from": "THDMK", "to": "MMRGN", "departs_at": in(48 * time.Hour), "arrives_at": in(51 * time.Hour)}},
		"seats": 50, "receiving": "mmr-receiving", "escorts": l{"tha-escort-bangkok"},
	}).as(transport)))
	s.settled(t, post("/movements/"+s.movement+"/hold", m{"blocks": l{m{"members": l{m{"case": s.ref}}}}}).as(transport))
	s.settled(t, post("/movements/"+s.movement+"/ticket", m{}).as(transport))

	s.surrounded()
	return s
}

func (h *house) about(t *testing.T, marks *marks, age wire.CaseOpeningAge) *seeded {
	t.Helper()
	return &seeded{life: h.opens(t, marks, age), sheets: map[string]map[string]sheet{}, refused: map[string]int{}}
}

// surrounded brings those into her case who have no part in it by their desk, and keeps one out.
func (s *seeded) surrounded() {
	s.tb.Helper()
	// What an officer did, who is then kept out.
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
