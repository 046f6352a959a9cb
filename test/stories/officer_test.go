package stories_test

import (
	"sync"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// officer is an account that acts: in a role, at a desk; on a panel with the agency that sent them.
type officer struct {
	desk    casework.DeskID
	role    casework.Role
	account string
	agency  casework.AgencyID
}

// persona names the officer to the sign-in of development. An account sits at one desk, so
// that the desk is a part of its name here.
func (o officer) persona() client.Persona {
	return client.Persona{Desk: o.desk, Role: o.role, Account: o.account + "-" + string(o.desk), Agency: o.agency}
}

// colleague is another officer of the same desk.
func (o officer) colleague() officer {
	o.account += "-2"
	return o
}

// directory knows which desks there are; it is read once for each site.
type directory struct {
	once  sync.Once
	desks map[casework.DeskID]wire.Desk
}

// at returns who usually sits at a desk.
func (s *story) at(desk casework.DeskID) officer {
	s.t.Helper()
	s.site.desks.once.Do(func() {
		all, err := s.as(officer{"tha-coordination", casework.RoleCoordinator, "directory", ""}).ListDesks(s.t.Context(), wire.ListDesksParams{})
		require.NoError(s.t, err)
		s.site.desks.desks = map[casework.DeskID]wire.Desk{}
		for _, d := range all.Items {
			s.site.desks.desks[d.Id] = d
		}
	})
	known, ok := s.site.desks.desks[desk]
	require.True(s.t, ok, "there is no desk %s", desk)
	return officer{desk: desk, role: usual(known.Kind), account: "acct-" + string(desk)}
}

// usual is the role that answers at a kind of desk.
func usual(kind casework.DeskKind) casework.Role {
	return map[casework.DeskKind]casework.Role{
		casework.DeskRegistrar: casework.RoleRegistrar, casework.DeskMedical: casework.RoleMedical,
		casework.DeskShelter: casework.RoleShelter, casework.DeskCaseworker: casework.RoleCaseworker,
		casework.DeskScreener: casework.RoleScreener, casework.DeskPanel: casework.RolePanelMember,
		casework.DeskReview: casework.RoleReviewer, casework.DeskChildPanel: casework.RoleChildPanel,
		casework.DeskConsulate: casework.RoleConsul, casework.DeskImmigration: casework.RoleImmigration,
		casework.DeskProsecutor: casework.RoleProsecutor, casework.DeskBorder: casework.RoleBorder,
		casework.DeskReceiving: casework.RoleReceiver, casework.DeskTransport: casework.RoleTransport,
		casework.DeskMovement: casework.RoleMovementApprover, casework.DeskEscort: casework.RoleEscort,
		casework.DeskProtection: casework.RoleProtection, casework.DeskReintegration: casework.RoleReintegration, casework.DeskSupervisor: casework.RoleSupervisor,
	}[kind]
}

// as returns the client of an officer.
func (s *story) as(o officer) *client.Client {
	s.t.Helper()
	c, err := client.New(client.Options{Server: s.site.address, Sign: s.site.signIn.As(o.persona()), HTTP: s.watch.client(o)})
	require.NoError(s.t, err)
	return c
}
