package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Check is what a log is held against.
type Check struct {
	// Keys are the log's public keys, one after the other when it was given a new one. The caller
	// MUST have them from elsewhere than from who is checked.
	Keys []Key
	// Witnesses are agencies whose countersignatures are looked for.
	Witnesses []Witness
	// Kept are signed heads that somebody has kept where the log's keeper cannot reach.
	Kept []string
	// Progress hears now and then how many leaves were checked; nil is nobody.
	Progress func(leaves int64)
}

// most findings are named. Whoever has changed more has changed everything.
const most = 100

// Verify goes through a log and says what is wrong with it. It needs memory for some dozens of
// hashes and no more, however long the log is. Every leaf is covered by a signed head that
// fits all leaves before it, or else by the signature on the leaf itself. The error is that of
// the source, or of a kept head that is not of this log; what is wrong with the log is in
// the report.
func Verify(ctx context.Context, log Source, check Check) (Report, error) {
	v := &verifier{Check: check, log: log, tree: &Tree{}, named: map[int64]bool{}}
	if err := v.readKept(); err != nil {
		return Report{}, err
	}
	if err := v.compareHeads(ctx); err != nil {
		return Report{}, err
	}
	before := len(v.report.Findings)
	if err := v.compareSignatures(ctx); err != nil {
		return Report{}, err
	}
	if !v.broken && len(v.report.Findings) == before {
		v.trust()
	}
	slices.SortStableFunc(v.report.Findings, func(a, b Finding) int { return cmp.Compare(a.Leaf, b.Leaf) })
	return v.report, nil
}

type verifier struct {
	Check

	log    Source
	tree   *Tree // of what the leaves say, or of what was signed where they say something else
	next   int64 // the index that comes next
	row    int64 // the row of the last leaf
	broken bool  // the tree cannot be compared with heads any more
	kept   []Head
	ahead  int64 // the largest size of a head that counts more than there is
	named  map[int64]bool
	// doubtful are leaves with a stored hash that does not fit: it, or a leaf below it, was changed.
	doubtful []Finding
	report   Report
}

func (v *verifier) readKept() error {
	for _, signed := range v.Kept {
		head, ok := v.open(signed)
		if !ok {
			return fmt.Errorf("read kept head: %w", ErrHead)
		}
		v.kept = append(v.kept, head)
	}
	slices.SortFunc(v.kept, func(a, b Head) int { return cmp.Compare(a.Size, b.Size) })
	return nil
}

func (v *verifier) open(signed string) (Head, bool) {
	for _, key := range v.Keys {
		if head, err := key.Open(signed); err == nil {
			return head, true
		}
	}
	return Head{}, false
}

func (v *verifier) found(f Finding) {
	if len(v.report.Findings) >= most {
		v.report.More = true
		return
	}
	v.report.Findings = append(v.report.Findings, f)
}

// compareHeads goes through everything once: it names the rows whose stored hash does not fit
// them, and holds each signed head against the tree of the leaves.
func (v *verifier) compareHeads(ctx context.Context) error {
	for item, err := range v.log.Items(ctx, 0) {
		if err != nil {
			return err
		}
		if item.Leaf == nil {
			v.head(item.Head)
			continue
		}
		v.leaf(item.Leaf)
		v.keptHeads()
		if v.Progress != nil && v.next%10_000 == 0 {
			v.Progress(v.next)
		}
	}
	v.report.Leaves = v.next
	if v.ahead > 0 {
		v.found(Finding{Kind: CutOff, Leaf: v.next, To: v.ahead, Row: v.row})
	}
	if n := len(v.kept); n > 0 {
		v.found(Finding{Kind: RolledBack, Leaf: v.next, To: v.kept[n-1].Size, Row: v.row})
	}
	return nil
}

// leaf takes one leaf into the tree.
func (v *verifier) leaf(l *Leaf) {
	switch {
	case l.Index > v.next:
		v.found(Finding{Kind: Dropped, Leaf: v.next, To: l.Index, Row: v.row})
		v.broken, v.next = true, l.Index
	case l.Index < v.next:
		v.found(Finding{Kind: Inserted, Leaf: l.Index, Row: l.Row})
		return
	}
	v.next, v.row = l.Index+1, l.Row
	hash := v.trustedHash(l)
	if v.broken {
		return
	}
	above := v.tree.Add(hash)[1:]
	if l.Above != nil && !slices.Equal(above, l.Above) && len(v.doubtful) < most {
		v.doubtful = append(v.doubtful, Finding{Kind: HashChanged, Leaf: l.Index, Row: l.Row})
	}
}

// trust is called when all leaves so far are what was signed: then a stored hash that does not
// fit them is wrong, and not they.
func (v *verifier) trust() {
	for _, f := range v.doubtful {
		if !v.named[f.Leaf] {
			v.found(f)
		}
	}
	v.doubtful = nil
}

// judge says which hash was signed for a leaf when its row and its stored hash differ, and
// names what was changed.
func (v *verifier) trustedHash(l *Leaf) tlog.Hash {
	switch {
	case l.Record == nil:
		v.name(Finding{Kind: Dropped, Leaf: l.Index, Row: l.Row})
		return l.Hash
	case tlog.RecordHash(l.Record) == l.Hash:
		return l.Hash
	case !v.signed(l.Index, l.Hash, l) && v.signed(l.Index, tlog.RecordHash(l.Record), l):
		v.name(Finding{Kind: HashChanged, Leaf: l.Index, Row: l.Row})
		return tlog.RecordHash(l.Record)
	default:
		v.name(Finding{Kind: Changed, Leaf: l.Index, Row: l.Row, Says: oneLine(l.Record)})
		return l.Hash
	}
}

func (v *verifier) name(f Finding) {
	if len(v.named) < most {
		v.named[f.Leaf] = true
	}
	v.found(f)
}

// signed says whether the log has put a hash at an index, by the signature that a leaf brings.
func (v *verifier) signed(index int64, hash tlog.Hash, l *Leaf) bool {
	return slices.ContainsFunc(v.Keys, func(k Key) bool { return k.HasLeaf(index, hash, l.Signature) })
}

// head holds a signed head against the tree.
func (v *verifier) head(signed string) {
	head, ok := v.open(signed)
	if !ok {
		v.found(Finding{Kind: BadHead, Leaf: v.next, Row: v.row})
		return
	}
	v.report.Heads++
	if head.Size > v.next {
		v.ahead = max(v.ahead, head.Size)
		return
	}
	if v.broken {
		return
	}
	if head.Size != v.tree.Size() || head != v.tree.Head() {
		v.broken = true
		v.found(Finding{Kind: Rewritten, Leaf: v.report.Signed.Size, To: head.Size})
		return
	}
	v.report.Signed = head
	v.trust()
	v.witnesses(head, signed)
}

// witnesses notes who has countersigned a head that fits.
func (v *verifier) witnesses(head Head, signed string) {
	for _, key := range v.Keys {
		if _, by, err := Cosignatures(key, signed, v.Witnesses); err == nil && len(by) > 0 {
			v.report.Countersigned, v.report.By = head, by
		}
	}
}

// keptHeads holds the kept heads of the present size against the tree.
func (v *verifier) keptHeads() {
	for len(v.kept) > 0 && v.kept[0].Size <= v.next {
		head := v.kept[0]
		v.kept = v.kept[1:]
		if v.broken || head.Size == v.tree.Size() && head == v.tree.Head() || head.Size == 0 {
			continue // a broken tree is named already
		}
		v.broken = true
		v.found(Finding{Kind: Forked, Leaf: v.report.Signed.Size, To: head.Size})
	}
}
