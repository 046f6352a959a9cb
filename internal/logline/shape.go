package logline

import (
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"

	"example.org/homeward/internal/fault"
)

// shape says how a value is written, and whether it may be.
type shape func(slog.Value) (slog.Value, bool)

// text is the shape of a text that matches, whole; anchors are added.
func text(pattern string) shape {
	whole := regexp.MustCompile(`\A(?:` + pattern + `)\z`)
	return func(v slog.Value) (slog.Value, bool) {
		s, ok := asText(v)
		return slog.StringValue(s), ok && whole.MatchString(s)
	}
}

// asText is the text that a value is, also of a type of its own. A type with its own
// method of writing is not asked to: it could write anything.
func asText(v slog.Value) (string, bool) {
	if v.Kind() == slog.KindString {
		return v.String(), true
	}
	return "", false
}

//nolint:gochecknoglobals // shapes are values that nobody writes to
var (
	word        = text(`[A-Za-z][A-Za-z0-9_.-]{0,63}`)
	reference   = text(`[A-Za-z0-9][A-Za-z0-9_-]{0,63}`)
	key         = text(`[A-Za-z0-9][A-Za-z0-9_/-]{0,199}`)          // ours, a digest, or a path of references
	desk        = text(`[a-z][a-z0-9-]{0,63}(?:/[a-z0-9_]{1,40})?`) // and the head of it
	account     = text(`[A-Za-z0-9][A-Za-z0-9_-]{0,127}`)
	task        = text(`[a-z][a-z_]{0,39}(?:[~/][a-z0-9_-]{1,80}){0,3}[.#][1-9][0-9]{0,5}`)
	hexadecimal = text(`[0-9a-f]{1,64}`)
	uuid        = text(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	workflowID  = text(`(?:case|rescue|transport)/[A-Za-z0-9][A-Za-z0-9_-]{0,63}|[a-z]+(?:[/-][a-z0-9-]+){0,3}`)
	version     = text(`[A-Za-z0-9][A-Za-z0-9_.+()-]{0,127}`)
	route       = text(`(?:/[a-z0-9_.:{}*-]*){0,12}`) // the pattern, with :names where values were
	place       = text(`[A-Za-z0-9_.:/\[\]-]{1,255}`) // host:port, and the name of a database
	path        = text(`[A-Za-z0-9_./-]{1,255}`)
	typeName    = text(`[*&\[\]A-Za-z0-9_./-]{1,200}`)
)

// empty allows a shape also to be nothing.
func empty(s shape) shape {
	return func(v slog.Value) (slog.Value, bool) {
		if t, ok := asText(v); ok && t == "" {
			return v, true
		}
		return s(v)
	}
}

func number(v slog.Value) (slog.Value, bool) {
	switch v.Kind() { //nolint:exhaustive // these are the numbers that are counted with
	case slog.KindInt64, slog.KindUint64:
		return v, true
	case slog.KindAny: // smaller ones from libraries
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

// cause writes an error by the types and codes of its chain. A text passes when it is such a chain.
func cause(v slog.Value) (slog.Value, bool) {
	switch v.Kind() { //nolint:exhaustive // an error, or what Cause made of one
	case slog.KindString:
		return v, isChain(v.String())
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			return slog.StringValue(CauseOf(err)), true
		}
		return slog.StringValue(fmt.Sprintf("%T", v.Any())), true // what was thrown, by its type
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

// isChain reports whether a text is what CauseOf makes.
func isChain(s string) bool {
	links := strings.Split(s, " < ")
	return s == "" || len(links) <= deepest && !slices.ContainsFunc(links, func(one string) bool {
		return !link.MatchString(one) && fault.Code(one) != fault.Unknown && !slices.Contains(fault.Codes(), fault.Code(one))
	})
}

// function is one as a stack writes it. A panic that goes on is written like one.
const function = `(?:panic|[A-Za-z0-9_./-]+\.[A-Za-z0-9_./*()\[\]{}·-]+)`

// longestStack is how much of a stack is kept.
const longestStack = 16 << 10

// stack keeps the lines of a stack that are functions and places in the code. Arguments are
// addresses and lengths there, never what they point at.
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
		if kept.Len()+len(line) > longestStack {
			break
		}
		kept.WriteString(line + "\n")
	}
	return slog.StringValue(strings.TrimRight(kept.String(), "\n")), true
}

// plain is what is kept of a message that a library made.
func plain(message string) string {
	head, _, _ := strings.Cut(message, ":")
	if !wordsy.MatchString(head) {
		return Redacted
	}
	return head
}
