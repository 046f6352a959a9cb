package contract_test

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
)

// small is a description with one of everything.
const small = `
openapi: 3.1.0
info: {title: Small, version: '1', summary: s, description: d}
tags: [{name: T, description: d}]
x-classes: {A: of nobody, C: of somebody}
paths:
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Code'}}
    post:
      operationId: doThing
      tags: [T]
      summary: Do
      x-homeward-action: thing.do
      parameters:
        - $ref: '#/components/parameters/N'
        - {name: many, in: query, schema: {type: array, maxItems: 2, uniqueItems: true, items: {type: string, enum: [a, b, c]}}}
        - {name: on, in: query, required: true, schema: {type: boolean}}
        - {name: X-Key, in: header, required: true, schema: {type: string, format: uuid}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Thing'}
            example: {code: abc, n: 3, on: true, list: [x]}
      responses:
        '200': {$ref: '#/components/responses/Done'}
components:
  parameters:
    N: {name: n, in: query, schema: {type: integer, minimum: 1, maximum: 9}}
  responses:
    Done:
      description: Done.
      headers: {Link: {schema: {type: string}}}
      content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
  schemas:
    Code: {type: string, pattern: '^[a-z]+$', maxLength: 5}
    Thing:
      type: object
      additionalProperties: false
      required: [code]
      minProperties: 1
      x-classes: {A: [n, on], C: [f, list, map]}
      properties:
        code: {$ref: '#/components/schemas/Code'}
        n: {type: integer, minimum: 1, maximum: 5}
        f: {type: number, minimum: 0.5}
        on: {type: boolean}
        day: {type: string, format: date}
        at: {type: string, format: date-time}
        list: {type: array, minItems: 1, maxItems: 2, uniqueItems: true, items: {type: string}}
        map: {type: object, maxProperties: 2, additionalProperties: {type: string, enum: [x]}}
        inner: {allOf: [{$ref: '#/components/schemas/Inner'}]}
        a/b: {type: string, minLength: 2}
    Inner: {type: object, additionalProperties: false, properties: {again: {$ref: '#/components/schemas/Thing'}}}
`

func load(tb testing.TB) contract.Operation {
	tb.Helper()
	c, err := contract.Load([]byte(small))
	require.NoError(tb, err)
	op, ok := c.Operation("doThing")
	require.True(tb, ok)
	return op
}

func TestCheck(t *testing.T) {
	t.Parallel()
	op := load(t)
	for body, want := range map[string]string{
		`{"code":"abc"}`: "", `{"code":"abc","n":5,"f":0.5,"on":false,"list":["x","y"],"map":{"q":"x"}}`: "",
		`{"code":"abc","day":"2026-02-28","at":"2026-02-28T00:00:00.123+06:30"}`: "",
		`{"code":"abc","inner":{"again":{"code":"x"}}}`:                          "",
		`[]`: ": type", `null`: ": type", `"x"`: ": type", `1`: ": type", `{}`: "/code: required, : too_few",
		`{"code":1}`: "/code: type", `{"code":"ABC"}`: "/code: pattern", `{"code":"abcdef"}`: "/code: too_long",
		`{"code":"abc","secret":1,"other":2}`: ": unknown",
		`{"code":"abc","n":0}`:                "/n: too_small", `{"code":"abc","n":6}`: "/n: too_large", `{"code":"abc","n":1.0}`: "/n: type", `{"code":"abc","n":"1"}`: "/n: type",
		`{"code":"abc","n":99999999999999999999}`: "/n: type", `{"code":"abc","f":0.4}`: "/f: too_small", `{"code":"abc","f":1e999}`: "/f: type",
		`{"code":"abc","on":"true"}`: "/on: type", `{"code":"abc","on":null}`: "/on: type",
		`{"code":"abc","day":"2026-02-30"}`: "/day: format", `{"code":"abc","at":"2026-02-28"}`: "/at: format", `{"code":"abc","at":"2026-02-28T00:00:00"}`: "/at: zone",
		`{"code":"abc","list":[]}`: "/list: too_few", `{"code":"abc","list":["a","b","c"]}`: "/list: too_many", `{"code":"abc","list":["a","a"]}`: "/list/1: repeated",
		`{"code":"abc","list":["a",2]}`: "/list/1: type", `{"code":"abc","list":{}}`: "/list: type",
		`{"code":"abc","map":{"secret":"y"}}`: "/map: enum", `{"code":"abc","map":{"a":"x","b":"x","c":"x"}}`: "/map: too_many", `{"code":"abc","map":[]}`: "/map: type",
		`{"code":"abc","inner":{"again":{"code":"X"}}}`: "/inner/again/code: pattern", `{"code":"abc","inner":{"secret":1}}`: "/inner: unknown",
		`{"code":"abc","a/b":"x"}`: "/a~1b: too_short",
	} {
		v, err := contract.ReadJSON([]byte(body))
		require.NoError(t, err, "%s", body)
		require.Equal(t, want, told(op.JSON().Check(v)), "%s", body)
	}
	require.Equal(t, "/inner/again", op.JSON().Known([]string{"inner", "again", "secret", "code"}))
	require.Equal(t, "/list/0", op.JSON().Known([]string{"list", "0"}))
	require.Empty(t, op.JSON().Known([]string{"secret", "code"}))
}

// told returns mistakes as one line.
func told(found []contract.Mistake) string {
	var out []string
	for _, m := range found {
		out = append(out, m.Pointer+m.Parameter+": "+string(m.Code))
	}
	return strings.Join(out, ", ")
}

