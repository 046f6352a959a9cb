package record

import (
	"fmt"
	"io"
	"log/slog"
)

// personal is what anything that holds personal data prints as. Two methods per type, so
// that neither a forgotten Printf nor a forgotten log attribute can tell of a person.
const personal = "[personal]"

// Format keeps personal data out of every fmt verb.
func (Person) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Person) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (Document) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Document) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (Words) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Words) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (Opening) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Opening) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (CaseDetail) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (CaseDetail) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (TimelineEntry) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (TimelineEntry) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (Decision) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Decision) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (Operation) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Operation) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (List) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (List) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (ListRow) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (ListRow) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (Plan) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Plan) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (Score) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (Score) LogValue() slog.Value { return slog.StringValue(personal) }

// Format keeps personal data out of every fmt verb.
func (MovementEntry) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue keeps personal data out of logs.
func (MovementEntry) LogValue() slog.Value { return slog.StringValue(personal) }
