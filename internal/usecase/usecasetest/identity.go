package usecasetest

import (
	"cmp"
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// ProposedPerson returns the values that a correction proposes.
func (r *Record) ProposedPerson(_ context.Context, _ casework.Ref, key casework.Key) (record.Person, string, error) {
	words := r.office.Commands.words(key)
	if words.Person == nil {
		return record.Person{}, words.Text, nil
	}
	return words.Person.Identity(), words.Text, nil
}

// IdentityVersions returns what was on record before each correction, newest first.
func (r *Record) IdentityVersions(_ context.Context, ref casework.Ref) ([]record.IdentityVersion, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.versions[ref]), nil
}

// correct replaces who a person is on record by what a change has agreed to.
func (r *Record) correct(change casework.Change) {
	for _, p := range change.Proposals {
		if p.Action != casework.ProposeIdentity || p.State != casework.ProposalAgreed {
			continue
		}
		words, ref := r.office.Commands.words(p.Key), change.Next.Ref
		r.mu.Lock()
		was := r.people[ref]
		version := record.IdentityVersion{Seq: change.Seq, At: change.At, By: p.By, Key: p.Key, Words: words.Text, Fields: p.Command.Fields, Person: was.Identity()}
		r.versions[ref] = append([]record.IdentityVersion{version}, r.versions[ref]...)
		r.people[ref] = replaced(was, *words.Person)
		r.mu.Unlock()
	}
}

// replaced is a person with the values of another that are not empty.
func replaced(was, is record.Person) record.Person {
	was.Name, was.NativeName, was.Sex = cmp.Or(is.Name, was.Name), cmp.Or(is.NativeName, was.NativeName), cmp.Or(is.Sex, was.Sex)
	was.Nationality, was.DocumentNumber = cmp.Or(is.Nationality, was.Nationality), cmp.Or(is.DocumentNumber, was.DocumentNumber)
	if is.Birth.AsWritten != "" {
		was.Birth = is.Birth
	}
	return was
}
