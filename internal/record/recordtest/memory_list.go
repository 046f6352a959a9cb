package recordtest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// listFile is everything that the record has of one list.
type listFile struct {
	list      record.List
	content   roster.List
	state     record.ListState
	rows      []listRow
	proposal  *decidedBy
	confirmed *decidedBy
}

type listRow struct {
	line  int
	state record.ListRowState
	read  roster.Row
	raw   []string
	place int
	ref   casework.Ref
}

// SaveList stores a list as its author wrote it; the same key again changes nothing.
func (m *Memory) SaveList(_ context.Context, l record.List, content roster.List) (record.ListSummary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, old := range m.lists {
		switch {
		case old.list.Key == l.Key:
			return old.summary(), nil
		case old.list.Operation == l.Operation && old.list.Hash == l.Hash && old.state != record.ListDropped && sameSheets(old.content, content):
			return record.ListSummary{}, fault.New(fault.Conflict, "this file is a list of this operation already")
		}
	}
	if m.operations[l.Operation] == nil {
		return record.ListSummary{}, fault.New(fault.Invalid, "the request refers to something that is not in the record")
	}
	return m.addList(l, content), nil
}

// sameSheets reports whether two readings of one file have a sheet in common; a file without numbers of sheets is read whole.
func sameSheets(a, b roster.List) bool {
	x, y := a.Format.ReadSheets(), b.Format.ReadSheets()
	return len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, func(n int) bool { return slices.Contains(y, n) })
}

// SeedList puts a list into the record before its operation is there.
func (m *Memory) SeedList(l record.List, content roster.List) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.addList(l, content)
}

// ChangeRow changes the first row of a list as a person with access to the database might.
func (m *Memory) ChangeRow(ref casework.Ref) {
	m.mu.Lock()
	defer m.mu.Unlock()
	row := &m.lists[ref].rows[0]
	row.raw = append(slices.Clone(row.raw), "changed")
}

func (m *Memory) addList(l record.List, content roster.List) record.ListSummary {
	f := &listFile{list: l, content: content, state: record.ListRead}
	for _, r := range content.Rows {
		f.rows = append(f.rows, listRow{line: r.Line, state: record.RowReadable, read: r, raw: r.Raw})
	}
	for _, u := range content.Unreadable {
		f.rows = append(f.rows, listRow{line: u.Line, state: record.RowUnreadable, raw: u.Raw})
	}
	for _, a := range content.OtherLines {
		f.rows = append(f.rows, listRow{line: a.Line, state: record.RowAside, raw: a.Raw})
	}
	slices.SortFunc(f.rows, func(a, b listRow) int { return cmp.Compare(a.line, b.line) })
	m.lists[l.Ref] = f
	return f.summary()
}

// List returns a list; fault.NotFound if there is none.
func (m *Memory) List(_ context.Context, ref casework.Ref) (record.ListSummary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.lists[ref]
	if l == nil {
		return record.ListSummary{}, noList()
	}
	return l.summary(), nil
}

func noList() error { return fault.New(fault.NotFound, "there is no such list") }

// DropList turns a list down; fault.Conflict if it was confirmed.
func (m *Memory) DropList(_ context.Context, ref casework.Ref) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.lists[ref]
	switch {
	case l == nil:
		return noList()
	case l.state != record.ListRead && l.state != record.ListDropped:
		return fault.New(fault.Conflict, "the list was confirmed before")
	}
	l.state = record.ListDropped
	return nil
}

// ListContents counts what a list holds now; fault.NotFound if there is none.
func (m *Memory) ListContents(_ context.Context, ref casework.Ref) (operation.Contents, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.lists[ref]
	if l == nil {
		return operation.Contents{}, noList()
	}
	out := operation.Contents{
		List: ref, Operation: l.list.Operation, Origins: map[casework.Country]int{}, Rows: l.digest(),
		Opens:      l.count(record.RowReadable) + l.count(record.RowMinted) + l.count(record.RowOpened),
		Unreadable: l.count(record.RowUnreadable), Aside: l.count(record.RowAside), Alike: len(l.content.Reconciliation.Duplicates),
	}
	for code, n := range l.content.Reconciliation.Nationalities {
		if code == roster.UnknownNationality {
			code = ""
		}
		out.Origins[casework.Country(code)] = n
	}
	return out, nil
}

