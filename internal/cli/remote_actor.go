package cli

import (
	"context"
	"net/http"
	"strings"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

var errNobody = fault.New(fault.Unsigned, "sign in first: homeward login. On a development server you can act for any desk: --as DESK, or HOMEWARD_AS; `homeward corridor desks` lists them")

// sign is what signs the requests: the session of homeward login, or, on a development
// server, whoever --as names.
func (r *Remote) sign(env Env, server string) (client.Sign, error) {
	kept, err := env.sessionFiles()
	if err != nil {
		return nil, err
	}
	if r.As == "" {
		token, err := kept.token(server, "")
		if err == nil && token == "" {
			err = errNobody
		}
		return client.Token(token), err
	}
	who, err := r.persona()
	if err != nil {
		return nil, err
	}
	return r.signAs(kept, env.HTTP, server, who), nil
}

// signAs signs as a persona, with the token that is kept of an earlier time while it is good.
func (r *Remote) signAs(kept sessionFiles, carrier *http.Client, server string, who client.Persona) client.Sign {
	name := strings.Join([]string{string(who.Desk), string(who.Role), who.Account, string(who.Agency)}, " ")
	keeper := &client.Doorkeeper{Server: server, HTTP: carrier}
	return func(ctx context.Context, stale string) (string, error) {
		token, err := kept.token(server, name)
		if err != nil || token != "" && token != stale {
			return token, err
		}
		if token, err = keeper.As(who)(ctx, stale); err != nil {
			return "", err
		}
		return token, kept.save(server, name, token)
	}
}

// persona is who --as names.
func (r *Remote) persona() (client.Persona, error) {
	desk, role, given := strings.Cut(r.As, ":")
	account := "dev-" + desk
	if !given {
		sits, err := sits(casework.DeskID(desk))
		if err != nil {
			return client.Persona{}, err
		}
		role = sits
	} else if usual, err := sits(casework.DeskID(desk)); err != nil || usual != role {
		account += "-" + strings.ReplaceAll(role, "_", "-") // somebody else than who usually sits there
	}
	if r.Account != "" {
		account = r.Account
	}
	return client.Persona{Desk: casework.DeskID(desk), Role: casework.Role(role), Account: account, Agency: casework.AgencyID(r.Agency)}, nil
}

// sits gives the role that sits at a desk of the directory that this program carries.
func sits(desk casework.DeskID) (string, error) {
	book, err := corridor.Load(corridors.Files())
	if err != nil {
		return "", err
	}
	found, ok := book.Directory().Desk(desk)
	if !ok {
		return "", fault.New(fault.Invalid, "this program knows no such desk: name the role as well, as --as DESK:caseworker")
	}
	return string(roleAt(found.Kind)), nil
}

// roleAt is the one role that has its place at a kind of desk and at no other. Where those
// sit who stand above the desks, it is who supervises.
func roleAt(kind casework.DeskKind) casework.Role {
	if kind == casework.DeskSupervisor {
		return casework.RoleSupervisor
	}
	for _, role := range casework.Roles() {
		places := 0
		for _, k := range casework.DeskKinds() {
			if policy.RoleFitsDesk(role, k) {
				places++
			}
		}
		if places == 1 && policy.RoleFitsDesk(role, kind) {
			return role
		}
	}
	return casework.RoleSupervisor
}
