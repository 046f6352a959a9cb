package postgres_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/seal"
)

// madeEarlier puts the tokens that the release before migration 48 made in place of those of a case.
func madeEarlier(t *testing.T, w *dbtest.Env, ref casework.Ref, people ...record.Person) {
	t.Helper()
	index, err := seal.NewIndex(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	db := w.Behind(t)
	_, err = db.ExecContext(t.Context(), `delete from app.people_index where case_ref = $1`, ref)
	require.NoError(t, err)
	add := func(field, key string) {
		token := index.Token("people."+field, key)
		_, err := db.ExecContext(t.Context(), `insert into app.people_index (case_ref, field, token) values ($1, $2, $3) on conflict do nothing`, ref, field, token[:])
		require.NoError(t, err)
	}
	for _, p := range people {
		for _, key := range person.NameKeys(p.Name) {
			add("name", key)
		}
		for _, key := range person.NameKeys(p.NativeName) {
			add("native_name", key)
		}
		if key := person.DocumentKey(p.DocumentNumber); key != "" {
			add("document", key)
		}
		for _, key := range person.PhoneKeys(p.Phone) {
			add("phone", key)
		}
	}
}

func TestTokensOfAnEarlierReleaseAreMadeAgain(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	first := record.Person{Name: "Nguyễn Văn Đức", NativeName: "အောင် အောင်", DocumentNumber: "MF 123-4567", Phone: "+95 9 77319 04462"}
	a := openCase(t, w, "case-a", 1, first)
	renamed := dbtest.Next(a, casework.KindState)
	w.Stored(t, renamed.Key, dbtest.OfCase("case-a"), "state_facts", casework.Command{}, record.Words{Person: &record.Person{Name: "Tran Thanh Tam"}})
	w.Write(t, renamed)
	madeEarlier(t, w, "case-a", first, record.Person{Name: "Tran Thanh Tam"})
	other := record.Person{Name: "Wanjiku Njeri Auma"}
	openCase(t, w, "case-b", 2, other)
	madeEarlier(t, w, "case-b", other)
	gone := record.Person{Name: "Hanna Bekele"}
	openCase(t, w, "case-c", 3, gone)
	madeEarlier(t, w, "case-c", gone)
	require.NoError(t, box.Destroy(t.Context(), "case/case-c"))

	asks := map[string]struct {
		ask  record.PersonQuery
		want []string
	}{
		"the first name":   {record.PersonQuery{Name: "Van Duc"}, []string{"case-a[name]"}},
		"the new name":     {record.PersonQuery{Name: "Thanh Tam"}, []string{"case-a[name]"}},
		"her own script":   {record.PersonQuery{Name: "အောင်အောင်"}, []string{"case-a[native_name]"}},
		"the document":     {record.PersonQuery{Document: "MF1234567"}, []string{"case-a[document]"}},
		"the phone":        {record.PersonQuery{Phone: "09 7731904462"}, []string{"case-a[phone]"}},
		"another person":   {record.PersonQuery{Name: "Njeri Wanjiku"}, []string{"case-b[name]"}},
		"an erased person": {record.PersonQuery{Name: "Hanna Bekele"}, []string{}},
	}
	ask := func(when string) {
		for name, tt := range asks {
			require.Equal(t, tt.want, found(t, w.Store, tt.ask), "%s, %s", name, when)
		}
	}
	ask("before")
	refs, err := w.PeopleMadeEarlier(t.Context(), "", 2)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{"case-a", "case-b"}, refs)
	require.NoError(t, w.IndexAgain(t.Context(), "case-a"))
	ask("half way, as after a crash")
	refs, err = w.PeopleMadeEarlier(t.Context(), "", 9)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{"case-b", "case-c"}, refs, "it continues where it was")
	for _, ref := range append(refs, "case-a") { // one of them a second time
		require.NoError(t, w.IndexAgain(t.Context(), ref))
	}
	ask("after")
	require.Zero(t, w.Count(t, "app.people_index where edition = 1"))
	require.Zero(t, w.Count(t, "app.people_index where case_ref = 'case-c'"), "of an erased person no token is left")
	require.Equal(t, []string{"case-b[name]"}, found(t, w.Store, record.PersonQuery{Name: "Wanjiku Auma Nyeri"}), "what only the new tokens find")
}
