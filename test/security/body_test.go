package security_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// spec is the shipped contract.
func spec(tb testing.TB) *contract.Contract {
	tb.Helper()
	raw, err := os.ReadFile("../../api/openapi.yaml")
	require.NoError(tb, err)
	c, err := contract.Load(raw)
	require.NoError(tb, err)
	return c
}

// may returns an officer of Thailand, or else of Ethiopia, who may send such a request at all.
func (h *installation) may(tb testing.TB, action policy.Action) officer {
	tb.Helper()
	for _, country := range []casework.Country{"THA", "ETH"} {
		for _, lead := range []casework.AgencyID{"tha-social", ""} { // who leads referrals may do most
			for _, role := range casework.Roles() {
				for _, desk := range h.book.Directory().Desks() {
					if desk.Country == country && (lead == "" || desk.Agency == lead && desk.Kind != casework.DeskPanel) && policy.RoleFitsDesk(role, desk.Kind) && policy.EverAllowed(policy.Actor{Role: role}, action) {
						return at(desk.ID, role)
					}
				}
			}
		}
	}
	require.FailNow(tb, "nobody may", "%s", action)
	return officer{}
}

// nowhere replaces the parameters of an address by references of things that do not exist.
func nowhere(path string) string {
	return strings.NewReplacer("{case}", "c000000000", "{operation}", "o000000000", "{list}", "l000000000", "{movement}", "m000000000", "{batch}", "b000000000", "{review}", "v000000000",
		"{task}", "register.1", "{gate}", "G02", "{visit}", "3m", "{grant}", "1", "{exclusion}", "1", "{number}", "1", "{order}", "1", "{erasure}", "e000000000", "{receiver}", "eth-mission-newdelhi", "{notice}", "999999999999", "{from}", "1", "{leaf}", "1", "{size}", "1", "{key}", "0f2f0b86-7a0c-4a35-9d3e-1d4a1f4f9f11", "{code}", "invalid").Replace(path)
}

// writes are the operations that take JSON, each with an address of a missing thing, an officer
// who may try, and a valid body.
func (h *installation) writes(tb testing.TB) map[string]request {
	tb.Helper()
	out := map[string]request{}
	for _, op := range spec(tb).Operations {
		if op.JSON() == nil {
			continue
		}
		require.NotEmpty(tb, op.Example, "%s has no example", op.ID)
		r := post(nowhere(op.Path), op.Example).with("If-Match", `"1"`)
		if policy.Action(op.Action) != policy.Public {
			r = r.as(h.may(tb, policy.Action(op.Action)))
		}
		out[op.ID] = r
	}
	require.Greater(tb, len(out), 30)
	return out
}

// holds: the server refuses soon, with a short text that repeats nothing.
func (h *installation) holds(tb testing.TB, what string, r request) answer {
	tb.Helper()
	begun := time.Now()
	a := h.send(tb, r)
	require.Less(tb, a.status, 500, "%s at %s: %.300s", what, r.path, a.body)
	require.Less(tb, time.Since(begun), 20*time.Second, "%s at %s", what, r.path)
	require.Less(tb, len(a.body), 64<<10, "%s at %s is answered with more than it is worth", what, r.path)
	require.NotContains(tb, []int{http.StatusUnauthorized, http.StatusForbidden}, a.status, "%s at %s came no further than the door", what, r.path)
	a.tellsNothing(tb)
	return a
}

// Bodies that cannot be read, at every operation that takes one: always the same refusal.
func TestBodiesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	h := enter(t)
	for id, r := range h.writes(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			example := strings.TrimSpace(string(r.body))
			for what, tt := range map[string]struct {
				body   string
				status int
				code   string
			}{
				"nothing":                       {"", 400, "malformed"},
				"blanks":                        {" \n\t", 400, "malformed"},
				"words":                         {mark, 400, "malformed"},
				"half":                          {example[:len(example)/2], 400, "malformed"},
				"two":                           {example + example, 400, "malformed"},
				"a tail":                        {example + mark, 400, "malformed"},
				"a member twice":                {`{"` + mark + `":1,` + example[1:len(example)-1] + `,"` + mark + `":2}`, 400, "malformed"},
				"bad UTF-8":                     {`{"` + mark + "\xc3\x28" + `":1}`, 400, "malformed"},
				"an overlong character":         {`{"a":"` + "\xc0\xaf" + mark + `"}`, 400, "malformed"},
				"half a character":              {`{"a":"` + mark + `\ud800"}`, 400, "malformed"},
				"UTF-16":                        {"\xff\xfe{\x00}\x00", 400, "malformed"},
				"a byte order mark":             {"\xef\xbb\xbf" + example, 400, "malformed"},
				"not a number":                  {`{"a":NaN}`, 400, "malformed"},
				"a comment":                     {`{/*` + mark + `*/}`, 400, "malformed"},
				"deep arrays":                   {strings.Repeat("[", 100_000), 400, "malformed"},
				"deep objects":                  {strings.Repeat(`{"a":`, 100_000), 400, "malformed"},
				"deep and closed":               {strings.Repeat("[", 33) + strings.Repeat("]", 33), 400, "malformed"},
				"one array of nothing":          {"[" + strings.Repeat("[],", 300_000) + "[]]", 422, "invalid"},
				"many members":                  {many(), 422, "invalid"},
				"null":                          {"null", 422, "invalid"},
				"an unknown member":             {`{"` + mark + `":"` + mark + `"}`, 422, "invalid"},
				"a member that is in every one": {`{"__proto__":{"` + mark + `":1},"constructor":1}`, 422, "invalid"},
				"more than is read":             {example + strings.Repeat(" ", 1<<20), 413, "too_large"},
			} {
				r.body = []byte(tt.body)
				a := h.holds(t, what, r)
				require.Equal(t, tt.status, a.status, "%s: %.200s", what, a.body)
				require.Equal(t, tt.code, a.code(), "%s", what)
			}
			for what, kind := range map[string]string{
				"another type": "application/xml", "a form": "application/x-www-form-urlencoded", "plain text": "text/plain",
				"a type that is none": mark, "none": "",
			} {
				r.body = []byte(example)
				a := h.holds(t, what, r.with("Content-Type", kind))
				require.Equal(t, http.StatusUnsupportedMediaType, a.status, "%s", what)
			}
		})
	}
}

