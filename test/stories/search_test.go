package stories_test

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	_ "github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/pgtest"
)

// needle is one mark in one of the forms in which it could lie somewhere.
type needle struct {
	mark int
	form []byte
}

// needles are the marks as they are, in JSON, in an address, in hexadecimal and in base64 at
// each of its three alignments.
func needles(all []string) []needle {
	var out []needle
	for i, mark := range all {
		quoted, err := json.Marshal(mark)
		forms := [][]byte{
			[]byte(mark), []byte(strings.Trim(string(quoted), `"`)), []byte(strings.ReplaceAll(mark, " ", "%20")),
			[]byte(hex.EncodeToString([]byte(mark))),
		}
		if err != nil {
			forms = forms[:1]
		}
		for shift := range 3 {
			for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
				coded := encoding.EncodeToString(append(bytes.Repeat([]byte("x"), shift), mark...))
				forms = append(forms, []byte(coded[4:len(coded)-4])) // the ends depend on the neighbours
			}
		}
		for _, form := range forms {
			out = append(out, needle{i, form})
		}
	}
	return out
}

// found returns the numbers of the marks in a text, also in its base64 parts.
func found(in []byte, all []needle) map[int]bool {
	marks := map[int]bool{}
	look := func(in []byte) {
		for _, n := range all {
			if bytes.Contains(in, n.form) {
				marks[n.mark] = true
			}
		}
	}
	look(in)
	for _, run := range regexp.MustCompile(`[A-Za-z0-9+/]{24,}`).FindAll(in, -1) {
		if plain, err := base64.RawStdEncoding.DecodeString(string(run[:len(run)/4*4])); err == nil {
			look(plain)
		}
	}
	return marks
}

// marksAreNowhereElse searches for the marks in the whole record, where they are encrypted, in the data of
// Temporal, in every line of every process log, and in all refusals that the API has sent.
func (s *story) marksAreNowhereElse(m marks) {
	s.t.Helper()
	all := m.all()
	look := needles(all)
	s.searchFinds(all)
	require.Empty(s.t, s.search(look, "app"), "something of her is in clear on record")
	require.Empty(s.t, s.search(look, "temporal", "temporal_vis"), "something of her is in Temporal's tables")

	stolen := pgtest.NewSearch(append(all, plainWord)...).Find(s.dump("app", "temporal", "temporal_vis"))
	require.Equal(s.t, []string{plainWord}, stolen, "of what the test wrote, a stolen dump holds the desk that it was asked for, and nothing of her")

	logs := s.logs()
	for _, name := range []string{"api.log", "worker.log", "temporal.log", "postgres.log"} {
		require.Contains(s.t, logs, name, "there is such a log to look through")
	}
	for name, text := range logs {
		require.Empty(s.t, found(text, look), "something of her is in the log %s", name)
	}
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	for _, said := range s.watch.said {
		require.Empty(s.t, found([]byte(said), look), "a refusal or an address repeats what was sent")
	}
}

// plainWord is in clear in every dump, because a desk is class B.
const plainWord = "tha-caseworker-bangkok"

// dump is the content of a stolen backup.
func (s *story) dump(schemas ...string) []byte {
	s.t.Helper()
	return pgtest.Dump(s.t, s.site.stack.Cluster.RoleDSN(devstack.Superuser, devstack.Database), schemas...)
}

// fearIsNowhereInClear searches for a survivor's answer about fear of return and its consequences, which
// are class H. The question itself, its desk and its time are class B and are found.
func (s *story) fearIsNowhereInClear(her *survivor) {
	s.t.Helper()
	dump := s.dump("app", "temporal", "temporal_vis")
	asked := string(casework.StepRiskAssessment) + "#1"
	tell := []string{"risk_not_extreme", "no_asylum_claim", "asylum_claim"}
	for _, outcome := range []casework.Outcome{casework.Extreme, casework.Asylum} {
		tell = append(tell, fmt.Sprintf(`"outcome":%q`, outcome), fmt.Sprintf(`"outcome": %q`, outcome))
	}
	require.Equal(s.t, []string{asked}, pgtest.NewSearch(append(tell, asked)...).Find(dump))
	hers := 0
	for row := range bytes.Lines(dump) {
		if !bytes.Contains(row, []byte(her.ref)) {
			continue
		}
		hers++
		for _, word := range []string{"extreme", "asylum", "afraid", "sold her"} {
			require.NotContains(s.t, string(row), word)
		}
	}
	require.Greater(s.t, hers, 20, "her rows are in the dump")
}

