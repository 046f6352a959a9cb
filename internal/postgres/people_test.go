package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// opens opens a case about a person, a minute after the one before.
func openCase(t *testing.T, w *dbtest.Env, ref casework.Ref, n int, p record.Person) casework.Change {
	t.Helper()
	c, clocks := dbtest.Opened(ref)
	c.Next.OpenedAt = dbtest.Day.Add(time.Duration(n) * time.Minute)
	w.Stored(t, c.Key, dbtest.OfCase(ref), "open", casework.Command{}, record.Words{Opening: &record.Opening{Person: p}})
	w.Write(t, c, clocks...)
	return c
}

// found returns the cases that a query finds, with the matching fields.
func found(t *testing.T, s *postgres.Store, q record.PersonQuery) []string {
	t.Helper()
	if q.Most == 0 {
		q.Most = 10
	}
	hits, err := s.FindPeople(t.Context(), q)
	require.NoError(t, err)
	out := []string{}
	for _, h := range hits {
		require.Equal(t, h.Ref, h.State.Ref, "with its state, for policy to judge")
		fields := []record.PersonField{}
		for _, f := range h.Found {
			fields = append(fields, f.Field)
		}
		out = append(out, fmt.Sprint(h.Ref, fields))
	}
	return out
}

func TestPeopleAreFoundByWhatIsSealed(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	a := openCase(t, w, "case-a", 1, record.Person{Name: "Nguyễn Văn Đức", NativeName: "အောင် အောင်", DocumentNumber: "MF 123-4567", Phone: "+95 9 77319 04462"})
	openCase(t, w, "case-b", 2, record.Person{Name: "Nguyen Van Binh", DocumentNumber: "none", Phone: "09 77319 04462 (sister)"})
	openCase(t, w, "case-c", 3, record.Person{Name: "DUC, Nguyen Van", DocumentNumber: "AB1234567"})
	paper := dbtest.Task(casework.StepTravelDocument, 1, "tha-screener", dbtest.Day)
	b := dbtest.Next(a, casework.KindTick)
	b.Opened = []casework.Task{paper}
	w.Write(t, b)
	issued := dbtest.Decided(b, paper, casework.Issued)
	w.Stored(t, issued.Key, dbtest.OfCase("case-a"), "decide", casework.Command{Task: paper.ID}, record.Words{Document: &record.Document{Number: "ETD 99 123"}})
	w.Write(t, issued)
	renamed := dbtest.Next(issued, casework.KindState)
	w.Stored(t, renamed.Key, dbtest.OfCase("case-a"), "state_facts", casework.Command{}, record.Words{Person: &record.Person{Name: "Nguyen Thanh Tam"}})
	w.Write(t, renamed)

	for name, tt := range map[string]struct {
		ask  record.PersonQuery
		want []string
	}{
		"an earlier name is lower":   {record.PersonQuery{Name: "van duc"}, []string{"case-c[name]", "case-a[name]"}},
		"the whole name":             {record.PersonQuery{Name: "Nguyen Van Binh"}, []string{"case-b[name]", "case-c[name]", "case-a[name]"}},
		"one word is not enough":     {record.PersonQuery{Name: "nguyen"}, []string{}},
		"two words of two people":    {record.PersonQuery{Name: "Duc Binh"}, []string{}},
		"in her own script":          {record.PersonQuery{Name: "အောင်အောင်"}, []string{"case-a[native_name]"}},
		"the document she claimed":   {record.PersonQuery{Document: "mf1234567"}, []string{"case-a[document]"}},
		"the document she was given": {record.PersonQuery{Document: "ETD99123"}, []string{"case-a[document]"}},
		"words are no number":        {record.PersonQuery{Document: "none"}, []string{}},
		"a telephone that two give":  {record.PersonQuery{Phone: "00959 7731904462"}, []string{"case-b[phone]", "case-a[phone]"}},
		"more findings first":        {record.PersonQuery{Name: "Van Duc", Phone: "7731904462"}, []string{"case-a[name phone]", "case-c[name]", "case-b[phone]"}},
		"not too many":               {record.PersonQuery{Name: "van duc", Most: 1}, []string{"case-c[name]"}},
		"the new name":               {record.PersonQuery{Name: "Thanh Tam"}, []string{"case-a[name]"}},
		"nothing asked":              {record.PersonQuery{}, []string{}},
		"a wild card is a letter":    {record.PersonQuery{Name: "% %", Document: "%%%%%%", Phone: "%"}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, found(t, w.Store, tt.ask))
		})
	}
	plain := pgtest.NewSearch("အောင် အောင်", "7731904462", "77319 04462", "MF 123-4567", "MF1234567", "ETD 99 123", "Nguyễn Văn Đức", "Nguyen Van")
	require.Empty(t, plain.Find(pgtest.Dump(t, w.DB.SuperuserDSN, "app")))
}

func TestNoPersonIsFoundWithoutTheKeyOrAfterErasure(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	openCase(t, w, "case-a", 1, record.Person{Name: "Nguyen Van Duc"})
	ask := record.PersonQuery{Name: "Nguyen Van Duc"}
	require.Len(t, found(t, w.Store, ask), 1)

	guess, err := seal.NewIndex([]byte("a secret that somebody made up, and long enough"))
	require.NoError(t, err)
	for name, index := range map[string]postgres.Index{"another key": guess, "no key": nil} {
		t.Run(name, func(t *testing.T) {
			other, err := postgres.Open(postgres.Options{DSN: w.DB.DSN, Box: box, Index: index, Now: time.Now, NewRef: func() casework.Ref { return "r" }})
			require.NoError(t, err)
			defer func() { _ = other.Close() }()
			require.Empty(t, found(t, other, ask))
		})
	}
	require.NoError(t, box.Destroy(t.Context(), "case/case-a"))
	require.Empty(t, found(t, w.Store, ask), "what the token would tell is not told any more")
}
