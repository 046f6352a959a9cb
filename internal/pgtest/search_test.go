package pgtest_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/pgtest"
)

func TestASearchFindsAMarkInEveryForm(t *testing.T) {
	t.Parallel()
	mark := `Zzyzx "of" <her>` + "\nsecond line"
	quoted, err := json.Marshal(map[string]string{"name": mark})
	require.NoError(t, err)
	within := []byte("before " + mark + " after")
	for name, text := range map[string]string{
		"as it is":            string(within),
		"json":                string(quoted),
		"hex":                 hex.EncodeToString(within),
		"bytes of the server": `	\x` + hex.EncodeToString(quoted) + `	`,
		"base64":              "xx " + base64.StdEncoding.EncodeToString(within),
		"base64 of json":      base64.StdEncoding.EncodeToString(quoted),
		"base64 for urls":     base64.RawURLEncoding.EncodeToString(within[1:]),
		"base64, shifted":     base64.RawStdEncoding.EncodeToString(within[2:]),
		"hex of base64":       `\x` + hex.EncodeToString([]byte(base64.StdEncoding.EncodeToString(within))),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := pgtest.NewSearch("another mark", mark)
			require.Equal(t, []string{mark}, s.Find([]byte(text)))
			require.Empty(t, s.Find([]byte("nothing of hers: "+text[:8])))
		})
	}
}

func TestADumpHoldsWhatIsThere(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, nil)
	_, err := db.Open(t).ExecContext(t.Context(), `create schema app; create table app.t (a text, b bytea); insert into app.t values ('Zzyzx as text', 'Zzyzx as bytes')`)
	require.NoError(t, err)
	s := pgtest.NewSearch("Zzyzx as text", "Zzyzx as bytes", "Zzyzx elsewhere")
	require.Equal(t, []string{"Zzyzx as bytes", "Zzyzx as text"}, s.Find(pgtest.Dump(t, db.SuperuserDSN, "app")))
}
