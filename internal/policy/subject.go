package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Subject is the object of a question, reduced to what rights depend on.
type Subject struct {
	// Desks are the desks that it waits for, or that made it.
	Desks []DeskAgency
	// Asked are the desks that have a part in it.
	Asked []DeskAgency
	// OwesDeletion are the desks that owe an attestation that they deleted what they had received.
	OwesDeletion []DeskAgency
	// TakenBack are the desks from which all data that they had received of a case were taken back,
	// whether or not they have attested that they deleted the data.
	TakenBack []casework.DeskID
	// Host is the state that cares for the survivor, or "" if there is none.
	Host casework.Country
	// Account is the account that made it, if only that account may see it.
	Account casework.AccountID
	// Grants are the running and the former grants of agencies.
	Grants []AgencyGrant
	// Emergency lists the break-glass accesses that are running.
	Emergency []EmergencyAccess
	// Excluded are the accounts that the survivor has excluded.
	Excluded []casework.AccountID
	// Consents holds the state of her consents.
	Consents Consents
}

// DeskAgency is a desk and its agency.
type DeskAgency struct {
	Desk   casework.DeskID
	Agency casework.AgencyID
}

// AgencyGrant is what an agency has been granted of a case.
type AgencyGrant struct {
	Agency  casework.AgencyID
	Classes []Class
	Purpose Purpose
	Expired bool // expired, ended, or its consent no longer holds
}

// EmergencyAccess is break-glass access of one account to a case.
type EmergencyAccess struct {
	Account casework.AccountID
	Purpose Purpose
}

// ForPurpose returns the subject as it is to an actor who reads it for purpose p: a running grant that
// was given for another purpose does not count.
func (s Subject) ForPurpose(p Purpose) Subject {
	s.Grants = slices.DeleteFunc(slices.Clone(s.Grants), func(g AgencyGrant) bool { return !g.Expired && g.Purpose != p })
	return s
}

// PurposeOfAccess returns the purpose of the grant or break-glass access through which the actor sees
// fields of a class. It returns "" if they see the fields without one, or not at all.
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

// RelationsOf returns the relations of an actor to the subject. An excluded actor has the relation
// Excluded and no other.
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

// partOf reports whether the actor's desk, and whether its agency, is among these.
func (a Actor) partOf(places []DeskAgency) (desk, agency bool) {
	for _, p := range places {
		desk = desk || p.Desk != "" && p.Desk == a.Desk
		agency = agency || p.Agency != "" && p.Agency == a.Agency
	}
	return desk, agency
}
