package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// Text in a list or in a refusal cannot control the terminal.
func TestTextCannotControlTheTerminal(t *testing.T) {
	t.Parallel()
	evil := "\x1b]0;title\x07\x1b[2J\u009b31m\u202eemordnilap\u2066\r\x00\u2028 Nang \u1000\u103c"
	address, _ := server(t, map[string]any{
		"GET /lists/l4w7e1q9pn/rows": wire.ListRowPage{Items: []wire.ListRow{{Line: 3, Cells: []string{"1", evil}, Problems: []string{"control_character"}}}},
		"GET /lists/l4w7e1q9pn":      wire.Problem{Code: fault.Conflict, Status: 409, Title: evil, Detail: evil},
	})
	for _, how := range [][]string{{}, {"--json"}} {
		out, said, code := homeward(t, nil, append([]string{"list", "rows", "l4w7e1q9pn", "--server", address, "--as", "tha-registrar-maesot"}, how...)...)
		require.Zero(t, code, said)
		require.Contains(t, out, "Nang \u1000\u103c", "other scripts are shown as they are")
		require.Contains(t, out, `\u202eemordnilap`)
		harmless(t, out)
	}
	_, said, code := homeward(t, nil, "list", "preview", "l4w7e1q9pn", "--server", address, "--as", "tha-registrar-maesot")
	require.NotZero(t, code)
	require.Contains(t, said, "emordnilap")
	harmless(t, said)
	_, said, _ = homeward(t, nil, "list", evil, "--server", address)
	harmless(t, said)
}

func harmless(t *testing.T, text string) {
	t.Helper()
	require.False(t, strings.ContainsFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028')
	}), "%q", text)
}

// The output does not depend on how the text is cut, and JSON keeps its meaning.
func FuzzVisible(f *testing.F) {
	for _, seed := range []string{"", "a\x1b[31mb", "\u202e", "ကြ", "\xff\xfe", "\xe1\x80", "a\u0085b\u2029"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		var whole, parts bytes.Buffer
		n, err := io.WriteString(&visible{to: &whole}, text)
		require.NoError(t, err)
		require.Equal(t, len(text), n)
		harmless(t, whole.String())
		v := &visible{to: &parts}
		cut = min(max(cut, 1), 7)
		for rest := text; rest != ""; {
			n := min(cut, len(rest))
			_, err := io.WriteString(v, rest[:n])
			require.NoError(t, err)
			rest = rest[n:]
		}
		require.Equal(t, whole.String(), parts.String())
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		var shown bytes.Buffer
		_, err = (&visible{to: &shown}).Write(quoted)
		require.NoError(t, err)
		var before, after string
		require.NoError(t, json.Unmarshal(quoted, &before))
		require.NoError(t, json.Unmarshal(shown.Bytes(), &after))
		require.Equal(t, before, after)
	})
}
