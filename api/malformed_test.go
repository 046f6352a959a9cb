package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every kind of invalid body has a stable status, code and pointer, and its values are neither repeated
// nor logged.
func TestInvalidBodies(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 40) + strings.Repeat("]", 40)
	person := func(rest string) string { return `{"host":"THA","told_of_purpose":"yes","person":` + rest + `}` }
	for name, tt := range map[string]struct {
		body          string
		status        int
		code, pointer string
		what          string
	}{
		"empty":                    {"", 400, "malformed", "", "empty"},
		"blank":                    {" \n", 400, "malformed", "", "empty"},
		"not JSON":                 {mark, 400, "malformed", "", "syntax"},
		"broken off":               {`{"host":"` + mark, 400, "malformed", "", "syntax"},
		"one too many":             {person(`{"name":"`+mark+`"}`) + "{}", 400, "malformed", "", "syntax"},
		"trailing words":           {person(`{"name":"a"}`) + mark, 400, "malformed", "", "syntax"},
		"not UTF-8":                {person(`{"name":"` + mark + "\xff\"}"), 400, "malformed", "", "encoding"},
		"half a character":         {person(`{"name":"` + mark + `\ud800"}`), 400, "malformed", "", "encoding"},
		"the other half":           {person(`{"name":"` + mark + `\udc00"}`), 400, "malformed", "", "encoding"},
		"a member twice":           {person(`{"name":"a","name":"` + mark + `"}`), 400, "malformed", "/person", "repeated"},
		"an unknown member twice":  {person(`{"` + mark + `":{"a":1,"a":2}}`), 400, "malformed", "/person", "repeated"},
		"too deep":                 {person(deep), 400, "malformed", "", "too_deep"},
		"an array":                 {`["` + mark + `"]`, 422, "invalid", "", "type"},
		"nothing":                  {`null`, 422, "invalid", "", "type"},
		"an unknown member":        {`{"host":"THA","told_of_purpose":"yes","` + mark + `":1,"person":{"name":"a"}}`, 422, "invalid", "", "unknown"},
		"another case":             {`{"Host":"THA","told_of_purpose":"yes","person":{"name":"a"}}`, 422, "invalid", "/host", "required"},
		"an unknown member below":  {person(`{"name":"a","` + mark + `":"x"}`), 422, "invalid", "/person", "unknown"},
		"a number for a text":      {person(`{"name":17}`), 422, "invalid", "/person/name", "type"},
		"null for a text":          {person(`{"name":null}`), 422, "invalid", "/person/name", "type"},
		"an object for a text":     {person(`{"name":{"` + mark + `":1}}`), 422, "invalid", "/person/name", "type"},
		"a text for a list":        {person(`{"languages":"` + mark + `"}`), 422, "invalid", "/person/languages", "type"},
		"not in the list":          {`{"host":"THA","told_of_purpose":"` + mark + `","person":{"name":"a"}}`, 422, "invalid", "/told_of_purpose", "enum"},
		"not a country":            {`{"host":"` + mark + `","told_of_purpose":"yes","person":{"name":"a"}}`, 422, "invalid", "/host", "pattern"},
		"missing":                  {`{"told_of_purpose":"yes","person":{"name":"a"}}`, 422, "invalid", "/host", "required"},
		"nobody":                   {person(`{}`), 422, "invalid", "/person", "too_few"},
		"too long":                 {person(`{"name":"` + mark + strings.Repeat("x", 300) + `"}`), 422, "invalid", "/person/name", "too_long"},
		"too short":                {person(`{"name":""}`), 422, "invalid", "/person/name", "too_short"},
		"a zero byte":              {person(`{"name":"` + mark + `\u0000"}`), 422, "invalid", "/person/name", "pattern"},
		"an escape code":           {person(`{"name":"` + mark + `\u001b[2J"}`), 422, "invalid", "/person/name", "pattern"},
		"a day that is none":       {person(`{"birth":{"date":"2001-02-30"}}`), 422, "invalid", "/person/birth/date", "format"},
		"in a list":                {person(`{"languages":["am","` + mark + `"]}`), 422, "invalid", "/person/languages/1", "pattern"},
		"a fraction":               {`{"host":"THA","told_of_purpose":"yes","corridor_version":1.5,"person":{"name":"a"}}`, 422, "invalid", "/corridor_version", "type"},
		"a huge number":            {`{"host":"THA","told_of_purpose":"yes","corridor_version":1e999,"person":{"name":"a"}}`, 422, "invalid", "/corridor_version", "type"},
		"too small":                {`{"host":"THA","told_of_purpose":"yes","corridor_version":0,"person":{"name":"a"}}`, 422, "invalid", "/corridor_version", "too_small"},
		"an operation that is not": {`{"host":"THA","told_of_purpose":"yes","operation":"o000` + mark + `","person":{"name":"a"}}`, 422, "invalid", "/operation", "unknown"},
		"a corridor that is not":   {`{"host":"THA","told_of_purpose":"yes","corridor":"zzz","person":{"name":"a"}}`, 422, "invalid", "/corridor", "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newTestAPI(t)
			p := h.refused(tt.status, tt.code, post("/cases", tt.body).as(registrar))
			require.NotEmpty(t, p.Errors)
			require.Equal(t, tt.pointer, p.Errors[0].Pointer)
			require.Equal(t, tt.what, p.Errors[0].Code)
			require.NotContains(t, p.Detail+p.Title, mark)
			for _, e := range p.Errors {
				require.NotContains(t, e.Pointer+e.Parameter+e.Code, mark)
			}
			require.NotContains(t, h.logs.String(), mark)
			require.Zero(t, h.commands.count())
		})
	}
}

