package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/person"
)

// A correction changes nothing before a second person has agreed; then the new values stand, the old ones are kept
// as a version and still find her, and the other fields stay. Written again after a crash, it changes nothing.
func TestACorrectionKeepsWhatWasOnRecord(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	wrong := record.Person{
		Name: "Njeri Wairimu", Nationality: "KEN", NationalityRaw: "Kenyan", Sex: person.Female, DocumentNumber: "A100", Phone: "+254 700 000 001",
		Birth: birth.Date{AsWritten: "2001", Precision: birth.PrecisionYear},
	}
	first := openCase(t, w, "case-a", 1, wrong)
	right := record.Person{Name: "Aye Aye Win", Nationality: "MMR", NationalityRaw: "MMR", Phone: "must not be taken"}
	_, agreed := w.Corrected(t, first, record.Words{Text: "She showed her card.", Person: &right}, casework.IdentityName, casework.IdentityNationality)

	now, err := w.Case(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, "Njeri Wairimu", now.Person.Name, "it waits for a second person")
	require.Equal(t, []string{}, found(t, w.Store, record.PersonQuery{Name: "Aye Aye Win"}))
	proposed, reasons, err := w.ProposedPerson(t.Context(), "case-a", agreed.Proposals[0].Key)
	require.NoError(t, err)
	require.Equal(t, "Aye Aye Win", proposed.Name)
	require.Empty(t, proposed.Phone)
	require.Equal(t, "She showed her card.", reasons)

	w.Write(t, agreed)
	w.Write(t, agreed) // the answer was lost after the commit
	now, err = w.Case(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, record.Person{
		Name: "Aye Aye Win", Nationality: "MMR", NationalityRaw: "MMR", Sex: person.Female, DocumentNumber: "A100", Phone: "+254 700 000 001", Birth: wrong.Birth,
	}, *now.Person)
	versions, err := w.IdentityVersions(t.Context(), "case-a")
	require.NoError(t, err)
	require.Len(t, versions, 1)
	require.Equal(t, wrong.Identity(), versions[0].Person)
	require.Equal(t, []casework.IdentityField{casework.IdentityName, casework.IdentityNationality}, versions[0].Fields)
	require.Equal(t, "She showed her card.", versions[0].Words)
	require.WithinDuration(t, agreed.At, versions[0].At, time.Second)
	for _, name := range []string{"Aye Aye Win", "Njeri Wairimu"} {
		require.Equal(t, []string{"case-a[name]"}, found(t, w.Store, record.PersonQuery{Name: name}), name)
	}
}

// A correction that a second person refuses leaves no version.
func TestARefusedCorrectionChangesNothing(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first := openCase(t, w, "case-a", 1, record.Person{Name: "Njeri Wairimu"})
	_, answered := w.Corrected(t, first, record.Words{Text: "why", Person: &record.Person{Name: "Aye Aye Win"}}, casework.IdentityName)
	answered.Proposals[0].State = casework.ProposalRefused
	w.Write(t, answered)
	now, err := w.Case(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, "Njeri Wairimu", now.Person.Name)
	require.Zero(t, w.Count(t, "app.identity_versions"))
}
