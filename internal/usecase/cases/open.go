package cases

import (
	"cmp"
	"context"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Opening is the input for opening a case.
type Opening struct {
	// Corridor names the rules; "" takes those that fit. Version 0 is the one in force.
	Corridor string
	Version  int
	Host     casework.Country
	Origin   casework.Country
	// Custodian, ToldOfPurpose and Age are values of the facts of that name; "" states nothing. The age then
	// follows from the birth.
	Custodian     string
	ToldOfPurpose string
	Age           string
	Operation     casework.Ref  // "" for a survivor who came on their own
	Person        record.Person // without the birth
	Birth         Birth
	Words         string
	// Despite is why the case is opened although an open case may be about the same person; "" if none is known of.
	Despite string
}

// OpenCase opens a case by hand, by the rules of a corridor that are pinned to it.
func (s *Cases) OpenCase(ctx context.Context, key string, in Opening) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.OpenCase, act.OnNothing(), func(ctx context.Context) (act.Receipt, error) {
		if err := in.check(s.core.Now()); err != nil {
			return act.Receipt{}, err
		}
		rules, err := s.pin(rulesWanted{in.Corridor, in.Version, in.Host, in.Origin, in.Custodian})
		if err != nil {
			return act.Receipt{}, err
		}
		if err := s.fitsHer(&rules, in); err != nil {
			return act.Receipt{}, err
		}
		subject := policy.Subject{Host: in.Host, Asked: s.core.Team(rules.Desks)}
		if err := request.From(ctx).Authorize(policy.ListCases, subject); err != nil {
			return act.Receipt{}, err
		}
		if in.Person.Birth, err = in.Birth.read(); err != nil {
			return act.Receipt{}, err
		}
		if in.Age, err = in.age(s.core.Now()); err != nil {
			return act.Receipt{}, err
		}
		if in.Operation != "" {
			if err := s.core.Joinable(ctx, in.Operation); err != nil {
				return act.Receipt{}, err
			}
		}
		if err := s.notTwice(ctx, key, in); err != nil {
			return act.Receipt{}, err
		}
		receipt, err := s.core.Send(ctx, act.Write{
			Key: key, Target: record.Target{Kind: record.TargetCase}, Name: string(casework.KindOpen),
			Args:  casework.Command{Kind: casework.KindOpen, Facts: in.facts(rules), Pinned: &rules},
			Words: record.Words{Text: in.words(), Opening: &record.Opening{Operation: in.Operation, Person: in.Person}},
		})
		if err == nil && receipt.State == record.CommandSettled && !s.openedForCaller(ctx, receipt.Target.Ref) {
			receipt.Registers = rules.Desks[casework.DeskRegistrar]
		}
		return receipt, err
	})
}

// words returns the words of the opening with the reason for which a second case is opened.
func (in Opening) words() string { return strings.TrimSpace(in.Words + "\n\n" + in.Despite) }

// fitsHer returns nil if no mission of another state than hers would be asked by the rules: neither than that of her
// stated nationality, nor than that of the origin which the caller has named beside the corridor.
func (s *Cases) fitsHer(rules *casework.Rules, in Opening) error {
	pointer := "/origin"
	if in.Corridor != "" {
		pointer = "/corridor"
		if in.Origin != "" && in.Origin != rules.Origin {
			if err := s.core.FitsHer(pointer, rules, string(in.Origin), in.Custodian); err != nil {
				return err
			}
		}
	}
	return s.core.FitsHer(pointer, rules, in.Person.Nationality, in.Custodian)
}

// openedForCaller reports whether the caller may see a case that they opened. The rules of a case can give it
// to other desks than theirs. A case that cannot be read is taken as theirs: the page of the case says more.
func (s *Cases) openedForCaller(ctx context.Context, ref casework.Ref) bool {
	state, err := s.store.CaseState(ctx, ref)
	if err != nil {
		return true
	}
	return policy.May(request.From(ctx).Actor, policy.ShowCase, s.core.SubjectOf(ctx, &state).RelationsOf(request.From(ctx).Actor))
}

// facts returns what the opening states. The nationality is that of the corridor if none is named.
func (in Opening) facts(rules casework.Rules) []casework.Statement {
	facts := []casework.Statement{{Name: casework.FactToldOfPurpose, Value: in.ToldOfPurpose}}
	if in.Custodian != "" {
		facts = append(facts, casework.Statement{Name: casework.FactCustodian, Value: in.Custodian})
	}
	facts = append(facts, casework.Statement{Name: casework.FactAge, Value: in.Age})
	if stated := casework.NationalityAsWritten(cmp.Or(in.Origin, rules.Origin)); stated != "" {
		facts = append(facts, casework.Statement{Name: casework.FactNationality, Value: stated})
	}
	return facts
}
