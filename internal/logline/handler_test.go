package logline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/logline"
)

// book is a log whose lines the test can read.
type book struct {
	tb      testing.TB
	written bytes.Buffer
	handler *logline.Handler
	logger  *slog.Logger
}

func newBook(tb testing.TB) *book {
	tb.Helper()
	b := &book{tb: tb}
	b.handler = logline.New(&b.written, slog.LevelDebug)
	b.logger = slog.New(b.handler)
	return b
}

// line returns the last line, by its keys.
func (b *book) line() map[string]any {
	b.tb.Helper()
	lines := strings.Split(strings.TrimSpace(b.written.String()), "\n")
	var out map[string]any
	require.NoError(b.tb, json.Unmarshal([]byte(lines[len(lines)-1]), &out))
	return out
}

// log writes one line with attributes and returns it without time, level and message.
func (b *book) log(attrs ...slog.Attr) map[string]any {
	b.tb.Helper()
	b.logger.LogAttrs(b.tb.Context(), slog.LevelInfo, "something", attrs...)
	line := b.line()
	for _, always := range []string{"time", "level", "msg"} {
		require.Contains(b.tb, line, always)
		delete(line, always)
	}
	return line
}

type code string

// tellTale is a value whose own methods print more than may be logged.
//
//nolint:errname // it is not only an error
type tellTale struct{ name string }

func (t tellTale) String() string               { return t.name }
func (t tellTale) Error() string                { return t.name }
func (t tellTale) MarshalText() ([]byte, error) { return []byte(t.name), nil }
func (t tellTale) MarshalJSON() ([]byte, error) { return json.Marshal(t.name) }

// lazy is a value that is computed when the line is written.
type lazy struct{ v slog.Value }

func (l lazy) LogValue() slog.Value { return l.v }

const mark = "Qvzname Xwkmark"

func TestWhatIsListedIsWritten(t *testing.T) {
	t.Parallel()
	wrapped := fmt.Errorf("find case: %w", fault.Wrap(errors.New(mark), fault.Busy, "try again"))
	for name, tt := range map[string]struct {
		attr slog.Attr
		want any
	}{
		"a request":      {slog.String("request", "7c0b7a1e1f4b4a2c"), "7c0b7a1e1f4b4a2c"},
		"a route":        {slog.String("route", "/cases/:case/tasks/:task/decide"), "/cases/:case/tasks/:task/decide"},
		"no route":       {slog.String("route", ""), ""},
		"a status":       {slog.Int("status", 404), 404.0},
		"a code":         {slog.String("code", "gate_closed"), "gate_closed"},
		"a duration":     {slog.Duration("took", time.Millisecond), 1e6},
		"a case":         {slog.String("case", "c7m2k9x4pq"), "c7m2k9x4pq"},
		"no case":        {slog.String("case", ""), ""},
		"an account":     {slog.String("account", "dev-1"), "dev-1"},
		"a task":         {slog.String("task", "follow_up/3m#1"), "follow_up/3m#1"},
		"a desk's head":  {slog.String("desk", "tha-registrar-maesot/head"), "tha-registrar-maesot/head"},
		"a command":      {slog.String("command", "case/c7m2k9x4pq/undo/3"), "case/c7m2k9x4pq/undo/3"},
		"a database":     {slog.String("database", "127.0.0.1:5432/homeward"), "127.0.0.1:5432/homeward"},
		"yes":            {slog.Bool("temporal_tls", true), true},
		"a small number": {slog.Any("Attempt", int32(3)), 3.0},
		"a workflow":     {slog.String("WorkflowID", "case/c7m2k9x4pq"), "case/c7m2k9x4pq"},
		"a run":          {slog.String("RunID", "019a0c3e-7c2f-7a1b-9d3e-1d4a1f4f9f11"), "019a0c3e-7c2f-7a1b-9d3e-1d4a1f4f9f11"},
		"a cause":        {logline.Cause(wrapped), "fmt.wrapError < busy < errors.errorString"},
		"no cause":       {logline.Cause(nil), ""},
		"an error":       {slog.Any("Error", wrapped), "fmt.wrapError < busy < errors.errorString"},
		"several errors": {slog.Any("Error", errors.Join(errors.New(mark), fault.New(fault.Busy, "x"))), "errors.joinError < errors.errorString"},
		"what was meant": {slog.Any("cause", lazy{slog.StringValue("busy")}), "busy"},
		"a thrown text":  {slog.Any("PanicError", mark), logline.Redacted},
		"a thrown thing": {slog.Any("PanicError", tellTale{mark}), "logline_test.tellTale"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBook(t)
			require.Equal(t, tt.want, b.log(tt.attr)[tt.attr.Key])
			require.NotContains(t, b.written.String(), mark)
		})
	}
}

