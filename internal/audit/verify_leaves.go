package audit

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"
)

// searchDistance is how far from its place a leaf is searched that is not where it was signed.
const searchDistance = 16

// compareSignatures reads the leaves that no matching head covers, and verifies the signature of each.
// It reports changed, inserted and missing rows even if all stored hashes were computed again.
func (v *verifier) compareSignatures(ctx context.Context) error {
	from := v.report.Signed.Size
	if from == v.next {
		return nil
	}
	s := signatures{verifier: v, expected: from, at: from, row: v.rowBefore(ctx, from)}
	for item, err := range v.log.Items(ctx, from) {
		if err != nil {
			return err
		}
		if item.Leaf == nil || item.Leaf.Index < from {
			continue
		}
		if s.leaf(item.Leaf); v.report.More {
			break
		}
	}
	s.reportUnsigned(0)
	return nil
}

// rowBefore returns the row of the leaf before an index; 0 if there is none.
func (v *verifier) rowBefore(ctx context.Context, index int64) int64 {
	if index == 0 {
		return 0
	}
	for item, err := range v.log.Items(ctx, index-1) {
		if err != nil {
			return 0
		}
		if item.Leaf != nil {
			return item.Leaf.Row
		}
	}
	return 0
}

// signatures follows the leaves by their signatures.
type signatures struct {
	*verifier

	expected int64     // the index that the next leaf should have
	at       int64     // the index for which it should have been signed
	row      int64     // of the last signed leaf
	unsigned []Finding // leaves just before that are not signed
}

func (s *signatures) leaf(l *Leaf) {
	s.at += l.Index - s.expected // a gap is reported already
	s.expected = l.Index + 1
	if s.named[l.Index] { // compared with its stored hash, and reported
		s.at++
		return
	}
	hash := l.Hash
	if l.Record != nil {
		hash = tlog.RecordHash(l.Record)
	}
	if s.signed(s.at, hash, l) {
		s.reportUnsigned(0)
		s.at, s.row = s.at+1, l.Row
		return
	}
	f := Finding{Kind: Changed, Leaf: l.Index, Row: l.Row}
	if l.Record != nil {
		f.Current = oneLine(l.Record)
	}
	for d := int64(1); d <= searchDistance; d++ {
		switch {
		case s.signed(s.at+d, hash, l): // those in between are missing
			s.reportUnsigned(0)
			s.add(Finding{Kind: Dropped, Leaf: s.at, To: s.at + d, Row: s.row})
			s.at, s.row = s.at+d+1, l.Row
			return
		case s.signed(s.at-d, hash, l) && int(d) <= len(s.unsigned): // some before it were inserted
			s.reportUnsigned(int(d))
			s.at, s.row = s.at-d+1, l.Row
			return
		case s.signed(s.at-d, hash, l): // a second time
			s.reportUnsigned(0)
			f.Kind = Inserted
			s.add(f)
			return
		}
	}
	s.at++
	if s.unsigned = append(s.unsigned, f); len(s.unsigned) > maxFindings {
		s.reportUnsigned(0)
	}
}

// reportUnsigned reports the unsigned leaves: the last inserted ones as inserted, those before them as
// changed.
func (s *signatures) reportUnsigned(inserted int) {
	for i, f := range s.unsigned {
		if i >= len(s.unsigned)-inserted {
			f.Kind = Inserted
		}
		s.add(f)
	}
	s.unsigned = nil
}
