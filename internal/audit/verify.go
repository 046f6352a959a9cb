package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Check holds what a log is verified against.
type Check struct {
	// Keys are the log's public keys, in the order of their use. The caller MUST have them from another
	// source than the party that is verified.
	Keys []Key
	// Witnesses are the agencies whose countersignatures are accepted.
	Witnesses []Witness
	// Kept are signed heads that were stored out of reach of the log's operator.
	Kept []string
	// Progress is called now and then with the number of verified leaves; it may be nil.
	Progress func(leaves int64)
}

// maxFindings is the largest number of findings in a report. Someone who has changed more has changed
// everything.
const maxFindings = 100

// Verify verifies a log and reports its defects. It needs memory for some dozens of hashes, for any
// length of the log. Every leaf is covered by a signed head that matches all leaves before it, or else
// by its own signature. The error is that of the source, or ErrHead for a kept head that is not of this
// log; the defects of the log are in the report.
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
		v.confirmLeaves()
	}
	slices.SortStableFunc(v.report.Findings, func(a, b Finding) int { return cmp.Compare(a.Leaf, b.Leaf) })
	return v.report, nil
}

type verifier struct {
	Check

	log    Source
	tree   *Tree // of the leaves, or of what was signed if a leaf differs from it
	next   int64 // the next index
	row    int64 // the row of the last leaf
	broken bool  // the tree can no longer be compared with heads
	kept   []Head
	ahead  int64 // the largest size of a head that counts more leaves than there are
	named  map[int64]bool
	// doubtful are leaves whose stored hash does not match: the hash, or a leaf below it, was changed.
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

func (v *verifier) add(f Finding) {
	if len(v.report.Findings) >= maxFindings {
		v.report.More = true
		return
	}
	v.report.Findings = append(v.report.Findings, f)
}

// compareHeads reads the log once. It reports the rows whose stored hash does not match, and compares
// each signed head with the tree of the leaves.
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
		v.add(Finding{Kind: CutOff, Leaf: v.next, To: v.ahead, Row: v.row})
	}
	if n := len(v.kept); n > 0 {
		v.add(Finding{Kind: RolledBack, Leaf: v.next, To: v.kept[n-1].Size, Row: v.row})
	}
	return nil
}

// leaf adds a leaf to the tree.
func (v *verifier) leaf(l *Leaf) {
	switch {
	case l.Index > v.next:
		v.add(Finding{Kind: Dropped, Leaf: v.next, To: l.Index, Row: v.row})
		v.broken, v.next = true, l.Index
	case l.Index < v.next:
		v.add(Finding{Kind: Inserted, Leaf: l.Index, Row: l.Row})
		return
	}
	v.next, v.row = l.Index+1, l.Row
	hash := v.trustedHash(l)
	if v.broken {
		return
	}
	above := v.tree.Add(hash)[1:]
	if l.Above != nil && !slices.Equal(above, l.Above) && len(v.doubtful) < maxFindings {
		v.doubtful = append(v.doubtful, Finding{Kind: HashChanged, Leaf: l.Index, Row: l.Row})
	}
}

// confirmLeaves is called when all leaves so far match what was signed. Then the stored hashes that do
// not match are wrong, and not the leaves.
func (v *verifier) confirmLeaves() {
	for _, f := range v.doubtful {
		if !v.named[f.Leaf] {
			v.add(f)
		}
	}
	v.doubtful = nil
}

// trustedHash returns the hash that was signed for a leaf whose row and stored hash differ, and reports
// which of them was changed.
func (v *verifier) trustedHash(l *Leaf) tlog.Hash {
	switch {
	case l.Record == nil:
		v.addNamed(Finding{Kind: Dropped, Leaf: l.Index, Row: l.Row})
		return l.Hash
	case tlog.RecordHash(l.Record) == l.Hash:
		return l.Hash
	case !v.signed(l.Index, l.Hash, l) && v.signed(l.Index, tlog.RecordHash(l.Record), l):
		v.addNamed(Finding{Kind: HashChanged, Leaf: l.Index, Row: l.Row})
		return tlog.RecordHash(l.Record)
	default:
		v.addNamed(Finding{Kind: Changed, Leaf: l.Index, Row: l.Row, Current: oneLine(l.Record)})
		return l.Hash
	}
}

func (v *verifier) addNamed(f Finding) {
	if len(v.named) < maxFindings {
		v.named[f.Leaf] = true
	}
	v.add(f)
}

// signed reports whether the signature of a leaf is the log's, for a hash at an index.
func (v *verifier) signed(index int64, hash tlog.Hash, l *Leaf) bool {
	return slices.ContainsFunc(v.Keys, func(k Key) bool { return k.HasLeaf(index, hash, l.Signature) })
}

// head compares a signed head with the tree.
func (v *verifier) head(signed string) {
	head, ok := v.open(signed)
	if !ok {
		v.add(Finding{Kind: BadHead, Leaf: v.next, Row: v.row})
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
		v.add(Finding{Kind: Rewritten, Leaf: v.report.Signed.Size, To: head.Size})
		return
	}
	v.report.Signed = head
	v.confirmLeaves()
	v.witnesses(head, signed)
}

// witnesses records the countersignatures of a head that matches.
func (v *verifier) witnesses(head Head, signed string) {
	for _, key := range v.Keys {
		if _, by, err := Cosignatures(key, signed, v.Witnesses); err == nil && len(by) > 0 {
			v.report.Countersigned, v.report.By = head, by
		}
	}
}

// keptHeads compares the kept heads of the present size with the tree.
func (v *verifier) keptHeads() {
	for len(v.kept) > 0 && v.kept[0].Size <= v.next {
		head := v.kept[0]
		v.kept = v.kept[1:]
		if v.broken || head.Size == v.tree.Size() && head == v.tree.Head() || head.Size == 0 {
			continue // a broken tree is reported already
		}
		v.broken = true
		v.add(Finding{Kind: Forked, Leaf: v.report.Signed.Size, To: head.Size})
	}
}
