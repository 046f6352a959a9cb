package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Subject is what a question is about, as far as rights depend on it.
type Subject struct {
	// Desks are those that it waits for, or that made it.
	Desks []DeskAgency
	// Asked are the desks that have a part in it.
	Asked []DeskAgency
	// Owing are the desks that owe the word that they have deleted what they were given.
	OwesDeletion []DeskAgency
	// Host is the state in whose care it is; "" when there is none.
	Host casework.Country
	// Account is who made it, when only that account may see it.
	Account casework.AccountID
	// Grants are those that agencies have, or had.
	Grants []AgencyGrant
	// Glass are those for whom the glass is broken now.
	Emergency []EmergencyAccess
	// Excluded are the accounts that the survivor wants kept out.
	Excluded []casework.AccountID
	// Consents is where her consents stand, by what rests on them.
	Consents Consents
}

// Place is a desk and the agency that it belongs to.
type DeskAgency struct {
	Desk   casework.DeskID
	Agency casework.AgencyID
}

// Given is what an agency was given of a case.
type AgencyGrant struct {
	Agency  casework.AgencyID
	Classes []Class
	Purpose Purpose // what for
	Expired bool    // run out, ended, or its consent is no more
}

// Broken is the glass of a case that somebody has broken.
type EmergencyAccess struct {
	Account casework.AccountID
	Purpose Purpose // what for
}

// For is the subject to somebody who says what they look at it for: what their agency was given
// of it for something else opens nothing.
func (s Subject) ForPurpose(p Purpose) Subject {
	s.Grants = slices.DeleteFunc(slices.Clone(s.Grants), func(g AgencyGrant) bool { return !g.Expired && g.Purpose != p })
	return s
}

// LetInFor is what an actor was let in for who sees fields of a class by a grant alone, or by
// broken glass. It is "" where they see them by the place of their own desk, or not at all.
func (s Subject) PurposeOfAccess(a Actor, c Class) Purpose {
	grants, glass := s.Grants, s.Emergency
	s.Grants, s.Emergency = nil, nil
	if Sees(a, c, s.RelationsOf(a)) {
		return ""
	}
	for i, g := range grants {
		if s.Grants = grants[i : i+1]; Sees(a, c, s.RelationsOf(a)) {
			return g.Purpose
		}
	}
	s.Grants = nil
	for i, g := range glass {
		if s.Emergency = glass[i : i+1]; Sees(a, c, s.RelationsOf(a)) {
			return g.Purpose
		}
	}
	return ""
}

// To says how an actor stands to a subject. Whoever is excluded stands in that relation alone.
func (s Subject) RelationsOf(a Actor) Relations {
	if s.Account != "" {
		if s.Account == a.Account {
			return In(OwnDesk, Unrelated)
		}
		return In(Unrelated)
	}
	if a.Account != "" && slices.Contains(s.Excluded, a.Account) {
		return In(Excluded)
	}
	own, ownAgency := a.partOf(s.Desks)
	asked, askedAgency := a.partOf(s.Asked)
	owing, _ := a.partOf(s.OwesDeletion)
	out := In(Unrelated).WithConsents(s.Consents)
	for _, one := range [...]struct {
		r     Relation
		holds bool
	}{
		{OwnDesk, own},
		{OwnAgency, ownAgency || askedAgency},
		{Involved, asked},
		{OwesDeletion, owing},
		{HostCountry, s.Host != "" && s.Host == a.Country},
		{BreakGlass, a.Account != "" && slices.ContainsFunc(s.Emergency, func(g EmergencyAccess) bool { return g.Account == a.Account })},
	} {
		if one.holds {
			out.relations |= relationBit(one.r)
		}
	}
	for _, g := range s.Grants {
		switch {
		case g.Agency == "" || g.Agency != a.Agency:
		case g.Expired:
			out.relations |= relationBit(ExpiredGrant)
		default:
			out.relations |= relationBit(Granted)
			out = out.WithGranted(g.Classes...)
		}
	}
	return out
}

// among says whether the actor's desk, or its agency, is one of these.
func (a Actor) partOf(places []DeskAgency) (desk, agency bool) {
	for _, p := range places {
		desk = desk || p.Desk != "" && p.Desk == a.Desk
		agency = agency || p.Agency != "" && p.Agency == a.Agency
	}
	return desk, agency
}
