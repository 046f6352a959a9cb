package pagedb

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// Cut ends a page. One row more than the page holds was read, to know whether there are more.
func Cut[T any](rows []T, page record.Page, cursor func(T) record.Cursor) ([]T, *record.Cursor) {
	if len(rows) <= page.Size() {
		return rows, nil
	}
	rows = rows[:page.Size()]
	next := cursor(rows[len(rows)-1])
	return rows, &next
}

// TimelineID returns the place of a line in a timeline, for a cursor: the sequence number of its change
// and its number in it.
func TimelineID(seq int64, n int) string { return strconv.FormatInt(seq, 10) + "." + strconv.Itoa(n) }

// TimelineOrder adds the condition of a page, and returns the end of the statement.
func TimelineOrder(c *db.Conditions, newest bool, page record.Page) (string, error) {
	sign, direction := ">", ""
	if newest {
		sign, direction = "<", " desc"
	}
	if page.After != nil {
		before, after, _ := strings.Cut(page.After.ID, ".")
		seq, err1 := strconv.ParseInt(before, 10, 64)
		n, err2 := strconv.ParseInt(after, 10, 32)
		if err1 != nil || err2 != nil {
			return "", record.InvalidCursor()
		}
		c.And("(t.seq, t.n) "+sign+" (?, ?)", seq, n)
	}
	return ` order by t.seq` + direction + `, t.n` + direction + ` limit ` + c.Arg(page.Size()+1), nil
}