// Personal data are never written, and the line says that a value is missing.
func TestNothingElseIsWritten(t *testing.T) {
	t.Parallel()
	person := struct{ Name string }{mark}
	for name, attr := range map[string]slog.Attr{
		"an unlisted key":                     slog.String("name", mark),
		"a key that is personal":              slog.Int(mark, 1),
		"a listed key, another case":          slog.String("Case", mark),
		"a name for a code":                   slog.String("code", mark),
		"a name for a reference":              slog.String("case", mark),
		"a code and a name":                   slog.String("code", "invalid\n"+mark),
		"a name for a number":                 slog.String("status", mark),
		"a value of a key that says too much": slog.Any("code", tellTale{mark}),
		"a type of its own":                   slog.Any("code", code(mark)),
		"a struct":                            slog.Any("case", person),
		"bytes":                               slog.Any("case", []byte(mark)),
		"a map":                               slog.Any("case", map[string]string{mark: mark}),
		"made when it is written":             slog.Any("case", lazy{slog.StringValue(mark)}),
		"a number for a yes":                  slog.Int("temporal_tls", 1),
		"a text for a duration":               slog.String("took", mark),
		"an address with its query":           slog.String("route", "/cases?name="+mark),
		"an e-mail for an account":            slog.String("account", "qvzname@xwkmark.example"),
		"a path in another script":            slog.String("route", "/cases/ကဝဇ"),
		"a connection string":                 slog.String("database", "postgres://homeward:Qvz-Xwk@db/homeward?password=Qvz"),
		"a group":                             slog.Group("case", slog.String("name", mark)),
		"a group that is listed inside":       slog.Group("person", slog.String("code", "invalid"), slog.String("name", mark)),
		"an error's text as a cause":          slog.String("cause", "parse "+mark),
		"a workflow named after a person":     slog.String("WorkflowID", "case/"+mark),
		"a time for a number":                 slog.Time("status", time.Now()),
		"a fraction for a number":             slog.Float64("status", 47.11),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBook(t)
			line := b.log(slog.String("request", "7c0b7a1e1f4b4a2c"), attr)
			require.EqualValues(t, 1, line["withheld"])
			require.EqualValues(t, 1, b.handler.Withheld())
			require.Equal(t, "7c0b7a1e1f4b4a2c", line["request"], "the rest of the line stays")
			for _, part := range []string{mark, "Qvz", "Xwkmark", "xwkmark", "ကဝဇ", "47.11"} {
				require.NotContains(t, b.written.String(), part)
			}
		})
	}
}

func TestAttributesOfALogger(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	b.logger = b.logger.With(slog.String("case", "c7m2k9x4pq"), slog.String("name", mark), slog.String("code", mark))
	require.Equal(t, map[string]any{"case": "c7m2k9x4pq", "code": logline.Redacted, "withheld": 2.0}, b.log())
	require.Equal(t, map[string]any{"case": "c7m2k9x4pq", "code": logline.Redacted, "withheld": 3.0}, b.log(slog.String("phone", mark)))
	require.EqualValues(t, 5, b.handler.Withheld(), "each line is counted")
	b.logger = b.logger.WithGroup("person")
	require.NotContains(t, b.log(slog.String("status", mark), slog.Int("status", 1)), "person")
	b.logger = slog.New(newBook(t).handler).WithGroup("")
	require.NotContains(t, b.written.String(), mark)
}

func TestMembersOfANamelessGroupStandForThemselves(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	line := b.log(slog.Attr{Value: slog.GroupValue(slog.Int("status", 200), slog.String("name", mark))}, slog.Attr{})
	require.Equal(t, map[string]any{"status": 200.0, "withheld": 1.0}, line)
}

func TestLevels(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	b.handler = logline.New(&b.written, slog.LevelWarn)
	require.False(t, b.handler.Enabled(context.Background(), slog.LevelInfo))
	slog.New(b.handler).LogAttrs(t.Context(), slog.LevelInfo, "something")
	require.Empty(t, b.written.String())
}

