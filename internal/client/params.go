package client

import (
	"encoding"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
)

// encodeParams returns the query that a generated struct of parameters stands for, and adds its
// header parameters to header. Fields with their zero value are left out, and a pointer to one is not. A query parameter has
// a tag "form", a header parameter only a tag "json".
func encodeParams(params any, header http.Header) url.Values {
	query := url.Values{}
	value := reflect.ValueOf(params)
	for i := range value.NumField() {
		field, about := value.Field(i), value.Type().Field(i)
		if field.IsZero() {
			continue
		}
		name, isQuery := tagged(about, "form")
		if !isQuery {
			if name, ok := tagged(about, "json"); ok {
				header.Set(name, text(field))
			}
			continue
		}
		if field.Kind() == reflect.Slice {
			for n := range field.Len() {
				query.Add(name, text(field.Index(n)))
			}
			continue
		}
		if field.Kind() == reflect.Pointer {
			field = field.Elem()
		}
		query.Set(name, text(field))
	}
	return query
}

// tagged returns the name that a tag gives a field.
func tagged(field reflect.StructField, tag string) (name string, ok bool) {
	content, ok := field.Tag.Lookup(tag)
	name, _, _ = strings.Cut(content, ",")
	return name, ok
}

// text formats a value as the contract writes it: instants in RFC 3339, days as 2006-01-02.
func text(value reflect.Value) string {
	if m, ok := reflect.TypeAssert[encoding.TextMarshaler](value); ok {
		if content, err := m.MarshalText(); err == nil {
			return string(content)
		}
	}
	return fmt.Sprint(value.Interface())
}
