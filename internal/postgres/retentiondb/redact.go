package retentiondb

import (
	"context"
	"encoding/json"
	"reflect"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// redactChanges empties expired text of every change, and seals the rest again.
func (r *redaction) redactChanges(ctx context.Context) error {
	var rows []struct {
		Seq   int64  `db:"seq"`
		Words []byte `db:"words"`
		N     *int64 `db:"n"`
		Entry []byte `db:"body"`
	}
	err := db.List(ctx, r.tx, "list old words", &rows, `select h.seq, h.words, t.n, t.body from app.case_changes h
		left join app.timeline t on t.case_ref = h.case_ref and t.seq = h.seq and t.spoken
		where h.case_ref = $1 and h.words is not null order by h.seq`, r.ref)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var words record.Words
		there, err := r.store.box.OpenJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColCaseWords, sealdb.RowOf(row.Seq), row.Words, &words)
		if err != nil {
			return err
		}
		var class policy.Class
		if row.N != nil {
			var entry casework.Entry
			if _, err := r.store.box.OpenJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColEntry, sealdb.RowOf(row.Seq, *row.N), row.Entry, &entry); err != nil {
				return err
			}
			class = policy.StoredTextClass(entry)
		}
		if !there || !r.redactWords(&words, class) || r.countOnly {
			continue
		}
		var left []byte
		if !isEmpty(words) {
			if left, err = r.store.box.SealJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColCaseWords, sealdb.RowOf(row.Seq), words); err != nil {
				return err
			}
		}
		if _, err := db.Exec(ctx, r.tx, "empty old words", `update app.case_changes set words = $3 where case_ref = $1 and seq = $2`, r.ref, row.Seq, left); err != nil {
			return err
		}
	}
	return nil
}

// redactWords removes old text from words whose free text is of a class, counts it, and reports
// whether there was any.
func (r *redaction) redactWords(words *record.Words, class policy.Class) (changed bool) {
	remove := func(class policy.Class, there bool) bool {
		kind, applies := r.rule(class)
		if !there || !applies {
			return false
		}
		r.found[kind]++
		changed = true
		return true
	}
	text := func(class policy.Class, of *string) {
		if remove(class, *of != "") {
			*of = ""
		}
	}
	person := func(p *record.Person) {
		text(policy.Contact, &p.Phone)
		text(policy.Contact, &p.Place)
		text(policy.Narrative, &p.Remark)
	}
	text(class, &words.Text)
	if words.Opening != nil {
		person(&words.Opening.Person)
	}
	if words.Person != nil {
		person(words.Person)
	}
	if remove(policy.Aftercare, words.Plan != nil) {
		words.Plan = nil
	}
	if remove(policy.Aftercare, words.Score != nil) {
		words.Score = nil
	}
	if remove(policy.Aftercare, words.Try != nil) {
		words.Try = nil
	}
	if remove(policy.Contact, words.Contact != nil) {
		words.Contact = nil
	}
	if remove(policy.Legal, words.Order != nil) {
		words.Order = nil
	}
	return changed
}

// isEmpty reports whether words hold nothing of the person any more.
func isEmpty(words record.Words) bool {
	unknown := func(p record.Person) bool { return reflect.ValueOf(p).IsZero() }
	return words.Text == "" && words.Document == nil && words.Plan == nil && words.Score == nil && words.Try == nil && words.Contact == nil && words.Order == nil &&
		(words.Opening == nil || unknown(words.Opening.Person)) && (words.Person == nil || unknown(*words.Person))
}

// redactListRow empties the row of the list that the case was opened from: its cells as written,
// whose class is not known, and the phone and place that were read from them.
func (r *redaction) redactListRow(ctx context.Context) error {
	var rows []struct {
		Line int    `db:"line"`
		Raw  []byte `db:"raw"`
		Read []byte `db:"read"`
		Now  []byte `db:"answered"`
	}
	err := db.List(ctx, r.tx, "find old list row", &rows, `select line, raw, read, answered from app.list_rows where case_ref = $1 and keyed_by = 'case'`, r.ref)
	if err != nil {
		return err
	}
	for _, row := range rows {
		n := strconv.Itoa(row.Line)
		var cells []string
		var read roster.Row
		if _, err := r.store.box.OpenJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColRowRaw, n, row.Raw, &cells); err != nil {
			return err
		}
		there, err := r.store.box.OpenJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColRowRead, n, row.Read, &read)
		if err != nil || !there {
			return err
		}
		var now *doubt.Answered
		if _, err := r.store.box.OpenJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColRowAnswered, n, row.Now, &now); err != nil {
			return err
		}
		words := record.Words{Person: &record.Person{Phone: read.Phone, Place: read.Place}}
		changed := r.redactWords(&words, "")
		if kind, applies := r.rule(""); applies && len(cells) > 0 {
			r.found[kind]++
			changed = true
		}
		if !changed || r.countOnly {
			continue
		}
		read.Phone, read.Place = words.Person.Phone, words.Person.Place
		if now != nil {
			now.Row.Phone, now.Row.Place = read.Phone, read.Place
			for i := range now.Answers {
				now.Answers[i].Reason = ""
			}
		}
		if err := r.sealListRow(ctx, n, read, now); err != nil {
			return err
		}
	}
	return nil
}

// sealListRow stores the rest of a list row: no cells, and the recognised values that may stay.
func (r *redaction) sealListRow(ctx context.Context, n string, read roster.Row, now *doubt.Answered) error {
	raw, err := r.store.box.SealJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColRowRaw, n, json.RawMessage("[]"))
	if err != nil {
		return err
	}
	left, err := r.store.box.SealJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColRowRead, n, read)
	if err != nil {
		return err
	}
	var answered []byte
	if now != nil {
		if answered, err = r.store.box.SealJSON(ctx, sealdb.OfCase(r.ref), sealdb.ColRowAnswered, n, now); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, r.tx, "empty old list row", `update app.list_rows set raw = $2, read = $3, answered = $4 where case_ref = $1 and keyed_by = 'case'`,
		r.ref, raw, left, answered)
	return err
}
