package retentiondb

import "example.org/homeward/internal/retention"

// purgedTable is a table whose rows of a kind are purged one by one: the rows that are older than an
// instant, $1.
type purgedTable struct {
	table string
	at    string // when the age of a row is counted from; null while it is not
	which string // a condition on the rows; "" for all
	clear string // the column that is emptied; "" deletes the row
}

// purgedRows lists the tables of each kind that is purged row by row. The worker's policies on
// the tables of accounts repeat what a rule of retention may reach at all.
func purgedRows() map[retention.Kind][]purgedTable {
	disabled := `(select a.disabled_at from app.accounts a where a.id = account and not a.active)`
	return map[retention.Kind][]purgedTable{
		retention.RefusedWords: {{table: "commands", at: `ended_at`, which: `state = 'refused' and words is not null`, clear: "words"}},
		retention.SentNotices:  {{table: "notices", at: `coalesce(sent_at, stopped_at)`, which: `climbs_at is null`}, {table: "sheets", at: `opened_at`}, {table: "batches", at: `proposed_at`}, {table: "reading_reviews", at: `began_at`, which: `state <> 'rejected'`}},
		retention.EndedSignIns: {{table: "sessions", at: `least(ended_at, ends_at)`}, {table: "admissions", at: `least(ended_at, expires_at)`}},
		retention.BegunSignIns: {{table: "sign_ins", at: `expires_at`}, {table: "ceremonies", at: `expires_at`}, {table: "handovers", at: `expires_at`}, {table: "logout_tokens", at: `expires_at`}, {table: "selections", at: `expires_at`}, {table: "file_reads", at: `read_at`}},
		retention.Drafts:       {{table: "drafts", at: `expires_at`}},
		retention.Wordings:     {{table: "wordings", at: `proposed_at`}},
		retention.Failures:     {{table: "attempts", at: `last_at`}},
		retention.OldPasskeys:  {{table: "passkeys", at: disabled}, {table: "recovery_codes", at: disabled}, {table: "saved_views", at: disabled, which: `not shared`}, {table: "account_settings", at: disabled}},
	}
}

// old is the part of a statement that finds the rows.
func (t purgedTable) old() string {
	rows := ` from app.` + t.table + ` where ` + t.at + ` < $1`
	if t.which != "" {
		rows += ` and ` + t.which
	}
	return rows
}

func (t purgedTable) count() string {
	return `select count(*) as n, min(` + t.at + `) as oldest` + t.old()
}

// purge is the statement that purges up to $2 rows.
func (t purgedTable) purge() string {
	change := `delete from app.` + t.table
	if t.clear != "" {
		change = `update app.` + t.table + ` set ` + t.clear + ` = null`
	}
	return change + ` where ctid = any (array(select ctid` + t.old() + ` limit $2))`
}

// purgedKeys has the kinds that are purged by destroying keys: whole lists (rows that became cases are
// sealed with the keys of these), movements none of whose passengers still has a file, the keys of the
// days on which drafts were kept, two days after they were made: the last draft under them has expired; and
// the keys of the days on which wordings were proposed.
func purgedKeys() map[retention.Kind]struct{ subject, at, rows string } {
	return map[retention.Kind]struct{ subject, at, rows string }{
		retention.ListRows: {"list/", "o.at", ` from app.lists o where o.at < $1 and o.state not in ('confirmed', 'proposed')
			and not exists (select from app.list_rows r where r.list_ref = o.ref and r.state = 'minted')
			and exists (select from app.case_keys k where k.subject = 'list/' || o.ref and k.destroyed_at is null)`},
		retention.Journeys: {"movement/", "o.ended_at", ` from app.movements o where o.ended_at < $1
			and not exists (select from app.passengers p join app.cases c on c.ref = p.case_ref where p.movement_ref = o.ref and c.erased_at is null)
			and exists (select from app.case_keys k where k.subject = 'movement/' || o.ref and k.destroyed_at is null)`},
		retention.DraftKeys: {"drafts/", "o.at", ` from (select substr(k.subject, 8) as ref, k.made_at + interval '2 days' as at from app.case_keys k
			where k.subject like 'drafts/%' and k.destroyed_at is null) o where o.at < $1`},
		retention.WordingKeys: {"wordings/", "o.at", ` from (select substr(k.subject, 10) as ref, k.made_at + interval '1 day' as at from app.case_keys k
			where k.subject like 'wordings/%' and k.destroyed_at is null) o where o.at < $1`},
	}
}
