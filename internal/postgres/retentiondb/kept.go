package retentiondb

import "example.org/homeward/internal/retention"

// Keeping has the retention rules of the rows of a table, or the reason why they are never deleted.
type Keeping struct {
	Rules []retention.Kind
	Why   string
}

// Kept lists every table of the schema with how long its rows are kept. A test fails for a table
// that is missing.
func Kept() map[string]Keeping {
	file := []retention.Kind{retention.CaseNegative, retention.CaseAdult, retention.CaseChild}
	text := func(classes ...retention.Kind) []retention.Kind { return append(classes, file...) }
	out := map[string]Keeping{}
	for _, one := range []struct {
		tables  []string
		keeping Keeping
	}{
		// Of a person: sealed with the key of her case, and lost with it; see package erasure.
		{[]string{
			"cases", "facts", "consents", "waivers", "holds", "tasks", "decisions", "documents", "timeline",
			"commitments", "case_parts", "case_access", "receipts", "identity_versions",
		}, Keeping{Rules: file}},
		// Text in them is emptied before the file is due, by its class; see RetentionStore.EmptyTexts.
		{[]string{"people"}, Keeping{Rules: text(retention.Contact, retention.Narrative)}},
		{[]string{"people_index"}, Keeping{Rules: text(retention.Contact)}},
		{[]string{"plans", "scores", "contact_tries"}, Keeping{Rules: text(retention.Narrative)}},
		{[]string{"contacts"}, Keeping{Rules: text(retention.Contact)}},
		{[]string{"case_changes"}, Keeping{
			Rules: text(retention.Contact, retention.Identity, retention.Narrative, retention.Medical, retention.Legal, retention.Fear),
		}},
		{[]string{"due_files"}, Keeping{Rules: file, Why: "replaced every day"}},
		{[]string{"commands"}, Keeping{
			Rules: append([]retention.Kind{retention.RefusedWords}, file...),
			Why:   "what was asked and answered goes with the key of what it was about; the key of the command stays, so that it never counts twice",
		}},
		{[]string{"notices"}, Keeping{Rules: []retention.Kind{retention.SentNotices}}},
		{[]string{"sheets"}, Keeping{Rules: []retention.Kind{retention.SentNotices}, Why: "they say where to look and nothing else, as notices do"}},
		{[]string{"sheet_items"}, Keeping{Why: "they are deleted with their sheet, and with the case when it is erased"}},
		{[]string{"batches"}, Keeping{Rules: []retention.Kind{retention.SentNotices}, Why: "they say where to look and nothing else, as notices do"}},
		{[]string{"batch_items"}, Keeping{Why: "they are deleted with their batch, and with the case when it is erased"}},
		{[]string{"file_reads"}, Keeping{
			Rules: []retention.Kind{retention.BegunSignIns}, Why: "of no use after the day in which they are counted; they go with the case when it is erased",
		}},
		{[]string{"reading_reviews"}, Keeping{
			Rules: []retention.Kind{retention.SentNotices, retention.WordingKeys},
			Why:   "codes about an officer; one that was rejected holds the account and stays until it is accepted; its words go with the key of the day",
		}},
		{[]string{"lists", "list_rows"}, Keeping{
			Rules: []retention.Kind{retention.ListRows}, Why: "a row that became a case goes with it: its cells, phone and place with the first text, the rest with the file",
		}},
		{[]string{"list_answers"}, Keeping{Why: "codes, counts, and the account of an officer; the values that were chosen are in the rows and go with them"}},
		{[]string{"sessions", "admissions"}, Keeping{Rules: []retention.Kind{retention.EndedSignIns}}},
		{[]string{"sign_ins", "ceremonies", "handovers", "logout_tokens"}, Keeping{Rules: []retention.Kind{retention.BegunSignIns}}},
		{[]string{"drafts"}, Keeping{
			Rules: []retention.Kind{retention.Drafts, retention.DraftKeys}, Why: "they expire within a day, and go with the case that they are about",
		}},
		{[]string{"wordings"}, Keeping{Rules: []retention.Kind{retention.Wordings, retention.WordingKeys}}},
		{[]string{"attempts"}, Keeping{Rules: []retention.Kind{retention.Failures}}},
		{[]string{"passkeys", "recovery_codes"}, Keeping{Rules: []retention.Kind{retention.OldPasskeys}}},
		{[]string{"saved_views"}, Keeping{
			Rules: []retention.Kind{retention.OldPasskeys}, Why: "a view that an account shares with its desk stays until an officer of the desk removes it",
		}},
		{[]string{"account_settings"}, Keeping{Rules: []retention.Kind{retention.OldPasskeys}, Why: "codes and dates of an account"}},
		{[]string{"selections"}, Keeping{Rules: []retention.Kind{retention.BegunSignIns}}},
		{[]string{"audit_events", "audit_leaves", "audit_heads", "audit_cosignatures"}, Keeping{Rules: []retention.Kind{retention.Audit}}},
		{[]string{"audit_pending"}, Keeping{Why: "the sequencer takes each row away within moments"}},
		{[]string{"accounts"}, Keeping{Why: "a code without a name, by which the audit log and the exclusions of survivors know an officer"}},
		{[]string{"account_links"}, Keeping{Why: "by its link a disabled account stays disabled: without it the provider's next sign-in would make a new one"}},
		{[]string{"case_keys"}, Keeping{Why: "that a key is destroyed must be known for good"}},
		{[]string{"erasures", "erasure_changes", "deletions"}, Keeping{Why: "codes and references: who asked, who approved, and what receivers said stays answerable"}},
		{[]string{"movements", "movement_changes", "movement_timeline", "passengers"}, Keeping{
			Rules: []retention.Kind{retention.Journeys}, Why: "their skeleton stays: references and numbers, which statistics are made of",
		}},
		{[]string{"operations", "operation_changes"}, Keeping{Why: "numbers and dates, not of one person, for statistics"}},
		{[]string{"old_things"}, Keeping{Why: "counts, not of one person, replaced every day"}},
		{[]string{"agencies", "desks", "corridor_versions"}, Keeping{Why: "offices and published rules"}},
		{[]string{"goose_db_version"}, Keeping{Why: "which migrations have run"}},
	} {
		for _, name := range one.tables {
			out[name] = one.keeping
		}
	}
	return out
}
