package cases_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/usecasetest"
)

// othersOpen is a record with open cases, each of which is found by any search.
type othersOpen struct {
	usecase.Store

	hits []record.PersonHit
	sent record.CommandState // of the command with any key; "" for none
}

func (o *othersOpen) FindPeople(context.Context, record.PersonQuery) ([]record.PersonHit, error) {
	return o.hits, nil
}

func (o *othersOpen) Command(context.Context, casework.Key) (record.CommandRow, error) {
	if o.sent == "" {
		return record.CommandRow{}, fault.New(fault.NotFound, "there is no such command")
	}
	return record.CommandRow{State: o.sent}, nil
}

func (o *othersOpen) CaseState(context.Context, casework.Ref) (casework.Case, error) {
	return casework.Case{}, fault.New(fault.NotFound, "there is no such case")
}

// "At opening by hand: shown before anything opens, with what speaks for it; opening anyway needs a word why."
func TestASecondCaseOfAPersonNeedsAReason(t *testing.T) {
	t.Parallel()
	her := record.Person{Name: "Wanjiku Njeri", DocumentNumber: "AK0101010"}
	open := func(o *othersOpen, in cases.Opening) (*openings, error) {
		sent := &openings{}
		config := usecasetest.NewConfig(t, noon, o, &usecasetest.Log{})
		config.Commands = sent
		s, err := usecase.New(config)
		require.NoError(t, err)
		in.Host, in.Origin, in.ToldOfPurpose = "THA", "KEN", "yes"
		_, err = s.OpenCase(usecasetest.As(t, "tha-registrar-maesot", casework.RoleRegistrar), "key-1", in)
		return sent, err
	}
	other := her
	other.DocumentNumber = "AKO1O1O10"
	seen := record.PersonHit{Person: &other, State: casework.Case{Rules: casework.Rules{Host: "THA", Desks: map[casework.DeskKind]casework.DeskID{
		casework.DeskRegistrar: "tha-registrar-maesot", casework.DeskCaseworker: "tha-caseworker-maesot",
	}}}}
	seen.Ref = "case-one"
	hidden := record.PersonHit{Person: &other, State: casework.Case{Rules: casework.Rules{Host: "KHM", Desks: map[casework.DeskKind]casework.DeskID{
		casework.DeskRegistrar: "khm-registrar-phnompenh", casework.DeskCaseworker: "khm-caseworker-phnompenh",
	}}}}
	hidden.Ref = "case-two"

	both := &othersOpen{hits: []record.PersonHit{hidden, seen}}
	sent, err := open(both, cases.Opening{Person: her})
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	require.Equal(t, act.AlikeCases{{Case: "case-one", By: []record.PersonField{record.FieldDocument, record.FieldName}}}, fault.DetailsOf(err), "the hidden one does not exist")
	require.Empty(t, sent.facts, "nothing is opened")
	_, err = open(both, cases.Opening{Person: her, Despite: "  "})
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "a blank is no reason")
	sent, err = open(both, cases.Opening{Person: her, Despite: "Two people share a document."})
	require.NoError(t, err)
	require.NotEmpty(t, sent.facts)

	sent, err = open(&othersOpen{hits: []record.PersonHit{hidden}}, cases.Opening{Person: her})
	require.NoError(t, err, "a hidden case neither refuses nor is counted")
	require.NotEmpty(t, sent.facts)
	_, err = open(&othersOpen{hits: both.hits, sent: record.CommandSettled}, cases.Opening{Person: her})
	require.NoError(t, err, "sent again after it was opened")
	_, err = open(&othersOpen{hits: both.hits, sent: record.CommandRefused}, cases.Opening{Person: her})
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "refused before")
}
