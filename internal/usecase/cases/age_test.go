package cases_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/usecasetest"
)

// openings keeps the facts of the cases that are opened.
type openings struct{ facts []casework.Statement }

func (o *openings) Do(_ context.Context, r command.Request) (command.Result, error) {
	cmd, _ := r.Args.(casework.Command)
	o.facts = cmd.Facts
	return command.Result{}, nil
}

// TestWhoMayBeAChildIsNotOpenedAsAnAdult: opened by hand with a birth date of a child, or with nothing stated,
// she is not an adult. The day is 21 November 2026.
func TestWhoMayBeAChildIsNotOpenedAsAnAdult(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		age   string
		birth cases.Birth
		want  string // "" if the opening is refused
	}{
		"nothing stated":                           {"", cases.Birth{}, "disputed"},
		"an unreadable birth date":                 {"", cases.Birth{AsWritten: "the year of the flood"}, "disputed"},
		"an adult's birth date":                    {"", cases.Birth{Date: "2001-05-14"}, "adult"},
		"a child's birth date":                     {"", cases.Birth{Date: "2012-05-14"}, "minor"},
		"a year in which she may have come of age": {"", cases.Birth{Date: "2008"}, "disputed"},
		"an adult without a birth date":            {"adult", cases.Birth{}, "adult"},
		"an adult with the birth date of one":      {"adult", cases.Birth{Date: "2001"}, "adult"},
		"an adult with a child's birth date":       {"adult", cases.Birth{Date: "2012-05-14"}, ""},
		"an adult with an estimated child's year":  {"adult", cases.Birth{Date: "2012", Estimated: true}, ""},
		"an adult with a doubtful year":            {"adult", cases.Birth{Date: "2008"}, "disputed"},
		"an adult, where one reading is a child":   {"adult", cases.Birth{Date: "2001-05-14", AsWritten: "14/05/2555"}, "disputed"},
		"an adult, written as a Buddhist year":     {"adult", cases.Birth{AsWritten: "14/05/2555"}, ""},
		"a child with an adult's birth date":       {"minor", cases.Birth{Date: "2001-05-14"}, "minor"},
		"a doubt with an adult's birth date":       {"disputed", cases.Birth{Date: "2001-05-14"}, "disputed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent := &openings{}
			config := usecasetest.NewConfig(t, noon, &othersOpen{}, &usecasetest.Log{})
			config.Commands = sent
			s, err := usecase.New(config)
			require.NoError(t, err)
			registrar := usecasetest.As(t, "tha-registrar-maesot", casework.RoleRegistrar)
			_, err = s.OpenCase(registrar, "key-1", cases.Opening{Host: "THA", Origin: "KEN", ToldOfPurpose: "yes", Age: tt.age, Birth: tt.birth, Person: record.Person{Name: "Test"}})
			if tt.want == "" {
				require.Equal(t, fault.Invalid, fault.CodeOf(err))
				require.True(t, act.HasField(err, act.FieldChildBirth))
				require.Empty(t, sent.facts)
				return
			}
			require.NoError(t, err)
			require.Contains(t, sent.facts, casework.Statement{Name: casework.FactAge, Value: tt.want})
		})
	}
}
