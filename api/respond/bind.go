package respond

import (
	"encoding"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
)

// binder makes a function that fills a P with the parameters of a request. A field of P, or of a
// struct embedded in it, belongs to a parameter by its tag: path:"case", form:"limit" for the
// query, header:"If-Match", or json:"If-Match" as the generated Params have headers. binder returns an error
// if a parameter has no field, or if a field has no parameter. Purposes and If-None-Match need no field: they are read
// before a handler is called.
func binder[P any](op contract.Operation) (func(c echo.Context) (P, error), error) {
	fields := map[string][]int{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[P]()) {
		if name := tagOf(f); !f.Anonymous {
			fields[name] = f.Index
		}
	}
	type source struct {
		contract.Parameter
		field []int
	}
	var sources []source
	for _, p := range op.Parameters {
		name := p.In + " " + p.Name
		if field, ok := fields[name]; ok {
			sources = append(sources, source{p, field})
			delete(fields, name)
		} else if p.Name != PurposeHeader && p.Name != NoneMatchHeader {
			return nil, fmt.Errorf("no field for the %s parameter %s", p.In, p.Name)
		}
	}
	for name := range fields {
		return nil, fmt.Errorf("no parameter for the field of %s", name)
	}
	return func(c echo.Context) (P, error) {
		var out P
		into, query := reflect.ValueOf(&out).Elem(), c.QueryParams()
		for _, s := range sources {
			for _, text := range valuesOf(c, query, s.Parameter) {
				if err := set(into.FieldByIndex(s.field), text); err != nil {
					return out, fmt.Errorf("bind the parameter %s: %w", s.Name, err)
				}
			}
		}
		return out, nil
	}, nil
}

// PurposeHeader is the header that says why personal data is read. NoneMatchHeader is the header with the tags of
// what the client has. Neither belongs to a handler.
const (
	PurposeHeader   = "Homeward-Purpose"
	NoneMatchHeader = "If-None-Match"
)

// tagOf returns the parameter that a field is for: "path case", "query limit" or "header If-Match".
func tagOf(f reflect.StructField) string {
	if name := f.Tag.Get("path"); name != "" {
		return "path " + name
	}
	if name := f.Tag.Get("header"); name != "" {
		return "header " + name
	}
	if name, _, _ := strings.Cut(f.Tag.Get("form"), ","); name != "" {
		return "query " + name
	}
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return "header " + name
}

func valuesOf(c echo.Context, query url.Values, p contract.Parameter) []string {
	switch p.In {
	case "path":
		text := c.Param(p.Name)
		if c.Request().URL.RawPath != "" {
			text, _ = url.PathUnescape(text) // the check against the contract has refused invalid escapes
		}
		return []string{text}
	case "query":
		return query[p.Name]
	default:
		return c.Request().Header[http.CanonicalHeaderKey(p.Name)]
	}
}

// set writes one value that the contract has accepted into a field. A value of a list is appended.
func set(v reflect.Value, text string) error {
	if at, ok := reflect.TypeAssert[*time.Time](v.Addr()); ok {
		parsed, err := time.Parse(time.RFC3339, text)
		*at = parsed
		return err
	}
	if read, ok := reflect.TypeAssert[encoding.TextUnmarshaler](v.Addr()); ok {
		return read.UnmarshalText([]byte(text))
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return set(v.Elem(), text)
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(text == "true")
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, 64)
		v.SetInt(n)
		return err
	case reflect.Slice:
		one := reflect.New(v.Type().Elem()).Elem()
		if err := set(one, text); err != nil {
			return err
		}
		v.Set(reflect.Append(v, one))
	default:
		return fmt.Errorf("a field of kind %s takes no parameter", v.Kind())
	}
	return nil
}
