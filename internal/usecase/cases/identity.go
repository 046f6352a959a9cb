package cases

import (
	"context"
	"reflect"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Correction is what an officer corrects of her identity on record. An empty field, or one that is as on record,
// is not corrected.
type Correction struct {
	Person  record.Person // name, native name, sex, nationality, document number
	Birth   Birth
	Reasons string
}

// CorrectIdentity proposes a correction of her identity on record. It takes effect when a second person agrees.
func (s *Cases) CorrectIdentity(ctx context.Context, ref casework.Ref, key string, in Correction) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.CorrectIdentity, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if in.Reasons == "" {
			return act.Receipt{}, act.Invalid("/reasons", act.FieldRequired)
		}
		cmd, values, err := s.correction(c, in)
		if err != nil {
			return act.Receipt{}, err
		}
		if cmd.Ref, err = act.Mint(ctx, key, "correction"); err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c.Found, key, cmd, record.Words{Text: in.Reasons, Person: &values})
	})
}

// CorrectionPreview is what a correction would recall, undo and let lapse, as far as the caller sees it.
type CorrectionPreview struct {
	Withdrawal // of requests and acts

	Lapses []casework.Step // the steps whose answers would not hold any longer
}

// PreviewCorrection shows what a correction would recall, undo and let lapse. It changes nothing.
func (s *Cases) PreviewCorrection(ctx context.Context, ref casework.Ref, in Correction) (CorrectionPreview, error) {
	return act.Run(ctx, s.core, policy.PreviewCorrection, act.OfCase(ref), func(ctx context.Context) (CorrectionPreview, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return CorrectionPreview{}, err
		}
		cmd, _, err := s.correction(c, in)
		if err != nil {
			return CorrectionPreview{}, err
		}
		cmd.At, cmd.By = s.core.Now().UTC(), request.From(ctx).Actor.Casework()
		preview, err := ruling.PreviewCorrection(c.State, cmd, s.procedure)
		if err != nil {
			return CorrectionPreview{}, act.Explain(err, c.Seen, s.core.Now())
		}
		out := CorrectionPreview{Withdrawal: withdrawal(preview, c.Seen), Lapses: []casework.Step{}}
		for _, step := range preview.Lapses {
			if c.Seen.Reveal(policy.OutcomeClass(step)) {
				out.Lapses = append(out.Lapses, step)
			}
		}
		return out, nil
	})
}

// correction makes the command of a correction, and the values that it puts on record: those that differ from what
// is there.
func (s *Cases) correction(c act.FoundDetail, in Correction) (casework.Command, record.Person, error) {
	var before record.Person
	if c.Detail.Person != nil {
		before = c.Detail.Person.Identity()
	}
	born, err := in.Birth.read()
	if err != nil {
		return casework.Command{}, record.Person{}, err
	}
	values := record.Person{}
	cmd := casework.Command{Kind: casework.KindCorrect, Reasoned: true}
	take := func(field casework.IdentityField, to *string, was, is string) {
		if is != "" && is != was {
			*to = is
			if !slices.Contains(cmd.Fields, field) { // two scripts are one name
				cmd.Fields = append(cmd.Fields, field)
			}
		}
	}
	take(casework.IdentityName, &values.Name, before.Name, in.Person.Name)
	take(casework.IdentityName, &values.NativeName, before.NativeName, in.Person.NativeName)
	take(casework.IdentityNationality, &values.Nationality, before.Nationality, in.Person.Nationality)
	take(casework.IdentityDocument, &values.DocumentNumber, before.DocumentNumber, in.Person.DocumentNumber)
	take(casework.IdentitySex, (*string)(&values.Sex), string(before.Sex), string(in.Person.Sex))
	if born.AsWritten != "" && !reflect.DeepEqual(born, before.Birth) {
		values.Birth = born
		cmd.Fields = append(cmd.Fields, casework.IdentityBirth)
		cmd.Facts, err = s.doubtOfAge(c, in.Birth)
	}
	if values.Nationality != "" {
		values.NationalityRaw = values.Nationality
		cmd.OtherState = isOtherState(&c.State, casework.Country(values.Nationality))
	}
	if err == nil && len(cmd.Fields) == 0 {
		err = act.Invalid("/person", act.FieldRequired)
	}
	return cmd, values, err
}

// doubtOfAge states a doubt of her age if a reading of the corrected birth date makes her a child, and she is not
// treated as one already. Nothing that an officer writes ends a doubt.
func (s *Cases) doubtOfAge(c act.FoundDetail, b Birth) ([]casework.Statement, error) {
	born, err := b.meanings(s.core.Now())
	row := operation.Row{Born: born}
	if err != nil || c.State.Child() || row.Age(s.core.Now()) == ageAdult {
		return nil, err
	}
	return []casework.Statement{{Name: casework.FactAge, Value: ageDisputed}}, nil
}

// isOtherState reports whether a nationality is that of another state than the one that is asked about her. A
// corridor that names no state asks none.
func isOtherState(c *casework.Case, nationality casework.Country) bool {
	asked := c.Rules.Origin
	if c.Second != nil {
		asked = c.Second.State
	}
	return asked != "" && nationality != asked
}