// A time without a zone is refused.
func TestATimeWithoutAZone(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	slip := func(at string) problem {
		return h.refused(http.StatusUnprocessableEntity, "invalid", post("/movements/m6v1b8n2xc/slip", m{"departs_at": at}).as(transporter))
	}
	for at, code := range map[string]string{
		"2026-12-02T14:00:00": "zone", "2026-12-02T14:00": "zone", "2026-12-02 14:00:00": "zone", "tomorrow": "format", "2026-13-02T14:00:00Z": "format",
		"2026-12-02T25:00:00Z": "format", "2026-12-02T14:00:00,5Z": "format", "1800-01-01T00:00:00Z": "too_small", "9999-12-31T23:59:59Z": "too_large",
		"2026-12-02T14:00:00+99:00": "format",
	} {
		p := slip(at)
		require.Equal(t, "/departs_at", p.Errors[0].Pointer, "%s", at)
		require.Equal(t, code, p.Errors[0].Code, "%s", at)
	}
	p := h.refused(http.StatusUnprocessableEntity, "invalid", get("/tasks?due_before=2026-12-02T14:00:00").as(registrar))
	require.Equal(t, "due_before", p.Errors[0].Parameter)
	require.Equal(t, "zone", p.Errors[0].Code)
}

func TestWrongQueries(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for query, want := range map[string]struct{ parameter, code string }{
		"stagee=rescue":              {"query", "unknown"},
		"stage=" + mark:              {"stage", "enum"},
		"stage=rescue&stage=x":       {"stage", "repeated"},
		"limit=0":                    {"limit", "too_small"},
		"limit=9999":                 {"limit", "too_large"},
		"limit=" + mark:              {"limit", "type"},
		"limit=%2B5":                 {"limit", "type"},
		"limit=":                     {"limit", "type"},
		"overdue=" + mark:            {"overdue", "type"},
		"overdue=1":                  {"overdue", "type"},
		"operation=" + mark + "%20x": {"operation", "pattern"},
		mark + "=1":                  {"query", "unknown"},
	} {
		p := h.refused(http.StatusUnprocessableEntity, "invalid", get("/cases?"+query).as(caseworker))
		require.Equal(t, want.parameter, p.Errors[0].Parameter, "%s", query)
		require.Equal(t, want.code, p.Errors[0].Code, "%s", query)
	}
	h.refused(http.StatusBadRequest, "malformed", get("/cases?stage=%zz"+mark).as(caseworker))
	h.refused(http.StatusBadRequest, "malformed", get("/cases?a=1;b="+mark).as(caseworker))
	require.Equal(t, "consent", h.refused(http.StatusUnprocessableEntity, "invalid", get("/cases/c7m2k9x4pq/consents/withdrawal").as(caseworker)).Errors[0].Parameter)
	require.Equal(t, "repeated", h.refused(http.StatusUnprocessableEntity, "invalid", get("/cases/c7m2k9x4pq/consents/withdrawal?consent=C1&consent=C1").as(caseworker)).Errors[0].Code)
	require.NotContains(t, h.logs.String(), mark)
}

func TestBodiesThatAreNotRead(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.refused(http.StatusRequestEntityTooLarge, "too_large", post("/cases", bytes.Repeat([]byte(" "), 1<<20+1)).as(registrar))
	for _, kind := range []string{"text/plain", "", "application/xml", "application/json; charset=\"", "multipart/form-data; boundary=x"} {
		h.refused(http.StatusUnsupportedMediaType, "unsupported_media_type", post("/cases", `{}`).as(registrar).with("Content-Type", kind))
	}
	require.Equal(t, "unknown", h.refused(http.StatusUnprocessableEntity, "invalid", post("/cases/c7m2k9x4pq/tasks/register.1/claim", `{"`+mark+`":1}`).as(registrar)).Errors[0].Code)
	h.ok(http.StatusOK, post("/cases/c7m2k9x4pq/facts", m{"facts": l{m{"name": "age", "value": "adult"}}}).as(caseworker).with("Content-Type", "application/json; charset=utf-8"))
}

func TestOtherAddressesAndMethods(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.refused(http.StatusNotFound, "not_found", get("/"+mark))
	h.refused(http.StatusNotFound, "not_found", get("/problems/nothing_of_the_kind"))
	p := h.refused(http.StatusMethodNotAllowed, "method_not_allowed", newRequest(http.MethodDelete, "/cases/c7m2k9x4pq", nil).as(caseworker))
	require.NotEmpty(t, p.Title)
	h.refused(http.StatusMethodNotAllowed, "method_not_allowed", post("/livez", nil))
	require.NotContains(t, h.logs.String(), mark)
}
