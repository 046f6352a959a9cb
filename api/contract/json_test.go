package contract_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
)

func TestReadJSON(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text string
		want any
	}{
		"object":         {`{"a":[1,2.5,"x",true,null]}`, map[string]any{"a": []any{json.Number("1"), json.Number("2.5"), "x", true, nil}}},
		"empty object":   {` { } `, map[string]any{}},
		"empty array":    {`[]`, []any{}},
		"text":           {`"\u00e9\ud834\udd1e"`, "é𝄞"},
		"escaped slash":  {`"\\ud800"`, `\ud800`},
		"number as text": {`12345678901234567890`, json.Number("12345678901234567890")},
		"deepest":        {strings.Repeat("[", 32) + strings.Repeat("]", 32), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := contract.ReadJSON([]byte(tt.text))
			require.NoError(t, err)
			if tt.want != nil {
				require.Equal(t, tt.want, got)
			}
		})
	}
}

func TestReadJSONRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]error{
		"": contract.ErrSyntax, "{": contract.ErrSyntax, `{"a"}`: contract.ErrSyntax, `{"a":1,}`: contract.ErrSyntax, "[1,]": contract.ErrSyntax,
		"{} {}": contract.ErrSyntax, "1 2": contract.ErrSyntax, "NaN": contract.ErrSyntax, "01": contract.ErrSyntax, "'a'": contract.ErrSyntax,
		"{a:1}": contract.ErrSyntax, "\ufeff{}": contract.ErrSyntax, "// x\n{}": contract.ErrSyntax, "]": contract.ErrSyntax, `"` + "\x01" + `"`: contract.ErrSyntax,
		"\"\xff\"": contract.ErrEncoding, `"\ud800"`: contract.ErrEncoding, `"\udc00\ud800"`: contract.ErrEncoding, `"\ud800x"`: contract.ErrEncoding,
		strings.Repeat("[", 33):            contract.ErrDepth,
		strings.Repeat(`{"a":`, 33) + "1":  contract.ErrDepth,
		strings.Repeat(`[{"a":`, 17) + "1": contract.ErrDepth,
		strings.Repeat("[", 1_000_000):     contract.ErrDepth,
	} {
		_, err := contract.ReadJSON([]byte(text))
		require.ErrorIs(t, err, want, "%.20q", text)
	}
	_, err := contract.ReadJSON([]byte(`{"a":{"b":[{"secret":1,"secret":2}]}}`))
	twice, ok := errors.AsType[*contract.RepeatedError](err)
	require.True(t, ok)
	require.Equal(t, []string{"a", "b", "0"}, twice.Path)
	require.NotContains(t, err.Error(), "secret")
}

// Any accepted text is UTF-8, has the value that the standard library reads, and is not nested too deep.
func FuzzReadJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,"é",null]}`, `{"a":1,"a":2}`, `"\ud800"`, `[[[[]]]]`, "\xff", `{"a":"\u0000"}`, "1e999", `{"":{}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := contract.ReadJSON(raw)
		if err != nil {
			return
		}
		require.True(t, utf8.Valid(raw))
		require.True(t, json.Valid(raw))
		var theirs any
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.UseNumber()
		require.NoError(t, d.Decode(&theirs))
		require.Equal(t, theirs, got)
		require.LessOrEqual(t, depth(got), contract.MaxDepth)
	})
}

func depth(v any) int {
	deepest := -1
	switch value := v.(type) {
	case map[string]any:
		for _, inner := range value {
			deepest = max(deepest, depth(inner))
		}
	case []any:
		for _, inner := range value {
			deepest = max(deepest, depth(inner))
		}
	default:
		return 0
	}
	return max(deepest, 0) + 1
}
