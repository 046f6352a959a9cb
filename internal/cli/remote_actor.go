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

var errSignIn = fault.New(fault.Unsigned, "sign in first: homeward login. On a development server you can act for any desk: --as DESK, or HOMEWARD_AS; `homeward corridor desks` lists them")

// sign returns what authenticates the requests: the session of homeward login or, on a
// development server, the persona of --as.
func (r *Remote) sign(env Env, server string) (client.Sign, error) {
	kept, err := env.sessionFiles()
	if err != nil {
		return nil, err
	}
	if r.As == "" {
		token, err := kept.token(server, "")
		if err == nil && token == "" {
			err = errSignIn
		}
		return client.Token(token), err
	}
	who, err := r.persona()
	if err != nil {
		return nil, err
	}
	return r.signAs(kept, env.HTTP, server, who), nil
}

// signAs authenticates as a persona, with the saved token as long as it is valid.
func (r *Remote) signAs(kept sessionFiles, carrier *http.Client, server string, who client.Persona) client.Sign {
	name := strings.Join([]string{string(who.Desk), string(who.Role), who.Account, string(who.Agency)}, " ")
	keeper := &client.PersonaSignIn{Server: server, HTTP: carrier}
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

// persona returns the persona that --as names.
func (r *Remote) persona() (client.Persona, error) {
	desk, role, given := strings.Cut(r.As, ":")
	account := "dev-" + desk
	if !given {
		usual, err := usualRole(casework.DeskID(desk))
		if err != nil {
			return client.Persona{}, err
		}
		role = usual
	} else if usual, err := usualRole(casework.DeskID(desk)); err != nil || usual != role {
		account += "-" + strings.ReplaceAll(role, "_", "-") // not the account of the usual role
	}
	if r.Account != "" {
		account = r.Account
	}
	return client.Persona{Desk: casework.DeskID(desk), Role: casework.Role(role), Account: account, Agency: casework.AgencyID(r.Agency)}, nil
}

// usualRole returns the usual role at a desk of the embedded directory.
func usualRole(desk casework.DeskID) (string, error) {
	book, err := corridor.Load(corridors.Files())
	if err != nil {
		return "", err
	}
	found, ok := book.Directory().Desk(desk)
	if !ok {
		return "", fault.New(fault.Invalid, "this desk is not in the embedded directory: name the role as well, as --as DESK:caseworker")
	}
	return string(roleAt(found.Kind)), nil
}

// roleAt returns the role that belongs to a kind of desk and to no other. At desks that several
// roles share, it is the supervisor.
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
