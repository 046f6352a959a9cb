package cases_test

import (
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

// A misspelt state opens no case by the rules of another corridor, and a birth in the future is refused.
func TestAnOpeningNamesStatesThatExist(t *testing.T) {
	t.Parallel()
	config := usecasetest.NewConfig(t, noon, nil, &usecasetest.Log{})
	config.Commands = &openings{}
	s, err := usecase.New(config)
	require.NoError(t, err)
	registrar := usecasetest.As(t, "tha-registrar-maesot", casework.RoleRegistrar)
	for name, tt := range map[string]struct {
		in   cases.Opening
		want act.InvalidField
	}{
		"an origin that does not exist": {cases.Opening{Host: "THA", Origin: "KNE"}, act.InvalidField{Pointer: "/origin", Code: act.NoSuchState}},
		"a host that does not exist":    {cases.Opening{Host: "TAH", Origin: "KEN"}, act.InvalidField{Pointer: "/host", Code: act.NoSuchState}},
		"a nationality that does not exist": {
			cases.Opening{Host: "THA", Origin: "KEN", Person: record.Person{Nationality: "ZZZ"}}, act.InvalidField{Pointer: "/person/nationality", Code: act.NoSuchState},
		},
		"a birth in four years": {
			cases.Opening{Host: "THA", Origin: "KEN", Birth: cases.Birth{Date: "2030-01-01"}}, act.InvalidField{Pointer: "/person/birth/date", Code: act.FieldTooLarge},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.in.ToldOfPurpose = "yes"
			_, err := s.OpenCase(registrar, "key-1", tt.in)
			require.Equal(t, fault.Invalid, fault.CodeOf(err))
			require.Equal(t, act.InvalidFields{tt.want}, fault.DetailsOf(err))
		})
	}
}
