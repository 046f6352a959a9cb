package dbtest

import (
	"testing"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Corrected writes a correction of the identity of a case's person in two changes: an officer proposes it, and a
// second person agrees.
func (w *Env) Corrected(t *testing.T, after casework.Change, words record.Words, fields ...casework.IdentityField) (proposed, agreed casework.Change) {
	t.Helper()
	proposed = Next(after, casework.KindCorrect)
	p := casework.Proposal{
		ID: 1, Action: casework.ProposeIdentity, Digest: "digest", By: proposed.By, At: proposed.At, Key: proposed.Key, Task: "approval/1#1",
		State: casework.ProposalWaits, Command: casework.Command{Kind: casework.KindCorrect, Key: proposed.Key, By: proposed.By, Fields: fields, Reasoned: true},
	}
	proposed.Proposals = []casework.Proposal{p}
	proposed.Entries = []casework.Entry{{Code: casework.EntryProposed, Detail: string(p.Action)}}
	w.Stored(t, proposed.Key, OfCase(after.Ref), string(proposed.Kind), p.Command, words)
	w.Write(t, proposed)
	agreed = Next(proposed, casework.KindDecide)
	p.State = casework.ProposalAgreed
	agreed.Proposals = []casework.Proposal{p}
	agreed.Entries = []casework.Entry{{Code: casework.EntryAgreed, Detail: string(p.Action)}}
	return proposed, agreed
}

// tellCorrection corrects the document number of case-a, and returns the last change.
func (m *Marker) tellCorrection(t *testing.T, w *Env, after casework.Change) casework.Change {
	t.Helper()
	_, agreed := w.Corrected(t, after, record.Words{Text: m.Of("why corrected"), Person: &record.Person{DocumentNumber: m.Of("right number")}}, casework.IdentityDocument)
	w.Write(t, agreed)
	return agreed
}

// tellOrder proposes an order of an authority in case-a.
func (m *Marker) tellOrder(t *testing.T, w *Env, after casework.Change) {
	t.Helper()
	proposed := Next(after, casework.KindOrder)
	proposed.Entries = []casework.Entry{{Code: casework.EntryProposed, Detail: string(casework.ProposeOrder)}}
	w.Stored(t, proposed.Key, OfCase(after.Ref), string(proposed.Kind), casework.Command{Kind: casework.KindOrder}, record.Words{Order: &record.OrderText{
		Authority: m.Of("court"), Number: m.Of("order number"), Date: m.Of("order date"), Purpose: m.Of("order purpose"),
	}})
	w.Write(t, proposed)
}
