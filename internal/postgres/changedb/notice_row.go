package changedb

import "example.org/homeward/internal/casework"

// NoticeRow is a notice of a change as a row, with its number within the change.
type NoticeRow struct {
	casework.Notice

	N int `json:"n"`
}
