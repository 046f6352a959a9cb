package postgres

import (
	"context"
	"encoding/json"
	"reflect"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// changes takes what is over its time out of the words of every change, and seals the rest anew.
func (f *fading) changes(ctx context.Context) error {
	var rows []struct {
		Seq   int64  `db:"seq"`
		Words []byte `db:"words"`
		N     *int64 `db:"n"`
		Line  []byte `db:"body"`
	}
	err := db.List(ctx, f.tx, "list old words", &rows, `select h.seq, h.words, t.n, t.body from app.case_changes h
		left join app.timeline t on t.case_ref = h.case_ref and t.seq = h.seq and t.spoken
		where h.case_ref = $1 and h.words is not null order by h.seq`, f.ref)
	if err != nil {
		return err
	}
	for _, r := range rows {
		var words record.Words
		there, err := f.store.openJSON(ctx, ofCase(f.ref), colCaseWords, rowOf(r.Seq), r.Words, &words)
		if err != nil {
			return err
		}
		var class policy.Class
		if r.N != nil {
			var entry casework.Entry
			if _, err := f.store.openJSON(ctx, ofCase(f.ref), colEntry, rowOf(r.Seq, *r.N), r.Line, &entry); err != nil {
				return err
			}
			class = policy.StoredTextClass(entry)
		}
		if !there || !f.strip(&words, class) || !f.empty {
			continue
		}
		var left []byte
		if !nothingIn(words) {
			if left, err = f.store.sealJSON(ctx, ofCase(f.ref), colCaseWords, rowOf(r.Seq), words); err != nil {
				return err
			}
		}
		if _, err := db.Exec(ctx, f.tx, "empty old words", `update app.case_changes set words = $3 where case_ref = $1 and seq = $2`, f.ref, r.Seq, left); err != nil {
			return err
		}
	}
	return nil
}

// strip takes what is over its time out of words whose free text is of a class, and says
// whether there was anything.
func (f *fading) strip(words *record.Words, class policy.Class) (done bool) {
	drop := func(class policy.Class, there bool) bool {
		kind, goes := f.goes(class)
		if !there || !goes {
			return false
		}
		f.found[kind]++
		done = true
		return true
	}
	text := func(class policy.Class, of *string) {
		if drop(class, *of != "") {
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
	if drop(policy.Aftercare, words.Plan != nil) {
		words.Plan = nil
	}
	if drop(policy.Aftercare, words.Score != nil) {
		words.Score = nil
	}
	return done
}

// nothingIn says whether nothing of the person is left in words.
func nothingIn(words record.Words) bool {
	nobody := func(p record.Person) bool { return reflect.ValueOf(p).IsZero() }
	return words.Text == "" && words.Document == nil && words.Plan == nil && words.Score == nil &&
		(words.Opening == nil || nobody(words.Opening.Person)) && (words.Person == nil || nobody(*words.Person))
}

// line is the line of the list that she came from: its cells as written, which are of no known
// class, and the phone and place that were read of it.
func (f *fading) line(ctx context.Context) error {
	var rows []lineRow
	err := db.List(ctx, f.tx, "find old line", &rows, `select line, raw, read from app.list_rows where case_ref = $1 and keyed_by = 'case'`, f.ref)
	if err != nil {
		return err
	}
	for _, r := range rows {
		n := strconv.Itoa(r.Line)
		var cells []string
		var read roster.Row
		if _, err := f.store.openJSON(ctx, ofCase(f.ref), colRowRaw, n, r.Raw, &cells); err != nil {
			return err
		}
		there, err := f.store.openJSON(ctx, ofCase(f.ref), colRowRead, n, r.Read, &read)
		if err != nil || !there {
			return err
		}
		found := record.Words{Person: &record.Person{Phone: read.Phone, Place: read.Place}}
		changed := f.strip(&found, "")
		if kind, goes := f.goes(""); goes && len(cells) > 0 {
			f.found[kind]++
			changed = true
		}
		if !changed || !f.empty {
			continue
		}
		read.Phone, read.Place = found.Person.Phone, found.Person.Place
		if err := f.sealLine(ctx, n, read); err != nil {
			return err
		}
	}
	return nil
}

// sealLine keeps what is left of a line: no cells, and what was read of those that may stay.
func (f *fading) sealLine(ctx context.Context, n string, read roster.Row) error {
	raw, err := f.store.sealJSON(ctx, ofCase(f.ref), colRowRaw, n, json.RawMessage("[]"))
	if err != nil {
		return err
	}
	left, err := f.store.sealJSON(ctx, ofCase(f.ref), colRowRead, n, read)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, f.tx, "empty old line", `update app.list_rows set raw = $2, read = $3 where case_ref = $1 and keyed_by = 'case'`, f.ref, raw, left)
	return err
}
