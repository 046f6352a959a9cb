package postgres_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// concerned says in the words of the field who knows of a movement of Thailand, booked in Mae Sot with an escort of
// that town, and of its one passenger by it: those who book it and go with it, and their agencies, in the roles of that
// work; those who approve movements in the state; those of the agency that leads who oversee them. An immigration desk
// knows of it if it has a part in the case of the passenger, as no immigration desk but that of Bangkok has.
func concerned(who policy.Actor, leads bool) (movement, passenger bool) {
	near := map[casework.DeskID]bool{"tha-transport-maesot": true, "tha-escort-maesot": true, "mmr-receiving": true}[who.Desk]
	switch who.Role {
	case casework.RoleImmigration:
		return who.Desk == "tha-immigration-bangkok", who.Desk == "tha-immigration-bangkok"
	case casework.RoleMovementApprover:
		return near || who.Country == "THA", near || who.Country == "THA"
	case casework.RoleTransport, casework.RoleEscort:
		return near, near
	case casework.RoleBudgetHolder, casework.RoleCoordinator, casework.RoleOperationLead:
		return near || who.Country == "THA" && leads, false
	default:
		return near, false
	}
}

// Row-level security shows a movement, and a case by its passengers, only to those officers of the directory whom the field
// name. Before migration 45 it showed both to every immigration officer of the state.
func TestRowSecurityShowsPassengersToThoseConcerned(t *testing.T) {
	t.Parallel()
	w, b := seeded(t)
	all := b.Corridors()
	rules := all[slices.IndexFunc(all, func(c corridor.Corridor) bool { return c.ID == "tha-mmr" })].Rules()
	state := casework.Case{
		Ref: "case-a", Rules: rules, Seq: 1, OpenedAt: dbtest.Day, Stage: casework.StageClearance, Modality: casework.VoluntaryAssisted, Attempts: map[casework.Step]int{casework.StepExitPermit: 1},
		Tasks: []casework.Task{dbtest.Task(casework.StepExitPermit, 1, "tha-immigration-bangkok", dbtest.Day)},
	}
	w.Write(t, casework.Change{Ref: "case-a", Seq: 1, Key: "open", Kind: casework.KindOpen, At: dbtest.Day, By: dbtest.Screener(), Opened: state.Tasks, Next: state})
	w.Super(t, `insert into app.movements (ref, status, charter, seats, blocked, sold, standby, manifest, desk, receiving, escorts, seq, departs_at, arrives_at, planned_at, updated_at, state)
			values ('trip', 'planned', false, 9, 0, 1, 0, 1, 'tha-transport-maesot', 'mmr-receiving', '{tha-escort-maesot}', 1, now(), now(), now(), now(), '\x00')`,
		`insert into app.passengers (movement_ref, case_ref, body) values ('trip', 'case-a', '')`)
	var parts []casework.AgencyID // of desks with a part in the case, which see it without any movement
	require.NoError(t, w.Behind(t).SelectContext(t.Context(), &parts, `select d.agency from app.case_parts p join app.desks d on d.id = p.desk`))
	agencyOf := func(id casework.DeskID) casework.AgencyID { d, _ := b.Directory().Desk(id); return d.Agency }
	watchers, seenBy := 0, 0
	for _, desk := range b.Directory().Desks() {
		for _, role := range casework.Roles() {
			if !policy.RoleFitsDesk(role, desk.Kind) {
				continue
			}
			of, _ := b.Directory().Agency(desk.Agency)
			who := policy.Actor{Account: "acc-w", Role: role, Desk: desk.ID, Kind: desk.Kind, Agency: desk.Agency, Country: desk.Country, Leads: of.Leads}
			ctx := principal.With(t.Context(), principal.Principal{
				Kind: principal.Officer, Account: who.Account, Desk: who.Desk, Agency: who.Agency, Role: who.Role, Country: who.Country,
			})
			movement, passenger := concerned(who, of.Leads)
			sister := func(own casework.DeskID) bool { return agencyOf(own) == who.Agency }
			ofAgency := sister("tha-transport-maesot") || sister("tha-escort-maesot") || sister("mmr-receiving")
			found, err := w.Front.Movements(ctx, record.MovementFilter{})
			require.NoError(t, err)
			watchers++
			if len(found.Rows) > 0 {
				seenBy++
			}
			require.False(t, len(found.Rows) > 0 && !movement && !ofAgency, "%s at %s sees the movement", role, desk.ID)
			require.False(t, len(found.Rows) == 0 && movement, "%s at %s does not see the movement", role, desk.ID)
			_, err = w.Front.CaseSummary(ctx, "case-a")
			require.Contains(t, []fault.Code{"", fault.NotFound}, fault.CodeOf(err))
			otherwise := slices.Contains(parts, who.Agency) || of.Leads && desk.Country == "THA"
			require.False(t, err == nil && !passenger && !otherwise, "%s at %s sees the case of the passenger", role, desk.ID)
		}
	}
	t.Logf("%d watchers of the directory, of whom %d see the movement", watchers, seenBy)
	require.Greater(t, watchers, 500)
}
