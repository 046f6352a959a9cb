package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/table"
)

const people = "No;Name;Sex;Nationality;Passport No.;D.O.B\n1;Abebe Kebede;M;Ethiopian;EP1234567;14/05/1999\n2;" + mark + " Almaz;F;Ethiopia;;2001\nTOTAL;;;;;3\n"

func upload(query string, body any) request {
	return post("/operations/o5t8r2w6yz/lists?"+query, body).as(registrar).with("Content-Type", "application/octet-stream")
}

// formed returns a multipart body of parts (name, file name, content) and its content type.
func formed(parts ...[3]string) (body []byte, kind string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		part, _ := w.CreateFormFile(p[0], p[1])
		_, _ = part.Write([]byte(p[2]))
	}
	_ = w.Close()
	return b.Bytes(), w.FormDataContentType()
}

// An uploaded list is parsed at once; the answer is the preview, and no case is opened.
func TestAListIsReadAndReconciled(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	var kept record.List
	var content roster.List
	save := h.fake.saveList
	h.fake.saveList = func(l record.List, c roster.List) (record.ListSummary, error) {
		kept, content = l, c
		return save(l, c)
	}
	a := h.do(upload("author=custodian&as_of=2026-11-20", people))
	require.Equal(t, http.StatusCreated, a.StatusCode, "%s", a.raw)
	require.Equal(t, "/lists/mintedref1", a.Header.Get("Location"))
	require.Equal(t, "the list says 3, rows are 2, 0 of them unreadable", a.at("reconciliation", "headline"))
	require.InDelta(t, -1, a.at("reconciliation", "difference"), 0)
	require.Len(t, content.Rows, 2)
	require.Equal(t, int64(len(people)), kept.Bytes)
	require.Len(t, kept.Hash, 64)
	require.Empty(t, kept.Name)
	ours, err := command.KeyFor("dev-1", key)
	require.NoError(t, err)
	require.Equal(t, ours, kept.Key)
	require.NotContains(t, string(a.raw), mark, "the preview has counts; names are in the rows")

	body, kind := formed([3]string{"file", `D:\lists\` + mark + `.csv`, people})
	a = h.do(upload("author=embassy&nationality=ETH", body).with("Content-Type", kind))
	require.Equal(t, http.StatusCreated, a.StatusCode, "%s", a.raw)
	require.Equal(t, mark+".csv", kept.Name)
	require.Equal(t, "embassy", kept.Author)
	require.NotContains(t, h.logs.String(), mark)
}

// A file that is not a list is refused as a whole, with the reason and the place, and nothing of it is
// stored or repeated.
func TestAFileThatIsNotAListIsRefused(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	kept := 0
	h.fake.saveList = func(l record.List, _ roster.List) (record.ListSummary, error) {
		kept++
		return record.ListSummary{List: l, State: record.ListRead}, nil
	}
	for name, tt := range map[string]struct{ body, code string }{
		"empty":           {"", "empty"},
		"a picture":       {"\x89PNG" + mark, "wrong_kind"},
		"no heading":      {mark + ";" + mark + "\n", "no_heading"},
		"nobody under it": {"No;Name;Nationality\n", "no_rows"},
	} {
		p := h.refused(http.StatusUnprocessableEntity, "invalid", upload("author=custodian", tt.body))
		require.Equal(t, tt.code, p.Errors[0].Code, name)
		require.NotEmpty(t, p.Detail)
		require.NotContains(t, p.Detail, mark)
	}
	h.refused(http.StatusRequestEntityTooLarge, "too_large", upload("author=custodian", bytes.Repeat([]byte("x"), table.MaxBytes+1)))
	h.refused(http.StatusRequestEntityTooLarge, "too_large", upload("author=custodian", bytes.Repeat([]byte("x"), table.MaxBytes+2<<20)))
	h.refused(http.StatusUnprocessableEntity, "invalid", upload("author="+mark, people))
	h.refused(http.StatusUnprocessableEntity, "invalid", upload("author=custodian&as_of=yesterday", people))
	h.refused(http.StatusUnsupportedMediaType, "unsupported_media_type", upload("author=custodian", people).with("Content-Type", "text/csv"))
	h.refused(http.StatusBadRequest, "no_key", upload("author=custodian", people).without("Idempotency-Key"))
	h.refused(http.StatusForbidden, "denied", upload("author=custodian", people).as(coordinator))

	for name, parts := range map[string][][3]string{
		"no file": {}, "another part": {{mark, "x.csv", people}}, "two files": {{"file", "a.csv", people}, {"file", "b.csv", people}},
	} {
		body, kind := formed(parts...)
		h.refused(http.StatusUnprocessableEntity, "invalid", upload("author=custodian", body).with("Content-Type", kind))
		require.NotEmpty(t, name)
	}
	body, kind := formed([3]string{"file", "a.csv", people})
	h.refused(http.StatusBadRequest, "malformed", upload("author=custodian", body[:len(body)/2]).with("Content-Type", kind))
	require.NotContains(t, h.logs.String(), mark)
	require.Zero(t, kept)
}

// The same key with another file is refused.
func TestOneKeyOneList(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.saveList = func(l record.List, _ roster.List) (record.ListSummary, error) {
		l.Hash = strings.Repeat("b", 64)
		return record.ListSummary{List: l, State: record.ListRead}, nil
	}
	h.refused(http.StatusUnprocessableEntity, "key_reused", upload("author=custodian", people))
}
