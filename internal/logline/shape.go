package logline

import (
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"

	"example.org/homeward/internal/fault"
)

// shape returns a value as it is written, and whether it may be written.
type shape func(slog.Value) (slog.Value, bool)

// text returns the shape of a text that matches a pattern as a whole; anchors are added.
func text(pattern string) shape {
	whole := regexp.MustCompile(`\A(?:` + pattern + `)\z`)
	return func(v slog.Value) (slog.Value, bool) {
		s, ok := asText(v)
		return slog.StringValue(s), ok && whole.MatchString(s)
	}
}

// asText returns the text of a value of any string type. It never calls the value's own methods of
// formatting, because they could return any text.
func asText(v slog.Value) (string, bool) {
	if v.Kind() == slog.KindString {
		return v.String(), true
	}
	return "", false
}

//nolint:gochecknoglobals // constant shapes
var (
	word        = text(`[A-Za-z][A-Za-z0-9_.-]{0,63}`)
	reference   = text(`[A-Za-z0-9][A-Za-z0-9_-]{0,63}`)
	key         = text(`[A-Za-z0-9][A-Za-z0-9_/-]{0,199}`)          // one of ours, a digest, or a path of references
	desk        = text(`[a-z][a-z0-9-]{0,63}(?:/[a-z0-9_]{1,40})?`) // or the head of the desk
	account     = text(`[A-Za-z0-9][A-Za-z0-9_-]{0,127}`)
	task        = text(`[a-z][a-z_]{0,39}(?:[~/][a-z0-9_-]{1,80}){0,3}[.#][1-9][0-9]{0,5}`)
	hexadecimal = text(`[0-9a-f]{1,64}`)
	uuid        = text(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	workflowID  = text(`(?:case|rescue|transport)/[A-Za-z0-9][A-Za-z0-9_-]{0,63}|[a-z]+(?:[/-][a-z0-9-]+){0,3}`)
	version     = text(`[A-Za-z0-9][A-Za-z0-9_.+()-]{0,127}`)
	route       = text(`(?:/[a-z0-9_.:{}*-]*){0,12}`) // the pattern, with :names in place of values
	place       = text(`[A-Za-z0-9_.:/\[\]-]{1,255}`) // host:port, and the name of a database
	path        = text(`[A-Za-z0-9_./-]{1,255}`)
	typeName    = text(`[*&\[\]A-Za-z0-9_./-]{1,200}`)
)

// empty returns a shape that also allows the empty text.
func empty(s shape) shape {
	return func(v slog.Value) (slog.Value, bool) {
		if t, ok := asText(v); ok && t == "" {
			return v, true
		}
		return s(v)
	}
}

func number(v slog.Value) (slog.Value, bool) {
	switch v.Kind() { //nolint:exhaustive // the other kinds are not numbers
	case slog.KindInt64, slog.KindUint64:
		return v, true
	case slog.KindAny: // smaller integer types of libraries
		switch n := v.Any().(type) {
		case int32:
			return slog.Int64Value(int64(n)), true
		case uint32:
			return slog.Int64Value(int64(n)), true
		}
	}
	return v, false
}

func duration(v slog.Value) (slog.Value, bool) { return v, v.Kind() == slog.KindDuration }

func yesNo(v slog.Value) (slog.Value, bool) { return v, v.Kind() == slog.KindBool }

// cause writes an error as the types and codes of its chain. It also accepts a text that is such a
// chain.
func cause(v slog.Value) (slog.Value, bool) {
	switch v.Kind() { //nolint:exhaustive // an error, or a text of Cause
	case slog.KindString:
		return v, isChain(v.String())
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			return slog.StringValue(CauseOf(err)), true
		}
		return slog.StringValue(fmt.Sprintf("%T", v.Any())), true // the type of the value of a panic
	}
	return v, false
}

var (
	link  = regexp.MustCompile(`\A[a-z][A-Za-z0-9_/-]*\.[A-Za-z0-9_./*\[\]-]{1,200}\z`) // a type, with its package
	frame = regexp.MustCompile(`\A(?:` + strings.Join([]string{
		``,
		`goroutine \d+ \[[a-z ,0-9]+\]:`,
		`coroutine [a-z0-9-]+ \[[a-z ]+\]:`,
		function + `\([0-9a-fx, {}.?_]*\)`,
		`created by ` + function + `(?: in goroutine \d+)?`,
		`\t[A-Za-z0-9_./@+!~-]+\.(?:go|s):\d+(?: \+0x[0-9a-f]+)?`,
	}, "|") + `)\z`)
	wordsy = regexp.MustCompile(`\A[A-Za-z][A-Za-z ,.()'-]{0,119}\z`)
)

// isChain reports whether a text has the form of a result of CauseOf.
func isChain(s string) bool {
	links := strings.Split(s, " < ")
	return s == "" || len(links) <= maxDepth && !slices.ContainsFunc(links, func(one string) bool {
		return !link.MatchString(one) && fault.Code(one) != fault.Unknown && !slices.Contains(fault.Codes(), fault.Code(one))
	})
}

// function matches a function in a stack. A panic that continues has the same form.
const function = `(?:panic|[A-Za-z0-9_./-]+\.[A-Za-z0-9_./*()\[\]{}·-]+)`

// maxStack is the largest number of bytes of a stack that are kept.
const maxStack = 16 << 10

// stack keeps the lines of a stack that are functions and places in the code. Arguments are addresses
// and lengths there, never the data that they point to.
func stack(v slog.Value) (slog.Value, bool) {
	s, ok := asText(v)
	if !ok {
		return v, false
	}
	var kept strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		if !frame.MatchString(line) {
			line = Redacted
		}
		if kept.Len()+len(line) > maxStack {
			break
		}
		kept.WriteString(line + "\n")
	}
	return slog.StringValue(strings.TrimRight(kept.String(), "\n")), true
}

// plain returns the part of a library's message that may be written.
func plain(message string) string {
	head, _, _ := strings.Cut(message, ":")
	if !wordsy.MatchString(head) {
		return Redacted
	}
	return head
}