// A logged stack has functions and places in the code, and not the value of a panic.
func TestStacks(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	thrown := func(what any) (stack string) {
		defer func() {
			_ = recover()
			stack = string(debug.Stack())
		}()
		panic(what)
	}
	written, ok := b.log(slog.String("stack", thrown(mark)))["stack"].(string)
	require.True(t, ok)
	require.Contains(t, written, "handler_test.go:")
	require.Contains(t, written, "logline_test.TestStacks")
	require.NotContains(t, written, logline.Redacted, "every line of a real stack is one")
	written, ok = b.log(slog.String("StackTrace", "Xwkmark\npanic: "+mark+"\ncoroutine root [panic]:\n"+thrown(tellTale{mark})))["StackTrace"].(string)
	require.True(t, ok)
	require.True(t, strings.HasPrefix(written, logline.Redacted+"\n"+logline.Redacted+"\ncoroutine root [panic]:\ngoroutine "), "%s", written)
	long, ok := b.log(slog.String("stack", strings.Repeat("main.main()\n", 5000)))["stack"].(string)
	require.True(t, ok)
	require.LessOrEqual(t, len(long), 16<<10)
	require.NotContains(t, b.written.String(), mark)
}

// What libraries say is cut to plain words: they put errors into their messages.
func TestForeignMessages(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		"Started Worker": "Started Worker",
		"Workflow task postprocess error: payload " + mark + " is bad": "Workflow task postprocess error",
		"Corrupted signal received on channel 4711 " + mark:            logline.Redacted,
		"Workflow coroutine \"" + mark + "\" didn't exit":              logline.Redacted,
		strings.Repeat("a", 200):                                       logline.Redacted,
		"":                                                             logline.Redacted,
		"No DataConverter configured for temporal worker. Use default one.": "No DataConverter configured for temporal worker. Use default one.",
	} {
		b := newBook(t)
		logline.ForLibrary(b.logger).With("Namespace", "homeward").Info(message, "Error", errors.New(mark), "SignalNames", []string{mark}) //nolint:sloglint // as libraries do
		line := b.line()
		require.Equal(t, want, line["msg"])
		require.Equal(t, "errors.errorString", line["Error"])
		require.Equal(t, "homeward", line["Namespace"])
		require.NotContains(t, b.written.String(), mark)
	}
	var other bytes.Buffer
	logline.ForLibrary(slog.New(slog.NewTextHandler(&other, nil))).Info("Started Worker", "name", mark) //nolint:sloglint // as libraries do
	require.Contains(t, other.String(), "Started Worker")
	require.NotContains(t, other.String(), mark, "for any attributes of a line")
}

// A handler is safe for concurrent use, and counts everything that it leaves out.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 200 {
				slog.New(b.handler).With(slog.String("name", mark)).LogAttrs(context.Background(), slog.LevelInfo, "something")
			}
		})
	}
	all.Wait()
	require.EqualValues(t, 800, b.handler.Withheld())
	require.Equal(t, 800, strings.Count(b.written.String(), "\n"))
}

// Each key has one spelling, and no key is one that could hold personal data.
func TestTheList(t *testing.T) {
	t.Parallel()
	listed := logline.Keys()
	require.NotEmpty(t, listed)
	for _, never := range []string{"name", "phone", "birth", "passport", "document", "place", "words", "remark", "body", "query", "header", "token", "cookie", "password", "email", "url", "user", "message", "text", "value", "args"} {
		require.NotContains(t, listed, never)
	}
}

// A value that is more than a word is not written under any key, in any wrapping.
func FuzzLine(f *testing.F) {
	for _, seed := range []string{mark, "x\ny", "မြန်မာ", "<", `{"name":"a"}`, "postgres://u:p@h/d", "goroutine 1 [running]:\n" + mark, "a < b < " + mark} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		b := newBook(t)
		secret := "Qvz " + value + " zvQ"
		for _, key := range logline.Keys() {
			b.log(slog.String(key, secret), slog.Any(key, tellTale{secret}), slog.Any(key, []string{secret}), slog.Any(key, &secret))
		}
		for _, part := range []string{"Qvz ", " zvQ"} {
			at := strings.Index(b.written.String(), part)
			require.Negative(t, at, "%q got through: %.300s", value, b.written.String()[max(0, at-100):])
		}
	})
}