// many is an object of many members, below the limit in bytes.
func many() string {
	var b strings.Builder
	b.WriteString(`{`)
	for i := range 60_000 {
		fmt.Fprintf(&b, `"%d":[],`, i)
	}
	b.WriteString(`"a":1}`)
	return b.String()
}

// A packed body is not unpacked: there is nothing that a bomb could do.
func TestAPackedBodyStaysPacked(t *testing.T) {
	t.Parallel()
	h := enter(t)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(bytes.Repeat([]byte(" "), 64<<20))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	r := post("/cases", packed.Bytes()).with("Content-Encoding", "gzip").as(at("tha-registrar-maesot", casework.RoleRegistrar))
	require.Equal(t, "malformed", h.holds(t, "a bomb", r).code())
}

// hostile are values that have broken something somewhere.
func hostile() map[string]any {
	return map[string]any{
		"null": nil, "an object": m{mark: mark}, "a list": l{mark, l{mark}}, "yes": true,
		"a huge number": json.Number("1e400"), "a long number": json.Number(strings.Repeat("9", 4000)), "minus nothing": json.Number("-0"),
		"a fraction": json.Number("0.1e-400"), "beyond 64 bits": json.Number("9223372036854775808"), "the least": json.Number("-9223372036854775808"),
		"nothing": "", "blanks": "   ", "long": strings.Repeat(mark, 5000), "a zero": mark + "\x00", "an escape": mark + "\x1b]0;x\x07",
		"lines": "a\r\n" + mark + ": 1\r\n\r\n", "HTML": "<img src=x onerror=alert(1)>" + mark, "a quote": `'"` + mark, "SQL": `'; drop table app.cases; --` + mark,
		"a format": "%s%n%x" + mark, "a template": "{{.}}${7*7}#{7*7}" + mark, "a formula": `=cmd|' /C calc'!A0` + mark, "a path": "../../../../etc/passwd\x00" + mark,
		"the other way": "\u202e" + mark, "no width": "\u200b\ufeff" + mark, "many accents": "Z" + strings.Repeat("\u0301", 3000) + mark,
	}
}

// Every leaf of every example, with every hostile value in its place: refused or taken, but
// never a failure, and never repeated.
func TestHostileValuesInEveryField(t *testing.T) {
	t.Parallel()
	h := enter(t)
	values := hostile()
	for id, r := range h.writes(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			var example any
			require.NoError(t, json.Unmarshal(r.body, &example))
			fields := 0
			eachLeaf(example, func(put func(any)) {
				fields++
				for what, value := range values {
					put(value)
					body, err := json.Marshal(example)
					require.NoError(t, err)
					h.holds(t, what, post(r.path, body).with("If-Match", `"1"`).with("Authorization", r.header.Get("Authorization")))
				}
			})
			require.Positive(t, fields)
		})
	}
}

// eachLeaf visits every value of a JSON text that holds no other, and gives a way to put
// another one in its place; the old one is put back afterwards.
func eachLeaf(v any, visit func(put func(any))) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			if nested(member) {
				eachLeaf(member, visit)
				continue
			}
			visit(func(to any) { v[name] = to })
			v[name] = member
		}
	case []any:
		for i, item := range v {
			if nested(item) {
				eachLeaf(item, visit)
				continue
			}
			visit(func(to any) { v[i] = to })
			v[i] = item
		}
	}
}

func nested(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return len(v) > 0
	case []any:
		return len(v) > 0
	default:
		return false
	}
}
