package day

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/site"
)

// readPath is where a reading is sent, and readDone the text after it.
const (
	readPath = toldPath + "/read"
	readDone = "told.read_done"
)

// readTold records that the user has read notices, and leads back to the page.
func (p *pages) readTold(c echo.Context, _ identity.Caller) error {
	f, err := site.ReadForm(c, "notices", "key", "back")
	if err != nil {
		return err
	}
	ids, err := noticeIDs(f["notices"])
	if err != nil {
		return err
	}
	if _, err := p.Usecases.ReadNotices(c.Request().Context(), f["key"], ids); err != nil {
		return err
	}
	if f["back"] == "/day" {
		return site.Done(c, "/day", readDone)
	}
	return site.Done(c, toldPath, readDone)
}

// noticeIDs reads the numbers of notices, with spaces between.
func noticeIDs(text string) ([]int64, error) {
	words := strings.Fields(text)
	ids := make([]int64, 0, len(words))
	for _, word := range words {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil || id < 1 {
			return nil, fault.New(fault.Invalid, "the form names no notice")
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 || len(ids) > record.MaxLimit {
		return nil, fault.New(fault.Invalid, "the form names no notice, or too many")
	}
	return ids, nil
}