// WaitingRows lists the rows of a confirmed list with a place from from up to but not including
// to whose case is not marked as opened, in the order of their places.
func (m *Memory) WaitingRows(_ context.Context, ref casework.Ref, from, to int) ([]operation.Row, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []operation.Row
	if l := m.lists[ref]; l != nil {
		for _, r := range l.rows {
			if r.state == record.RowMinted && r.place >= from && r.place < to {
				out = append(out, operation.Row{Number: r.place, Case: r.ref, Nationality: casework.Country(r.read.Nationality.Code), Born: r.read.BirthDate})
			}
		}
	}
	return out, nil
}

// MarkOpened marks the rows of these cases as opened. A row that is already marked is not changed.
func (m *Memory) MarkOpened(_ context.Context, ref casework.Ref, cases []casework.Ref) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if l := m.lists[ref]; l != nil {
		for i := range l.rows {
			if r := &l.rows[i]; r.state == record.RowMinted && slices.Contains(cases, r.ref) {
				r.state = record.RowOpened
			}
		}
	}
	return nil
}

func (l *listFile) propose(c operation.Change) error {
	if err := l.unchanged(c.Preview); err != nil {
		return err
	}
	p, waits := c.Next.Proposal(c.List)
	if !waits {
		return fault.New(fault.Invalid, "the change proposes a list without saying so")
	}
	l.state, l.proposal = record.ListProposed, &decidedBy{p.At, p.By, p.Fingerprint}
	return nil
}

// confirm turns every readable row into one with a place and the reference of its case.
func (m *Memory) confirm(l *listFile, c operation.Change) (operation.Recorded, error) {
	if err := l.unchanged(c.Preview); err != nil {
		return operation.Recorded{}, err
	}
	if c.Kind == operation.KindApproveList && l.proposal != nil && l.proposal.by.Account == c.By.Account {
		return operation.Recorded{}, fault.New(fault.Invalid, "a second person approves a list, not the one who proposed it")
	}
	var recorded operation.Recorded
	for i := range l.rows {
		if r := &l.rows[i]; r.state == record.RowReadable {
			r.state, r.place, r.ref = record.RowMinted, recorded.Rows, m.newRef()
			recorded.Rows++
		}
	}
	if c.Kind == operation.KindConfirmList {
		l.proposal = nil
	}
	l.state, l.confirmed = record.ListConfirmed, &decidedBy{at: c.At, by: c.By}
	return recorded, nil
}

func (m *Memory) newRef() casework.Ref {
	if m.NewRef != nil {
		return m.NewRef()
	}
	m.minted++
	return casework.Ref(fmt.Sprintf("case-%04d", m.minted))
}

func (l *listFile) count(state record.ListRowState) int {
	n := 0
	for _, r := range l.rows {
		if r.state == state {
			n++
		}
	}
	return n
}

func (l *listFile) digest() string {
	h := sha256.New()
	for _, r := range l.rows {
		_, _ = fmt.Fprintf(h, "%d %s %q\n", r.line, r.state, r.raw)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (l *listFile) summary() record.ListSummary {
	out := record.ListSummary{
		List: l.list, State: l.state, Readable: len(l.content.Rows), Unreadable: len(l.content.Unreadable),
		Opened: l.count(record.RowOpened),
	}
	out.File, out.Columns, out.ClaimedTotal = l.content.Format, l.content.Columns, l.content.ClaimedTotal
	out.Blank, out.Reconciliation = l.content.Blank, l.content.Reconciliation
	out.Rows, out.Minted = out.Readable+out.Unreadable, out.Opened+l.count(record.RowMinted)
	if l.proposal != nil {
		out.ProposedAt, out.ProposedBy, out.Preview = &l.proposal.at, &l.proposal.by, l.proposal.fingerprint
	}
	if l.confirmed != nil {
		out.ConfirmedAt, out.ConfirmedBy = &l.confirmed.at, &l.confirmed.by
	}
	return out
}

// operationOf returns the operation of the list row that a case is opened from, or "".
func (m *Memory) operationOf(ref casework.Ref) casework.Ref {
	for _, l := range m.lists {
		if slices.ContainsFunc(l.rows, func(r listRow) bool { return r.ref == ref && ref != "" }) {
			return l.list.Operation
		}
	}
	return ""
}

// personOf returns the person of the list row that a case is opened from, or nil.
func (m *Memory) personOf(ref casework.Ref) *record.Person {
	for _, l := range m.lists {
		for _, r := range l.rows {
			if r.ref == ref && ref != "" {
				p := record.PersonOf(r.read)
				return &p
			}
		}
	}
	return nil
}
