package audit

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"
)

// reach is how far around its place a leaf is looked for that does not stand where it was signed.
const reach = 16

// compareSignatures goes through the leaves that no head that fits covers, and holds each
// against its own signature. It names what was changed, put in and taken away even where all
// stored hashes were made anew.
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
	s.settle(0)
	return nil
}

// rowBefore is the row of the leaf before an index; 0 when there is none.
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
	at       int64     // the index that it should have been signed for
	row      int64     // of the last leaf that was signed
	unsigned []Finding // leaves just before that nobody has signed
}

func (s *signatures) leaf(l *Leaf) {
	s.at += l.Index - s.expected // a hole is named already
	s.expected = l.Index + 1
	if s.named[l.Index] { // compared with its stored hash, and named
		s.at++
		return
	}
	hash := l.Hash
	if l.Record != nil {
		hash = tlog.RecordHash(l.Record)
	}
	if s.signed(s.at, hash, l) {
		s.settle(0)
		s.at, s.row = s.at+1, l.Row
		return
	}
	f := Finding{Kind: Changed, Leaf: l.Index, Row: l.Row}
	if l.Record != nil {
		f.Says = oneLine(l.Record)
	}
	for d := int64(1); d <= reach; d++ {
		switch {
		case s.signed(s.at+d, hash, l): // those between are gone
			s.settle(0)
			s.found(Finding{Kind: Dropped, Leaf: s.at, To: s.at + d, Row: s.row})
			s.at, s.row = s.at+d+1, l.Row
			return
		case s.signed(s.at-d, hash, l) && int(d) <= len(s.unsigned): // some before it were put in
			s.settle(int(d))
			s.at, s.row = s.at-d+1, l.Row
			return
		case s.signed(s.at-d, hash, l): // a second time
			s.settle(0)
			f.Kind = Inserted
			s.found(f)
			return
		}
	}
	s.at++
	if s.unsigned = append(s.unsigned, f); len(s.unsigned) > most {
		s.settle(0)
	}
}

// settle names the unsigned leaves that wait for a name: the last inserted were put in, those
// before them changed.
func (s *signatures) settle(inserted int) {
	for i, f := range s.unsigned {
		if i >= len(s.unsigned)-inserted {
			f.Kind = Inserted
		}
		s.found(f)
	}
	s.unsigned = nil
}
