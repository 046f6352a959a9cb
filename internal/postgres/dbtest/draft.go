package dbtest

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Typed is the text in every draft of DraftOf.
const Typed = "Zzyzx typed and not sent"

// DraftOf returns a draft of the screener, kept at an instant for a day.
func DraftOf(ref, form string, of casework.Ref, at time.Time) record.Draft {
	return record.Draft{
		Ref: ref, Account: "acc-screener", Form: form, Page: "/page", Case: of, Fields: record.Fields{"words": {Typed, "2"}},
		KeptAt: at, ExpiresAt: at.Add(24 * time.Hour),
	}
}