// searchFinds proves that the search works: it finds every mark where the test has written it, and a word
// that is in each of the schemas.
func (s *story) searchFinds(all []string) {
	s.t.Helper()
	db, err := sql.Open("postgres", s.site.stack.Cluster.RoleDSN(devstack.Superuser, devstack.Database))
	require.NoError(s.t, err)
	defer db.Close()
	schema := "found_" + strings.ToLower(strings.NewReplacer("/", "_").Replace(s.t.Name()))
	do := func(statement string, args ...any) {
		_, err := db.ExecContext(s.t.Context(), statement, args...)
		require.NoError(s.t, err)
	}
	do(`create schema ` + schema)
	defer do(`drop schema ` + schema + ` cascade`)
	do(`create table ` + schema + `.marks (words text, bytes bytea, body jsonb)`)
	for n, mark := range all {
		body, err := json.Marshal(map[string]string{"mark": mark})
		require.NoError(s.t, err)
		row := [3]any{nil, nil, nil}
		row[n%3] = [3]any{mark, []byte("before " + mark), string(body)}[n%3]
		do(`insert into `+schema+`.marks values ($1, $2, $3)`, row[:]...)
	}
	require.Len(s.t, s.search(needles(all), schema), len(all), "the search finds every mark in text, bytes and JSON")
	for schema, word := range map[string]string{"app": plainWord, "temporal": "workflow", "temporal_vis": "temporal-sys-scheduler"} {
		require.NotEmpty(s.t, s.search(needles([]string{word}), schema), "the search does look into %s", schema)
	}
}

// search looks through every column of every table of schemas.
func (s *story) search(all []needle, schemas ...string) map[int]bool {
	s.t.Helper()
	db, err := sql.Open("postgres", s.site.stack.Cluster.RoleDSN(devstack.Superuser, devstack.Database))
	require.NoError(s.t, err)
	defer db.Close()
	marks := map[int]bool{}
	tables := 0
	for _, schema := range schemas {
		for _, table := range s.tables(db, schema) {
			tables++
			rows, err := db.QueryContext(s.t.Context(), fmt.Sprintf(`select * from %s`, table)) //nolint:unqueryvet // every column is searched
			require.NoError(s.t, err)
			for row := range s.cells(rows) {
				for mark := range found(row, all) {
					marks[mark] = true
				}
			}
		}
	}
	require.GreaterOrEqual(s.t, tables, len(schemas), "there are tables to look through")
	return marks
}

func (s *story) tables(db *sql.DB, schema string) []string {
	s.t.Helper()
	rows, err := db.QueryContext(s.t.Context(),
		`select format('%I.%I', table_schema, table_name) from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE'`, schema)
	require.NoError(s.t, err)
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		require.NoError(s.t, rows.Scan(&name))
		out = append(out, name)
	}
	require.NoError(s.t, rows.Err())
	return out
}

// cells returns the contents of each row, as bytes.
func (s *story) cells(rows *sql.Rows) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		defer rows.Close()
		columns, err := rows.Columns()
		require.NoError(s.t, err)
		for rows.Next() {
			cells := make([]sql.RawBytes, len(columns))
			into := make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			require.NoError(s.t, rows.Scan(into...))
			for _, cell := range cells {
				if len(cell) > 0 && !yield(cell) {
					return
				}
			}
		}
		require.NoError(s.t, rows.Err())
	}
}

// logs reads every log of every process, by the name of the file.
func (s *story) logs() map[string][]byte {
	s.t.Helper()
	out := map[string][]byte{}
	for _, root := range []string{s.site.stack.State(), s.site.stack.Cluster.Dir()} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return nil //nolint:nilerr // a directory of PostgreSQL's that comes and goes
			}
			if name := entry.Name(); strings.HasSuffix(name, ".log") || strings.HasSuffix(name, ".out") {
				text, err := os.ReadFile(path)
				out[name] = append(out[name], text...)
				return err
			}
			return nil
		})
		require.NoError(s.t, err)
	}
	return out
}
