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
	// Questioned are the desks that were asked for information and have not answered.
	Questioned []DeskAgency
	// TakenBack are the desks from which all data that they had received of a case were taken back,
	// whether or not they have attested that they deleted the data.
	TakenBack []casework.DeskID
	// Host is the state that cares for the survivor, or "" if there is none.
	Host casework.Country
	// Feared are the states from which she may need protection. Their officers see nothing but a request
	// to delete what they have.
	Feared []casework.Country
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
	// Ordered is what orders of authorities open.
	Ordered []Ordered
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
	questioned, _ := a.partOf(s.Questioned)
	if s.Fears(a.Country) {
		return In(Unrelated).withIf(OwesDeletion, owing).withIf(OwnDesk, owing && own)
	}
	part := own || asked
	agency := (ownAgency || askedAgency) && a.Kind != casework.DeskPanel
	care := s.caresFor(a, part || agency)
	out := In(Unrelated).WithConsents(s.Consents)
	out.ordered = s.orderedTo(a.Desk)
	for _, one := range [...]struct {
		r     Relation
		holds bool
	}{
		{OnTeam, care && part},
		{OwnDesk, own},
		{TeamAgency, care && agency},
		{OwnAgency, agency},
		{Involved, asked},
		{OwesDeletion, owing},
		{Questioned, questioned},
		{HostLead, care && a.Leads},
		{HostCare, care},
		{HostCountry, s.Host != "" && s.Host == a.Country},
		{BreakGlass, a.Account != "" && slices.ContainsFunc(s.Emergency, func(g EmergencyAccess) bool { return g.Account == a.Account })},
	} {
		out = out.withIf(one.r, one.holds)
	}
	for _, g := range s.Grants {
		switch {
		case g.Agency == "" || g.Agency != a.Agency || a.Kind == casework.DeskPanel:
		case g.Expired:
			out.relations |= relationBit(ExpiredGrant)
		default:
			out.relations |= relationBit(Granted)
			out = out.WithGranted(g.Classes...)
		}
	}
	return out
}

// HasPart reports whether the case waits for a desk, or the desk has or had a part in it. A desk that was only
// asked a question, or only owes an attestation, has none.
func (s Subject) HasPart(desk casework.DeskID) bool {
	is := func(p DeskAgency) bool { return p.Desk == desk }
	return slices.ContainsFunc(s.Desks, is) || slices.ContainsFunc(s.Asked, is)
}

// Fears reports whether the survivor may need protection from a state.
func (s Subject) Fears(state casework.Country) bool {
	return state != "" && slices.Contains(s.Feared, state)
}

// caresFor reports whether the actor's desk is one of care in the host state. A desk that belongs to no
// state is one if it, or its agency, has a part in the case.
func (s Subject) caresFor(a Actor, part bool) bool {
	if s.Host == "" || outsideCare(a.Kind) {
		return false
	}
	return a.Country == s.Host || a.Country == noState && part
}

// Cares reports whether a desk that has a part in the case is one of care in the host state, and so on her team.
func (s Subject) Cares(desk Place) bool {
	return s.caresFor(Actor{Kind: desk.Kind, Country: desk.Country}, true)
}

// noState is the country of an agency that belongs to no state.
const noState casework.Country = "*"

// partOf reports whether the actor's desk, and whether its agency, is among these.
func (a Actor) partOf(places []DeskAgency) (desk, agency bool) {
	for _, p := range places {
		desk = desk || p.Desk != "" && p.Desk == a.Desk
		agency = agency || p.Agency != "" && p.Agency == a.Agency
	}
	return desk, agency
}
