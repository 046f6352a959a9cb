package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
)

type entryRow struct {
	casework.Entry

	N      int  `json:"n"`
	Spoken bool `json:"spoken"`
}

func (w *writing) insertTimeline(ctx context.Context) error {
	rows := make([]entryRow, len(w.Entries))
	for i, e := range w.Entries {
		rows[i] = entryRow{Entry: e, N: i}
	}
	if i := deedAt(w.Kind, w.Entries); i >= 0 {
		rows[i].Spoken = w.cause.words.Text != ""
	}
	return insertRows(ctx, w.tx, "insert timeline", rows, `insert into app.timeline
		(case_ref, seq, n, code, step, task, outcome, desk, detail, spoken)
		select $2, $3, n, code, coalesce(step, ''), coalesce(task, ''), coalesce(outcome, ''), coalesce(desk, ''), coalesce(detail, ''), spoken
		from jsonb_to_recordset($1::jsonb) as x
		(n int, code text, step text, task text, outcome text, desk text, detail text, spoken boolean)`, w.Ref, w.Seq)
}

// deedAt finds the entry of the deed itself among its consequences: the words of the person
// belong to it. It is the first one when no entry is known as the deed, -1 without entries.
func deedAt(kind casework.Kind, entries []casework.Entry) int {
	if len(entries) == 0 {
		return -1
	}
	for i, e := range entries {
		if deedOf(e.Code) == kind {
			return i
		}
	}
	return 0
}

// deedOf says which kind of command an entry is the deed of; "" for a consequence.
func deedOf(code casework.EntryCode) casework.Kind {
	switch code {
	case casework.EntryOpened:
		return casework.KindOpen
	case casework.EntryVoted, casework.EntryDecided, casework.EntryContactMissed:
		return casework.KindDecide
	case casework.EntryTaskClaimed:
		return casework.KindClaim
	case casework.EntryTaskReleased:
		return casework.KindRelease
	case casework.EntryTaskPaused:
		return casework.KindPause
	case casework.EntryTaskResumed:
		return casework.KindResume
	case casework.EntryTaskAsked:
		return casework.KindAsk
	case casework.EntryTaskAnswered:
		return casework.KindAnswer
	case casework.EntryTaskMoved:
		return casework.KindReassign
	case casework.EntryStepRecalled:
		return casework.KindRecall
	case casework.EntryStepAskAgain:
		return casework.KindAskAgain
	case casework.EntryFact:
		return casework.KindState
	case casework.EntryConsent:
		return casework.KindConsent
	case casework.EntryWithdrawn:
		return casework.KindWithdraw
	case casework.EntryWaived:
		return casework.KindWaive
	case casework.EntryEvent:
		return casework.KindReport
	case casework.EntryMoved:
		return casework.KindMove
	default:
		return ""
	}
}

type noticeRow struct {
	casework.Notice

	N int `json:"n"`
}

// insertNotices puts messages into the outbox; none once the survivor has died, and then
// those that wait are stopped for good.
func (w *writing) insertNotices(ctx context.Context) error {
	if w.deceased() {
		_, err := exec(ctx, w.tx, "stop notices", `update app.notices set stopped_at = $2
			where case_ref = $1 and sent_at is null and stopped_at is null`, w.Ref, w.At)
		return err
	}
	rows := make([]noticeRow, len(w.Notices))
	for i, n := range w.Notices {
		rows[i] = noticeRow{n, i}
	}
	return insertRows(ctx, w.tx, "insert notices", rows, `insert into app.notices (case_ref, seq, n, kind, desk, rung, task, created_at)
		select $2, $3, n, kind, desk, coalesce(rung, ''), coalesce(task, ''), $4
		from jsonb_to_recordset($1::jsonb) as x (n int, kind text, desk text, rung text, task text)`, w.Ref, w.Seq, w.At)
}
