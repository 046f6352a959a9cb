package api_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/policy"
)

var update = flag.Bool("update", false, "write docs/field-classes.md anew")

func described(t *testing.T) *contract.Contract {
	t.Helper()
	raw, err := os.ReadFile("openapi.yaml")
	require.NoError(t, err)
	c, err := contract.Load(raw)
	require.NoError(t, err)
	return c
}

// A field without a class could be shown to any account.
func TestEveryFieldHasAClass(t *testing.T) {
	t.Parallel()
	fields := described(t).Fields()
	require.Greater(t, len(fields), 400)
	for _, f := range fields {
		require.NotEmpty(t, f.Class, "%s of %s has no class: name it under x-classes, beside its properties", f.Name, f.Schema)
	}
}

// The classes of the contract are those of policy and some that are computed; each is used.
func TestEveryClassIsAWord(t *testing.T) {
	t.Parallel()
	c := described(t)
	has := func(word string) bool {
		return slices.ContainsFunc(c.Classes, func(one contract.Class) bool { return one.Word == word })
	}
	for _, class := range policy.Classes() {
		require.True(t, has(string(class)), "%s is no word of the contract", class)
	}
	unused := []string{"E", "H"} // findings are facts, words and answers, which have their classes by what they are about
	fields := c.Fields()
	for _, one := range c.Classes {
		require.NotEmpty(t, one.Says)
		used := slices.ContainsFunc(fields, func(f contract.Field) bool { return f.Class == one.Word })
		require.NotEqual(t, slices.Contains(unused, one.Word), used, one.Word)
	}
}

// The table in the documents is the table that the tests use.
func TestFieldClassesAreWritten(t *testing.T) {
	t.Parallel()
	const file = "../docs/field-classes.md"
	text := fieldClasses(described(t))
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	written, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(written), text, "the classes have changed; if that is meant, run the test with -update and let a person read the difference")
}

// fieldClasses returns the table as Markdown.
func fieldClasses(c *contract.Contract) string {
	var b strings.Builder
	b.WriteString(`# Which field is of which class

Every field of every answer of the API, and its class. The roles that may see a class are in
` + "`internal/policy/testdata/fields.csv`" + ` and, for whole kinds of desks, in ` + "`desks.csv`" + `; the class of each step, fact and condition is in
` + "`classes.csv`" + `. A test writes this file from ` + "`api/openapi.yaml`" + `; the leak matrix in ` + "`test/security`" + ` checks every answer against it.
No lawyer has read it yet.

## The classes

| word | meaning |
|---|---|
`)
	for _, one := range c.Classes {
		fmt.Fprintf(&b, "| `%s` | %s |\n", one.Word, one.Says)
	}
	b.WriteString("\n## The fields\n\n| of | class | fields |\n|---|---|---|\n")
	fields := c.Fields()
	for schema := range slices.Values(schemasOf(fields)) {
		for _, one := range c.Classes {
			var names []string
			for _, f := range fields {
				if f.Schema == schema && f.Class == one.Word {
					names = append(names, "`"+f.Name+"`")
				}
			}
			if len(names) > 0 {
				fmt.Fprintf(&b, "| %s | `%s` | %s |\n", schema, one.Word, strings.Join(names, ", "))
			}
		}
	}
	return b.String()
}

// schemasOf lists the schemas of fields, sorted.
func schemasOf(fields []contract.Field) []string {
	var out []string
	for _, f := range fields {
		if !slices.Contains(out, f.Schema) {
			out = append(out, f.Schema)
		}
	}
	slices.Sort(out)
	return out
}
