package cases

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// outsideTimeline returns a page of the timeline of a case as a caller outside her team sees it. The lines that
// they may see are numbered and divided into pages as if there were no others: the number of a change, the place
// of a line in it, and where a page ends would otherwise count what is hidden.
func (s *Cases) outsideTimeline(ctx context.Context, c act.Found, oldestFirst bool, page record.Page) (act.Page[record.TimelineEntry], error) {
	var all []record.TimelineEntry
	for next := (record.Page{Limit: record.MaxLimit}); ; {
		found, err := s.store.Timeline(ctx, record.TimelineFilter{Case: c.State.Ref, Page: next})
		if err != nil {
			return act.Page[record.TimelineEntry]{}, err
		}
		for _, e := range found.Rows {
			if seesEntry(e, c.Seen) {
				all = append(all, e)
			}
		}
		if found.Next == nil {
			break
		}
		next.After = found.Next
	}
	renumber(all, c)
	if !oldestFirst {
		slices.Reverse(all)
	}
	return cutTimeline(all, oldestFirst, page)
}

// renumber gives lines, the oldest first, the numbers that a caller outside the case sees. Lines that were
// written at one instant are lines of one change to them.
func renumber(lines []record.TimelineEntry, c act.Found) {
	for i := range lines {
		lines[i].Seq, lines[i].N = c.Seen.Change(lines[i].Seq, lines[i].At), 0
		if i > 0 && lines[i-1].Seq == lines[i].Seq {
			lines[i].N = lines[i-1].N + 1
		}
	}
}

// cutTimeline returns a page of lines that are in memory, in the order of the page.
func cutTimeline(lines []record.TimelineEntry, oldestFirst bool, page record.Page) (act.Page[record.TimelineEntry], error) {
	if page.After != nil {
		after, err := strconv.Atoi(page.After.ID)
		if err != nil {
			return act.Page[record.TimelineEntry]{}, record.InvalidCursor()
		}
		lines = slices.DeleteFunc(slices.Clone(lines), func(e record.TimelineEntry) bool {
			n := cmp.Or(e.At.UTC().Compare(page.After.At), cmp.Compare(e.N, after))
			return n == 0 || (n > 0) != oldestFirst
		})
	}
	out := act.Page[record.TimelineEntry]{Rows: append([]record.TimelineEntry{}, lines...)}
	if size := page.Size(); len(lines) > size {
		out.Rows = lines[:size]
		last := out.Rows[size-1]
		out.Next = &record.Cursor{At: last.At.UTC(), ID: strconv.Itoa(last.N)}
	}
	return out, nil
}

// changeSeen returns the number by which a caller outside the case knows the newest of some changes, and false if
// they see no line of any. since and seq are the numbers of the oldest and the newest for her team.
func (s *Cases) changeSeen(ctx context.Context, c act.Found, since, seq int64) (int64, bool) {
	newest, err := s.store.Timeline(ctx, record.TimelineFilter{Case: c.State.Ref, Newest: true, Page: record.Page{Limit: record.MaxLimit}})
	if err != nil {
		return 0, false
	}
	i := slices.IndexFunc(newest.Rows, func(e record.TimelineEntry) bool { return since <= e.Seq && e.Seq <= seq && seesEntry(e, c.Seen) })
	if i < 0 {
		return 0, false
	}
	return c.Seen.Change(newest.Rows[i].Seq, newest.Rows[i].At), true
}
