package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/wire"
)

// The fields of a search are sent in the body of a request and nowhere else.
func TestASearchIsNotAnArgument(t *testing.T) {
	t.Parallel()
	found := wire.PeopleFound{More: true, Items: []wire.PersonFound{{
		Case: wire.CaseLine{Ref: "c1", Corridor: "tha-eth", Lane: "B", Stage: "clearance", OpenedAt: noon},
		By:   []wire.PersonFoundBy{"name", "native_name"},
	}}}
	address, seen := server(t, map[string]any{"POST /people/search": found})
	at := []string{"--server", address, "--as", "tha-registrar-maesot"}
	file := filepath.Join(t.TempDir(), "whom")
	require.NoError(t, os.WriteFile(file, []byte("document: LP 421\n"), 0o600))
	out, complaint, code := homeward(t, map[string]string{"stdin": "name: Hanna Bekele\nphone: +251 11 123\n"}, append([]string{"case", "search"}, at...)...)
	require.Zero(t, code, complaint)
	require.Contains(t, out, "c1")
	require.Contains(t, out, "name, native name")
	require.Contains(t, out, "There are more")
	_, complaint, code = homeward(t, nil, append([]string{"case", "search", "--for", file}, at...)...)
	require.Zero(t, code, complaint)
	require.JSONEq(t, `{"name":"Hanna Bekele","phone":"+251 11 123"}`, (*seen)[0].body)
	require.JSONEq(t, `{"document_number":"LP 421"}`, (*seen)[1].body)
	for _, one := range *seen {
		require.Empty(t, one.query)
		require.Empty(t, one.key, "a search is not a write")
	}

	for name, text := range map[string]string{"nothing": "", "an unknown name": "colour: Hanna", "no name": "Hanna"} {
		_, complaint, code := homeward(t, map[string]string{"stdin": text}, append([]string{"case", "search"}, at...)...)
		require.Equal(t, ExitMisuse, code, name)
		require.NotContains(t, complaint, "Hanna", name)
	}
	_, _, code = homeward(t, nil, "case", "search", "Hanna")
	require.Equal(t, ExitMisuse, code, "there is no argument for it")
	require.Len(t, *seen, 2)
}

func TestATerminalIsAskedLineByLine(t *testing.T) {
	t.Parallel()
	var asked bytes.Buffer
	env := Env{In: strings.NewReader("Hanna Bekele\n\n+251 11 123\n1999\nETH\n"), Err: &asked}
	require.False(t, env.atTerminal())
	said, err := env.questions()
	require.NoError(t, err)
	require.Equal(t, map[string]string{"name": "Hanna Bekele", "document": "", "phone": "+251 11 123", "birth_year": "1999", "nationality": "ETH"}, said)
	require.Equal(t, 5, strings.Count(asked.String(), "(or nothing): "))
	env.In = strings.NewReader("Hanna")
	said, err = env.questions()
	require.NoError(t, err)
	require.Equal(t, map[string]string{"name": "Hanna"}, said, "the end of the input ends the questions")
}
