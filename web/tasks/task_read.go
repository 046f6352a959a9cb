package tasks

import (
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// readDecision reads an answer from its form, and says which fields have to be corrected.
func (s shownTask) readDecision(f site.SentForm) (tasks.Decision, say.Wrongs) {
	wrong, spec := say.Wrongs{}, s.task.Spec
	d := tasks.Decision{
		Outcome: casework.Outcome(f.Get(fieldOutcome)), Reasons: say.ReadText(f, fieldReasons, wrong), Facts: say.FactsIn(s.task.Facts, f),
		State: casework.Country(f.Get(fieldState)), Desk: casework.DeskID(f.Get(fieldDesk)),
	}
	if !spec.Allows(d.Outcome) {
		wrong[fieldOutcome] = view.Say("task.wrong.outcome")
	}
	if len(s.task.States) > 0 && d.State != "" {
		switch {
		case !slices.Contains(s.task.States, d.State):
			wrong[fieldState] = view.Say("task.wrong.state")
		case d.Outcome != casework.Yes:
			wrong[fieldState] = view.Say("task.wrong.feared")
		}
	}
	d.Until = s.ReadDate(f, fieldUntil, wrong)
	if spec.NeedsReasons(d.Outcome) && d.Reasons == "" {
		wrong[fieldReasons] = view.Say("task.wrong.reasons")
	}
	if fitting := spec.ReasonsFor(d.Outcome); len(fitting) > 0 {
		switch d.Reason = casework.Reason(f.Get(fieldReason)); {
		case d.Reason == "":
			wrong[fieldReason] = view.Say("task.wrong.reason_code")
		case !slices.Contains(fitting, d.Reason):
			wrong[fieldReason] = view.Say("task.wrong.reason_fits")
		}
	}
	document := needsDocument(s.task.Step, d.Outcome)
	if _, already := wrong[fieldUntil]; spec.NeedsDate(d.Outcome) && d.Until.IsZero() && !already && !document {
		wrong[fieldUntil] = view.Say("task.wrong.until")
	}
	if needsState(s.task.Step, d.Outcome) {
		if d.State == "" {
			wrong[fieldState] = view.Say("task.wrong.state")
		}
		if d.Desk == "" {
			wrong[fieldDesk] = view.Say("task.wrong.desk")
		}
	}
	if document {
		d.Document = s.readDocument(f, wrong)
	}
	return d, wrong
}

func (s shownTask) readDocument(f site.SentForm, wrong say.Wrongs) *record.Document {
	out := &record.Document{Type: f.Get(fieldType), Number: say.ReadText(f, fieldNumber, wrong), MRZ: strings.ReplaceAll(f.Text(fieldMRZ), "\r\n", "\n")}
	if !slices.Contains(say.DocumentKinds(), out.Type) {
		wrong[fieldType] = view.Say("task.wrong.document_type")
	}
	if out.Number == "" {
		wrong[fieldNumber] = view.Say("task.wrong.number")
	}
	if utf8.RuneCountInString(out.MRZ) > mrzLimit {
		wrong[fieldMRZ] = view.Say("task.wrong.long", mrzLimit)
	}
	expires := s.ReadDate(f, fieldExpires, wrong)
	if _, already := wrong[fieldExpires]; expires.IsZero() && !already {
		wrong[fieldExpires] = view.Say("task.wrong.expires")
	}
	if !expires.IsZero() {
		out.ExpiresAt = &expires
	}
	return out
}
