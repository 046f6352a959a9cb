package view

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash"
	"reflect"
	"slices"
	"strings"
	"time"
)

// The number of characters of a mark for the whole page, and for each row of its lists.
const (
	markPage = 8
	markRow  = 4
)

// MarkOf returns the mark of what a page shows: two pages with the same mark show the same. What passes by
// itself is left out: ages, how much time is left, the keys of forms. The rows of lists are marked one by
// one, so that Changes can count them.
func MarkOf(v View) string {
	m := &marker{page: sha256.New()}
	m.add(reflect.ValueOf(v))
	slices.Sort(m.rows)
	return short(m.page, markPage) + strings.Join(slices.Compact(m.rows), "")
}

// Changes returns how many rows of a page differ between two of its marks; 1 if only something beside
// the rows does, and 0 if nothing does. A mark that is not one of MarkOf differs by 1.
func Changes(before, now string) int {
	if before == now {
		return 0
	}
	if len(before) < markPage || len(before)%markRow != 0 {
		return 1
	}
	return max(1, missing(rowsOf(before), rowsOf(now)), missing(rowsOf(now), rowsOf(before)))
}

// rowsOf returns the marks of the rows in a mark.
func rowsOf(mark string) map[string]bool {
	out := map[string]bool{}
	for row := range slices.Chunk([]byte(mark[markPage:]), markRow) {
		out[string(row)] = true
	}
	return out
}

// missing counts the rows of all that are not in among.
func missing(all, among map[string]bool) int {
	n := 0
	for row := range all {
		if !among[row] {
			n++
		}
	}
	return n
}

// marker hashes what a page shows.
type marker struct {
	page hash.Hash
	rows []string
}

func short(h hash.Hash, length int) string {
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))[:length]
}

// add hashes a value. Of a struct it hashes the exported fields.
func (m *marker) add(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			m.add(v.Elem())
		}
	case reflect.Struct:
		m.addStruct(v)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			m.add(v.Index(i))
		}
		m.write(v.Len())
	case reflect.Map, reflect.Func, reflect.Chan: // no page shows one
	default:
		m.write(v.Interface())
	}
}

// write adds a value to the hash, whose Write returns no error.
func (m *marker) write(value any) { _, _ = fmt.Fprintf(m.page, "%v\x00", value) }

func (m *marker) addStruct(v reflect.Value) {
	switch value := v.Interface().(type) {
	case Frame, Draft:
		return
	case Moment:
		m.write(value.At.UTC().Format(time.RFC3339Nano))
		return
	case Clock: // how much time is left passes by itself; that it is over does not
		m.write(value.State)
		return
	case Text:
		if strings.HasPrefix(value.Key, "age.") {
			return
		}
	case fmt.Stringer:
		m.write(value.String())
		return
	}
	for i := range v.NumField() {
		switch field := v.Type().Field(i); {
		case !field.IsExported(), passing(v.Type(), field.Name):
		case field.Name == "Rows" && field.Type.Kind() == reflect.Slice:
			m.addRows(v.Field(i))
		default:
			m.write(field.Name)
			m.add(v.Field(i))
		}
	}
}

// passing reports whether a field differs each time that a page is made: the key of a form, what is hidden
// in it and what is typed into it, and the moment at which the page was made.
func passing(of reflect.Type, field string) bool {
	switch of {
	case reflect.TypeFor[Question]():
		return field == "Value" || field == "Date"
	case reflect.TypeFor[Answer](), reflect.TypeFor[Outcome](), reflect.TypeFor[CandidateLine]():
		return field == "Chosen"
	case reflect.TypeFor[SheetRow]():
		return field == "Ticked"
	case reflect.TypeFor[FormPart]():
		return field == "Open"
	case reflect.TypeFor[SmallForm](), reflect.TypeFor[DecisionForm](), reflect.TypeFor[Opening]():
		if field == "Open" || field == "Opened" || field == "Before" {
			return true
		}
	}
	return field == "Key" && of != reflect.TypeFor[Text]() || field == "Hidden" || field == "Today"
}

// addRows marks rows one by one.
func (m *marker) addRows(rows reflect.Value) {
	for i := range rows.Len() {
		row := &marker{page: sha256.New()}
		row.add(rows.Index(i))
		row.write(row.rows) // those of a list within the row
		m.rows = append(m.rows, short(row.page, markRow))
	}
}
