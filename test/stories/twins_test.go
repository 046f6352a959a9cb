package stories_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/demo"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// twice is a person whose name no other story has.
type twice struct {
	*story

	name    string
	opening wire.CaseOpening
	ref     wire.Ref // of the first case
}

// openedOnce opens a case of a person at a desk in Bangkok.
func openedOnce(s *story) *twice {
	s.t.Helper()
	letters := strings.Map(func(r rune) rune { return 'a' + r%26 }, strings.ReplaceAll(uuid.NewString(), "-", ""))
	p := &twice{story: s, name: fmt.Sprintf("Twin%s Lwin%s", letters[:8], letters[8:16])}
	p.opening = wire.CaseOpening{
		Host: "THA", Origin: "MMR", Custodian: "state", Age: "adult", ToldOfPurpose: wire.CaseOpeningToldOfPurposeYes,
		Person: wire.PersonInput{Name: p.name, Nationality: "MMR", Birth: wire.BirthInput{Date: "1994-05-17", Precision: "day"}},
	}
	registrar := s.at("tha-registrar-bangkok")
	receipt, err := s.as(registrar).OpenCase(s.t.Context(), once(), p.opening)
	p.ref = s.settled(registrar, receipt, err).Target.Ref
	return p
}

// TestAPersonIsOpenedTwiceByHand: an officer who sees the first case is shown it, and opens another one only with a reason.
// An officer who does not see it learns nothing, and the desk of the first case gets a notice that names no other case.
func TestAPersonIsOpenedTwiceByHand(t *testing.T) {
	s := begin(t)
	p := openedOnce(s)
	registrar := s.at("tha-registrar-bangkok")
	again := p.opening
	again.Person.Name = strings.ToUpper(p.name)
	key := once()
	_, err := s.as(registrar).OpenCase(t.Context(), key, again)
	s.refused(err, fault.Conflict)
	var problem *client.ProblemError
	require.ErrorAs(t, err, &problem)
	require.Equal(t, []wire.AlikeCase{{Case: p.ref, By: []wire.AlikeCaseBy{"name", "birth_year"}}}, problem.Alike)
	again.Despite = "Her sister has the same name and came on the same day."
	receipt, err := s.as(registrar).OpenCase(t.Context(), key, again)
	second := s.settled(registrar, receipt, err)
	receipt, err = s.as(registrar).OpenCase(t.Context(), key, again)
	require.Equal(t, second.Target.Ref, s.settled(registrar, receipt, err).Target.Ref, "sent again it is the same case")

	elsewhere := s.at("khm-registrar-phnompenh")
	hidden := p.opening
	hidden.Host, hidden.Custodian = "KHM", "police"
	receipt, err = s.as(elsewhere).OpenCase(t.Context(), once(), hidden)
	third := s.settled(elsewhere, receipt, err).Target.Ref
	desk := s.at("tha-caseworker-bangkok")
	s.until("the desk of the first case has a notice", func() bool {
		found, err := s.as(desk).ListNotices(t.Context(), wire.ListNoticesParams{})
		s.fine(err)
		for _, n := range found.Items {
			require.NotEqual(t, third, n.Case)
			if n.Case == p.ref && n.Kind == "maybe_twice" {
				require.Empty(t, n.From, "the notice does not name the desk that opened")
				return true
			}
		}
		return false
	})
}

// TestAListHasAPersonTwice: rows that look like one person, or like an open case that the officer sees, keep a list closed
// until it is said why each is opened. An officer who does not see the case is not asked about it.
func TestAListHasAPersonTwice(t *testing.T) {
	s := begin(t)
	p := openedOnce(s)
	lead := officer{"tha-coordination", casework.RoleOperationLead, "twins", ""}
	receipt, err := s.as(lead).OpenOperation(t.Context(), once(), wire.OperationOpening{Host: "THA", Custodian: "bgf", Words: "Handover"})
	operation := s.settled(lead, receipt, err).Target.Ref
	params := wire.UploadListParams{Author: "custodian"}
	require.NoError(t, params.AsOf.UnmarshalText([]byte("2026-11-20")))
	text := "No,Name,Nationality,DOB,Passport\n1," + strings.ToUpper(p.name) + ",MMR,1994-05-17,\n" +
		"2,Aung Twinone Zarni,MMR,1991-02-03,MA0101010\n3,Zarni Aung Twinone,MMR,1991-02-03,MAO1O1O10\n4,Khin Twintwo,MMR,1989-08-21,\n"
	lead = s.at("tha-registrar-bangkok") // who sees her first case
	list, err := s.as(lead).UploadList(t.Context(), once(), operation, params, strings.NewReader(text))
	s.fine(err)

	seen, err := s.as(lead).PreviewList(t.Context(), list.Ref)
	s.fine(err)
	require.Equal(t, 4, seen.Opens)
	require.Positive(t, seen.Alike)
	require.Equal(t, []wire.ListTwin{{Line: 2, Case: p.ref, Because: "name_and_birth_date"}}, seen.Twins)
	_, err = s.as(lead).ConfirmList(t.Context(), once(), list.Ref, wire.ListConfirmation{Preview: seen.Preview})
	s.refused(err, fault.Conflict)

	wrong := wire.ListAnswering{Preview: seen.Preview, Line: 2, Problem: "maybe_twice", Choice: doubt.AsRead}
	_, err = s.as(lead).AnswerList(t.Context(), once(), list.Ref, wrong)
	s.refused(err, fault.Invalid)
	wrong.Line, wrong.Reason = 5, "no such doubt"
	_, err = s.as(lead).AnswerList(t.Context(), once(), list.Ref, wrong)
	s.refused(err, fault.Invalid)
	done, err := s.as(lead).AnswerList(t.Context(), once(), list.Ref, wire.ListAnswering{Preview: seen.Preview, Line: 2, Problem: "maybe_twice", Choice: doubt.LeaveOut})
	s.fine(err)
	_, err = s.as(lead).ConfirmList(t.Context(), once(), list.Ref, wire.ListConfirmation{Preview: done.Preview})
	s.refused(err, fault.Conflict) // rows 3 and 4 look like one person
	s.fine(demo.AnswerTwins(t.Context(), s.as(lead), list.Ref, func(int) client.Intent { return once() }))
	seen, err = s.as(lead).PreviewList(t.Context(), list.Ref)
	s.fine(err)
	require.Zero(t, seen.Alike)
	require.Empty(t, seen.Twins)
	require.Equal(t, []int{3, 1}, []int{seen.Opens, seen.LeftOut})
	receipt, err = s.as(lead).ConfirmList(t.Context(), once(), list.Ref, wire.ListConfirmation{Preview: seen.Preview})
	s.settled(lead, receipt, err)
	s.until("the list is opened", func() bool {
		list, err = s.as(lead).ShowList(t.Context(), list.Ref)
		s.fine(err)
		return list.State == record.ListOpened
	})
	require.Equal(t, 3, list.Opened)
}
