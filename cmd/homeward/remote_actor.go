package main

import (
	"fmt"
	"strings"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

var errNobody = fault.New(fault.Invalid, "say for which desk you act: --as DESK, or HOMEWARD_AS; `homeward corridor desks` lists them")

// actor writes the development actor's header.
func (r *Remote) actor() (string, error) {
	if r.As == "" {
		return "", errNobody
	}
	desk, role, given := strings.Cut(r.As, ":")
	if !given {
		var err error
		if role, err = sits(casework.DeskID(desk)); err != nil {
			return "", err
		}
	}
	account := r.Account
	if account == "" {
		account = "dev-" + desk
	}
	header := fmt.Sprintf("desk=%s; role=%s; account=%s", desk, role, account)
	if r.Agency != "" {
		header += "; agency=" + r.Agency
	}
	return header, nil
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

// roleAt is the one role that has its place at a kind of desk and at no other.
func roleAt(kind casework.DeskKind) casework.Role {
	for _, role := range casework.Roles() {
		places := 0
		for _, k := range casework.DeskKinds() {
			if policy.MaySit(role, k) {
				places++
			}
		}
		if places == 1 && policy.MaySit(role, kind) {
			return role
		}
	}
	return casework.RoleSupervisor
}
