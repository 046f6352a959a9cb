package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// MaxDepth is how deep a JSON text may be nested.
const MaxDepth = 32

// The errors of ReadJSON, beside RepeatedError.
var (
	ErrEncoding = errors.New("not UTF-8")
	ErrSyntax   = errors.New("not one JSON text")
	ErrDepth    = errors.New("nested too deep")
)

// RepeatedError is the error for an object that has a member twice. Path is the place of the object;
// it may hold names that the client made up.
type RepeatedError struct{ Path []string }

// Error returns a text without Path.
func (*RepeatedError) Error() string { return "an object has a member twice" }

// ReadJSON parses one JSON text strictly: UTF-8, no lone surrogate, no member twice, not nested deeper
// than MaxDepth, nothing after it. Numbers keep their text. Time and memory are proportional to the
// length of the text.
func ReadJSON(raw []byte) (any, error) {
	if !utf8.Valid(raw) || loneSurrogate(raw) {
		return nil, ErrEncoding
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	v, err := readValue(d, nil)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrSyntax
	}
	return v, nil
}

func readValue(d *json.Decoder, path []string) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, ErrSyntax
	}
	delim, nested := t.(json.Delim)
	if !nested {
		return t, nil
	}
	if len(path) >= MaxDepth {
		return nil, ErrDepth
	}
	if delim == '{' {
		return readObject(d, path)
	}
	return readArray(d, path)
}

func readObject(d *json.Decoder, path []string) (any, error) {
	out := map[string]any{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, ErrSyntax
		}
		name, ok := t.(string)
		if !ok {
			return nil, ErrSyntax
		}
		if _, twice := out[name]; twice {
			return nil, &RepeatedError{Path: slices.Clone(path)}
		}
		if out[name], err = readValue(d, append(path, name)); err != nil {
			return nil, err
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, ErrSyntax
	}
	return out, nil
}

func readArray(d *json.Decoder, path []string) (any, error) {
	out := []any{}
	for d.More() {
		v, err := readValue(d, append(path, strconv.Itoa(len(out))))
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	if _, err := d.Token(); err != nil {
		return nil, ErrSyntax
	}
	return out, nil
}

// loneSurrogate reports whether a text has an escape that is half of a character: encoding/json would
// silently replace it by another character. Outside of strings a backslash is a mistake anyway, so
// every backslash is checked.
func loneSurrogate(raw []byte) bool {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		i++ // to the escaped character
		if raw[i] != 'u' {
			continue
		}
		high, ok := unit(raw, i-1)
		if !ok || high < 0xD800 || high > 0xDFFF {
			continue
		}
		low, ok := unit(raw, i+5)
		if high > 0xDBFF || !ok || low < 0xDC00 || low > 0xDFFF {
			return true
		}
		i += 10
	}
	return false
}

// unit reads the escape \uXXXX at i.
func unit(raw []byte, i int) (uint64, bool) {
	if i+6 > len(raw) || raw[i] != '\\' || raw[i+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(raw[i+2:i+6]), 16, 16)
	return n, err == nil
}
