package stories_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// marks are the personal data of one invented survivor. No other text contains them, so a match of a mark
// is a match of her data.
type marks struct {
	name, native, born, written, number, phone, place, remark string
	passport, zone                                            string
	words                                                     map[string]string // what was written of her, by where
}

func marked() marks {
	m := marks{
		name: "Qvzname Xwkmark", native: "ကဝဇမှတ်", born: "1987-03-29", written: "29 Qvzmarch 2530", number: "QVZ7731904",
		phone: "+95 9 77319 04462", place: "Qvzplace lane 7", remark: "Qvzremark about her",
		passport: "QVZ44719026", zone: "PCMMRQVZMARKED<<ZONE<<<<<<<<<<<<<<<<<<<<<<<<\nQVZ4471902MMR8703295F2709012<<<<<<<<<<<<<<04",
		words: map[string]string{},
	}
	for _, where := range []string{
		"opening", "triage", "placement", "register", "fear", "screening", "question", "answer", "verify", "permit", "fit",
		"call", "plan", "item", "visit", "closure", "wrong",
	} {
		m.words[where] = "Qvz" + where + "words, written by hand"
	}
	return m
}

// all lists every mark, and nothing that is a part of another.
func (m marks) all() []string {
	all := []string{m.name, m.native, m.born, m.written, m.number, m.phone, m.place, m.remark, m.passport}
	all = append(all, strings.Split(m.zone, "\n")...)
	for _, words := range m.words {
		all = append(all, words)
	}
	return all
}

func (m marks) opening() wire.CaseOpening {
	return wire.CaseOpening{
		Host: "THA", Origin: "MMR", Custodian: "state", Age: "adult", Words: m.words["opening"],
		Person: wire.PersonInput{
			Name: m.name, NativeName: m.native, Sex: "F", Nationality: "MMR", DocumentNumber: m.number, Languages: []wire.Language{"my"},
			Birth: wire.BirthInput{Date: m.born, Precision: "day", AsWritten: m.written}, Phone: m.phone, Place: m.place, Remark: m.remark,
		},
	}
}

func (m marks) document() with {
	return func(a *answer) {
		a.body.Document = wire.DocumentInput{Type: "single_sheet_etd", Number: m.passport, Mrz: m.zone, ExpiresAt: a.body.Until}
	}
}

// errsWith sends invalid requests of every kind with personal data. No answer may repeat the data.
func (s *story) errsWith(her *survivor, m marks) {
	s.t.Helper()
	task, registrar := her.asked(casework.StepRegister)
	decide := "/cases/" + string(her.ref) + "/tasks/" + task.Name + "/decide"
	wrong := []struct {
		path string
		body any
	}{
		{"/cases", map[string]any{"host": "THA", "told_of_purpose": "yes", "person": map[string]any{"name": m.name, m.remark: m.place}}},
		{"/cases", map[string]any{"host": m.name, "told_of_purpose": m.place, "person": map[string]any{"phone": m.name, "nationality": m.number}}},
		{"/cases", map[string]any{"host": "THA", "told_of_purpose": "yes", "person": m.words["wrong"]}},
		{decide, map[string]any{"outcome": m.words["wrong"], "reasons": []string{m.name}}},
		{decide, map[string]any{"outcome": "registered", "until": m.born, "document": map[string]any{"type": m.number, "number": m.name}}},
		{"/cases/" + string(her.ref) + "/facts", map[string]any{"facts": []any{map[string]any{"name": m.name, "value": m.place}}}},
	}
	for _, w := range wrong {
		err := s.send(registrar, http.MethodPost, w.path, seen(task.Version), w.body, nil)
		s.refused(err, fault.Invalid)
	}
	_, err := s.as(her.caseworker).ReportEvent(s.t.Context(), once(), her.ref, wire.EventReport{Event: casework.EventSuperseded, Words: m.words["wrong"]})
	require.Error(s.t, err)
}

