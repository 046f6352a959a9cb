package rescues

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/usecase/act"
)

// Answering is an answer to a doubt about a line of a list.
type Answering struct {
	doubt.Answer

	Line    int    `json:"line"`    // that the person looked at
	Alike   bool   `json:"alike"`   // for all lines like it too
	Preview string `json:"preview"` // the fingerprint of the preview that the person has seen

	looksOpen bool // the line looks like an open case that the person sees
}

// Settled is what an answer changed.
type Settled struct {
	record.ListAnswer

	Preview Preview // of the list now
}

// AnswerList records an answer to a doubt of a list that is not confirmed, and reads the rows again with it. The same
// key again changes nothing and returns the same answer. It returns fault.Stale if the preview is no longer the one that
// was seen. A proposal of the list then waits for a first person again, since its preview has changed.
func (s *Rescues) AnswerList(ctx context.Context, ref casework.Ref, key string, in Answering) (Settled, error) {
	return act.Run(ctx, s.core, policy.AnswerList, ofListRef(ref), func(ctx context.Context) (Settled, error) {
		l, subject, err := s.listFor(ctx, ref)
		if err != nil {
			return Settled{}, err
		}
		r := request.From(ctx)
		if err := r.Authorize(policy.AnswerList, subject); err != nil {
			return Settled{}, err
		}
		own, err := command.KeyFor(r.Actor.Account, key)
		if err != nil {
			return Settled{}, err
		}
		version, err := s.versionOf(ctx, l, in.Preview)
		if err != nil {
			return Settled{}, err
		}
		hash, err := requestHash(key, ref, in)
		if err != nil {
			return Settled{}, err
		}
		if in.looksOpen, err = s.looksOpen(ctx, ref, in); err != nil {
			return Settled{}, err
		}
		stored, err := s.store.AnswerList(ctx, record.ListAnswer{
			List: ref, Problem: string(in.Problem), Choice: in.Choice, At: s.core.Now().UTC(), By: r.Actor.Casework(), Key: own, Hash: hash,
		}, version, func(lines record.ListLines) (record.ListDecision, error) { return decide(s.rosters, lines, in) })
		if err != nil {
			return Settled{}, err
		}
		out := Settled{ListAnswer: stored}
		out.Preview, err = s.previewAgain(ctx, ref, subject)
		return out, err
	})
}

// looksOpen reports whether an answer is about a line that looks like an open case which the caller sees.
func (s *Rescues) looksOpen(ctx context.Context, ref casework.Ref, in Answering) (bool, error) {
	if in.Problem != flaw.MaybeTwice {
		return false, nil
	}
	lines, err := s.store.ListLines(ctx, ref)
	if err != nil {
		return false, act.AsMissing(err)
	}
	lines.Lines = slices.DeleteFunc(lines.Lines, func(l record.ListLine) bool { return l.Line != in.Line })
	found, err := s.openTwins(ctx, lines.Lines)
	return len(found[in.Line]) > 0, err
}

// versionOf returns the digest of the rows of a list, or "" if its preview is no longer the one that was seen.
func (s *Rescues) versionOf(ctx context.Context, l record.ListSummary, seen string) (string, error) {
	if l.State != record.ListRead && l.State != record.ListProposed {
		return "", nil // the store says what the list has become, or returns the answer of this key
	}
	outlook, err := s.outlook(ctx, l)
	if err != nil || outlook.Fingerprint() != seen {
		return "", err
	}
	return outlook.Rows, nil
}

func (s *Rescues) previewAgain(ctx context.Context, ref casework.Ref, subject policy.Subject) (Preview, error) {
	l, err := s.store.List(ctx, ref)
	if err != nil || l.State != record.ListRead && l.State != record.ListProposed {
		return Preview{}, err
	}
	return s.previewOf(ctx, l, subject)
}

// requestHash returns a hash of a request and of the key that its client chose, which is not stored.
func requestHash(key string, ref casework.Ref, in Answering) (string, error) {
	raw, err := json.Marshal(in)
	if err != nil {
		return "", fault.New(fault.Invalid, "the answer cannot be encoded")
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s %s", len(key), key, ref, raw))
	return hex.EncodeToString(sum[:]), nil
}

// ListAnswers lists the answers about a list, the newest first: who answered what, and when, without any value.
func (s *Rescues) ListAnswers(ctx context.Context, ref casework.Ref, paging act.Paging) (act.Page[record.ListAnswer], error) {
	return act.Run(ctx, s.core, policy.ListListAnswers, ofListRef(ref), func(ctx context.Context) (act.Page[record.ListAnswer], error) {
		out := act.Page[record.ListAnswer]{Rows: []record.ListAnswer{}}
		_, subject, err := s.listFor(ctx, ref)
		if err != nil {
			return out, err
		}
		if err := request.From(ctx).Authorize(policy.ListListAnswers, subject); err != nil {
			return out, err
		}
		page, err := paging.Page()
		if err != nil {
			return out, err
		}
		found, err := s.store.ListAnswers(ctx, ref, page)
		out.Rows, out.Next = append(out.Rows, found.Rows...), found.Next
		return out, err
	})
}
