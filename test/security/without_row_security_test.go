package security_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/wire"
)

// withoutRowSecurity returns the API over a record without row-level security: it reads as the superuser.
func (h *installation) withoutRowSecurity(t *testing.T) *installation {
	t.Helper()
	store, err := postgres.Open(postgres.Options{
		DSN: h.stack.RoleDSN(devstack.Superuser), Box: h.box, Index: h.index, Now: time.Now, NewRef: command.NewRef, MaxOpen: 4,
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	config := h.config
	config.usecases.Store = store
	server, err := config.assemble()
	require.NoError(t, err)
	open := httptest.NewServer(server.Handler())
	t.Cleanup(open.Close)
	return &installation{address: strings.TrimPrefix(open.URL, "http://")}
}

// Policy and row-level security both keep out an officer whom she has excluded. Without row-level security,
// policy alone leaves her out of every list, of every search and of every page.
func TestTheAPIKeepsOutWhomSheDoesNotWantByItself(t *testing.T) {
	t.Parallel()
	h := enter(t)
	const name, friend, out = "Qvzshut Xwkout", "acc-unwalled-friend", "acc-unwalled-out"
	operation := refOf(t, h.settled(t, post("/operations", m{"host": "THA", "custodian": "state"}).as(lead)))
	uploaded := h.send(t, post("/operations/"+operation+"/lists?author=custodian", heading+"1;"+name+";F;Myanmar;EP7654321;14/05/1999\n").
		with("Content-Type", "application/octet-stream").as(clerk))
	require.Equal(t, http.StatusCreated, uploaded.status, "%s", uploaded.body)
	list := strings.TrimPrefix(uploaded.header.Get("Location"), "/lists/")
	h.settled(t, post("/lists/"+list+"/confirm", m{}).as(lead))
	var ref string
	require.Eventually(t, func() bool {
		var rows wire.ListRowPage
		h.send(t, get("/lists/"+list+"/rows?state=opened").as(lead)).into(t, &rows)
		if len(rows.Items) == 1 {
			ref = string(rows.Items[0].Case)
		}
		return ref != "" && h.send(t, get("/cases/"+ref).as(caseworker)).status == http.StatusOK
	}, time.Minute, 100*time.Millisecond)
	her := "/cases/" + ref

	h.settled(t, post(her+"/consents", m{"consents": l{"C1", "C3", "C10"}, "mode": "icons", "language": "my"}).as(caseworker))
	h.settled(t, post(her+"/facts", m{"facts": l{m{"name": "sharing_agreement", "value": "in_force"}}}).as(supervisor))
	h.settled(t, post(her+"/access", m{
		"desk": "khm-caseworker-phnompenh", "classes": l{"C", "F"}, "purpose": "reintegration", "consent": "C10", "until": in(day), "words": "w",
	}).as(caseworker))
	erasure := refOf(t, h.settled(t, post(her+"/erasure", m{"basis": "registered_wrongly", "reasons": "w"}).as(supervisor)))
	db := h.open(t, devstack.Superuser)
	_, err := db.ExecContext(t.Context(), `insert into app.due_files (case_ref, kind, due_at, noted_at) values ($1, 'case', '2000-01-01', now())`, ref)
	require.NoError(t, err)
	var done wire.Receipt
	h.settled(t, post(her+"/facts", m{"facts": l{m{"name": "interpreter", "value": "ok"}}}).
		as(officer{desk: caseworker.desk, role: caseworker.role, account: out})).into(t, &done)
	h.settled(t, post(her+"/exclusions", m{"seq": done.Case.Seq, "words": "w"}).as(caseworker))

	bare := h.withoutRowSecurity(t)
	dpo := officer{desk: "tha-coordination", role: casework.RoleDPO}
	coordinator := officer{desk: "tha-coordination", role: casework.RoleCoordinator}
	for what, tt := range map[string]struct {
		from  officer
		ask   request
		shows string
	}{
		"cases":               {caseworker, get("/cases?operation=" + operation), ref},
		"cases of a state":    {coordinator, get("/cases?operation=" + operation), ref},
		"the case":            {caseworker, get(her), ref},
		"its timeline":        {supervisor, get(her + "/timeline"), "officer_excluded"},
		"who waits":           {supervisor, get(her + "/waiting"), ref},
		"a search":            {caseworker, post("/people/search", m{"name": name}), ref},
		"an inbox":            {registrar, get("/tasks?operation=" + operation), ref},
		"all inboxes":         {supervisor, get("/tasks?everywhere=true&operation=" + operation), ref},
		"a state's inboxes":   {coordinator, get("/tasks?everywhere=true&operation=" + operation), ref},
		"her inbox":           {supervisor, get("/tasks?everywhere=true&case=" + ref), ref},
		"rows of a list":      {lead, get("/lists/" + list + "/rows"), ref},
		"what was given":      {caseworker, get("/access?side=given"), ref},
		"what was received":   {officer{desk: "khm-caseworker-phnompenh", role: casework.RoleCaseworker}, get("/access"), ref},
		"erasures":            {supervisor, get("/erasures"), ref},
		"erasures of a state": {dpo, get("/erasures"), ref},
		"an erasure":          {dpo, get("/erasures/" + erasure), ref},
		"what is due":         {dpo, get("/retention"), ref},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			tt.from.account = friend
			near := bare.send(t, tt.ask.as(tt.from))
			require.Contains(t, string(near.body), tt.shows, "there is something to be seen by a colleague")
			tt.from.account = out
			far := bare.send(t, tt.ask.as(tt.from))
			require.NotContains(t, string(far.body), ref)
			require.NotContains(t, string(far.body), tt.shows)
			require.NotContains(t, string(far.body), name)
			require.Contains(t, []int{http.StatusOK, http.StatusNotFound, http.StatusUnprocessableEntity}, far.status, "an operation that the officer does not see is one that does not exist")
		})
	}
}