// Only a limited number of mistakes is reported: a million mistakes do not make a million lines.
func TestNotEveryMistakeIsReported(t *testing.T) {
	t.Parallel()
	c, err := contract.Load([]byte(strings.Replace(small, "maxItems: 2, uniqueItems: true, items: {type: string}}", "maxItems: 100000, items: {type: string}}", 1)))
	require.NoError(t, err)
	op, _ := c.Operation("doThing")
	v, err := contract.ReadJSON([]byte(`{"code":"abc","list":[` + strings.Repeat("1,", 50_000) + `1]}`))
	require.NoError(t, err)
	require.Len(t, op.JSON().Check(v), 20)
}

func TestCheckParameters(t *testing.T) {
	t.Parallel()
	op := load(t)
	for query, want := range map[string]string{
		"on=true": "", "on=false&n=9&many=a&many=b": "", "": "on: required", "on=1": "on: type", "on=true&on=true": "on: repeated",
		"on=true&n=x": "n: type", "on=true&n=": "n: type", "on=true&n=+1": "n: type", "on=true&n=0": "n: too_small", "on=true&n=10": "n: too_large",
		"on=true&many=d": "many: enum", "on=true&many=a&many=a": "many: repeated", "on=true&many=a&many=b&many=c": "many: too_many",
		"on=true&secret=1": "query: unknown",
	} {
		values, err := url.ParseQuery(strings.ReplaceAll(query, "+", "%2B"))
		require.NoError(t, err)
		require.Equal(t, want, told(op.CheckQuery(values)), "%s", query)
	}
	header := http.Header{}
	require.Equal(t, "X-Key: required", told(op.CheckHeaders(header)))
	header.Set("X-Key", "nonsense")
	require.Equal(t, "X-Key: format", told(op.CheckHeaders(header)))
	header.Set("X-Key", "0f2f0b86-7a0c-4a35-9d3e-1d4a1f4f9f11")
	require.Empty(t, op.CheckHeaders(header))
	require.True(t, op.Takes("application/json"))
	require.False(t, op.Takes("text/plain"))
}

// A description with a constraint that would not be enforced is not loaded.
func TestLoadRefusesConstraintsThatItDoesNotEnforce(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string][2]string{
		"a keyword":        {"maxLength: 5", "maxLength: 5, multipleOf: 2"},
		"a format":         {"format: date}", "format: email}"},
		"a bad pattern":    {"'^[a-z]+$'", "'^[a-z'"},
		"a negative count": {"maxLength: 5", "maxLength: -5"},
		"half an item":     {"minItems: 1", "minItems: 1.5"},
		"no type":          {"Code: {type: string, ", "Code: {"},
		"a missing schema": {"#/components/schemas/Inner", "#/components/schemas/Nowhere"},
		"a foreign schema": {"#/components/schemas/Inner", "other.yaml#/Inner"},
		"no operationId":   {"operationId: doThing", "deprecated: true"},
		"no action":        {"x-homeward-action: thing.do", "deprecated: true"},
		"no tag":           {"tags: [T]\n", "tags: []\n"},
		"a cookie":         {"in: header", "in: cookie"},
		"a bad minimum":    {"minimum: 0.5", "minimum: low"},
		"another method":   {"    post:", "    trace:"},
		"a strange class":  {"C: [f, list, map]", "Z: [f, list, map]"},
		"two classes":      {"C: [f, list, map]", "C: [f, list, n]"},
		"a class of none":  {"C: [f, list, map]", "C: [f, list, gone]"},
		"nothing":          {small, ""},
		"no YAML":          {small, "a: [b"},
	} {
		require.Contains(t, small, tt[0], name)
		_, err := contract.Load([]byte(strings.Replace(small, tt[0], tt[1], 1)))
		require.Error(t, err, name)
	}
}

func TestExamplesAreJSON(t *testing.T) {
	t.Parallel()
	op := load(t)
	v, err := contract.ReadJSON([]byte(op.Example))
	require.NoError(t, err)
	require.Empty(t, op.JSON().Check(v))
	require.True(t, strings.HasPrefix(op.Example, "{\n  \"code\": \"abc\",\n  \"n\": 3,"), op.Example)
	require.Equal(t, []string{"Link"}, op.Responses[0].Headers)
}

func TestFieldsAreListedWithTheirClasses(t *testing.T) {
	t.Parallel()
	c, err := contract.Load([]byte(small))
	require.NoError(t, err)
	require.Equal(t, []contract.Class{{Word: "A", Says: "of nobody"}, {Word: "C", Says: "of somebody"}}, c.Classes)
	require.Equal(t, []contract.Field{
		{Schema: "Thing", Name: "code"},
		{Schema: "Thing", Name: "n", Class: "A"},
		{Schema: "Thing", Name: "f", Class: "C"},
		{Schema: "Thing", Name: "on", Class: "A"},
		{Schema: "Thing", Name: "day"},
		{Schema: "Thing", Name: "at"},
		{Schema: "Thing", Name: "list", Class: "C"},
		{Schema: "Thing", Name: "map", Class: "C"},
		{Schema: "Thing", Name: "a/b"},
	}, c.Fields(), "an object is listed by its members")
}

func TestOursLoads(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../openapi.yaml")
	require.NoError(t, err)
	c, err := contract.Load(raw)
	require.NoError(t, err)
	require.Greater(t, len(c.Tags), 11)
	require.Greater(t, len(c.Operations), 60)
	_, ok := c.Operation("no such operation")
	require.False(t, ok)
}