// marksAreOnRecord finds every mark where it has to be read, as an officer who may read it.
func (s *story) marksAreOnRecord(her *survivor, m marks) {
	s.t.Helper()
	person := her.seenBy(her.caseworker).Person
	require.Equal(s.t, m.name, person.Name)
	require.Equal(s.t, m.native, person.NativeName)
	require.Equal(s.t, m.born, person.Birth.Date)
	require.Equal(s.t, m.written, person.Birth.AsWritten)
	require.Equal(s.t, m.number, person.DocumentNumber)
	require.Equal(s.t, m.phone, person.Phone)
	require.Equal(s.t, m.place, person.Place)
	require.Equal(s.t, m.remark, person.Remark)

	document := her.seenBy(s.at("tha-caseworker-bangkok")).Documents[0]
	require.Equal(s.t, m.passport, document.Number)
	require.Equal(s.t, m.zone, document.Mrz)

	readers := map[casework.DeskID][]string{
		"tha-caseworker-bangkok":  {"register", "fear", "screening", "verify", "permit", "question", "answer"},
		"tha-medical-bangkok":     {"triage", "fit"},
		"tha-shelter-bangkok":     {"placement"},
		"mmr-reintegration-desk":  {"call", "visit"},
		"tha-supervisor-bangkok":  {"closure", "fear", "screening", "placement"},
		"tha-registrar-bangkok":   {"verify", "permit"},
		"tha-immigration-bangkok": {"permit"},
	}
	for desk, parts := range readers {
		read := s.wordsOf(her, s.at(desk))
		for _, part := range parts {
			require.Contains(s.t, read, m.words[part], "%s reads what was written at %s", desk, part)
		}
	}
	_, err := s.as(s.at("mmr-mission-bangkok")).ShowCase(s.t.Context(), her.ref)
	problem, refused := errors.AsType[*client.ProblemError](err)
	require.True(s.t, refused, "a closed case is out of her consulate's view")
	require.Equal(s.t, http.StatusNotFound, problem.Status)

	s.isFoundByMarks(her, m)

	after, err := s.as(s.at("mmr-reintegration-desk")).ShowReintegration(s.t.Context(), her.ref)
	s.fine(err)
	require.Equal(s.t, m.words["plan"], after.Plans[0].Text)
	require.Equal(s.t, m.words["item"], after.Plans[0].Items[0].Text)
}

// isFoundByMarks: she is found by sealed data, and only by callers who may see these data.
func (s *story) isFoundByMarks(her *survivor, m marks) {
	s.t.Helper()
	whole := wire.PeopleSearch{Name: m.name, DocumentNumber: m.passport, Phone: m.phone}
	for desk, by := range map[casework.DeskID][]wire.PersonFoundBy{
		"tha-caseworker-bangkok":   {"document", "name", "phone"},
		"mmr-mission-bangkok":      nil, // her case is closed
		"tha-medical-bangkok":      {"document", "name"},
		"khm-caseworker-phnompenh": nil,
	} {
		found, err := s.as(s.at(desk)).SearchPeople(s.t.Context(), whole)
		s.fine(err)
		if by == nil {
			require.Empty(s.t, found.Items, "%s", desk)
			continue
		}
		require.Len(s.t, found.Items, 1, "%s", desk)
		require.Equal(s.t, her.ref, found.Items[0].Case.Ref)
		require.ElementsMatch(s.t, by, found.Items[0].By, "%s", desk)
	}
	for _, one := range []wire.PeopleSearch{{Name: m.native}, {DocumentNumber: m.number}} {
		found, err := s.as(her.caseworker).SearchPeople(s.t.Context(), one)
		s.fine(err)
		require.Len(s.t, found.Items, 1)
	}
	_, err := s.as(s.at("tha-transport-bangkok")).SearchPeople(s.t.Context(), whole)
	s.refused(err, fault.Denied)
}

// wordsOf returns all texts of her timeline that an officer can read.
func (s *story) wordsOf(her *survivor, o officer) string {
	s.t.Helper()
	var read []string
	for _, line := range her.past(o) {
		read = append(read, line.Words)
	}
	return strings.Join(read, "\n")
}

// manifestNames: who checks papers reads her name and her document, and nothing else of her.
func (s *story) manifestNames(flight *trip, m marks) {
	s.t.Helper()
	list, err := s.as(flight.escort).ShowManifest(s.t.Context(), flight.ref)
	s.fine(err)
	require.Len(s.t, list.Passengers, 1)
	require.Equal(s.t, m.name, list.Passengers[0].Person.Name)
	require.Equal(s.t, m.passport, list.Passengers[0].Document.Number)
	require.Empty(s.t, list.Passengers[0].Person.Phone)
	require.Empty(s.t, list.Passengers[0].Person.Place)
	require.Empty(s.t, list.Passengers[0].Person.Remark)
}

func TestMarksAreDistinct(t *testing.T) {
	t.Parallel()
	all := marked().all()
	for i, one := range all {
		require.GreaterOrEqual(t, len(one), 8)
		for j, other := range all {
			require.True(t, i == j || !strings.Contains(one, other), "a mark is part of another")
		}
	}
}
