package tasks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
)

// batchExpires is after how long a batch ends when no second person has answered. No lawyer has checked it.
const batchExpires = 48 * time.Hour

// aloneFor returns for how many of these cases one officer may decide alone at once: the smallest number of their
// corridors (gate G30).
func (s *Tasks) aloneFor(ctx context.Context, refs []casework.Ref) (int, error) {
	states, err := s.core.Store.CaseStates(ctx, refs)
	if err != nil {
		return 0, err
	}
	alone := 0
	for _, ref := range refs {
		c, there := states[ref]
		if !there {
			continue
		}
		n := corridor.DefaultMassAction
		if found, err := s.core.Corridors.Get(c.Rules.Corridor, c.Rules.Version); err == nil {
			n = found.MassAction
		}
		if alone == 0 || n < alone {
			alone = n
		}
	}
	if alone == 0 {
		alone = corridor.DefaultMassAction
	}
	return alone, nil
}

func casesOf(batch []BatchedDecision) []casework.Ref {
	refs := make([]casework.Ref, 0, len(batch))
	for _, one := range batch {
		refs = append(refs, one.Case)
	}
	return refs
}

// needsSecond reports whether a batch takes a second person, and for how many one officer may decide alone. A
// decision that was sent before under its key and not refused is only asked for again, and does not count.
func (s *Tasks) needsSecond(ctx context.Context, batch []BatchedDecision) (fresh []bool, alone int, err error) {
	alone, err = s.aloneFor(ctx, casesOf(batch))
	if err != nil || len(batch) <= alone {
		return nil, alone, err
	}
	fresh, n := make([]bool, len(batch)), 0
	for i, one := range batch {
		row, err := s.commandOf(ctx, request.From(ctx).Actor.Account, one.Key)
		if err != nil {
			return nil, 0, err
		}
		if fresh[i] = row == nil || row.State == record.CommandRefused; fresh[i] {
			n++
		}
	}
	if n <= alone {
		return nil, alone, nil
	}
	return fresh, alone, nil
}

// commandOf returns the command that an account has sent under a key; nil for none.
func (s *Tasks) commandOf(ctx context.Context, account casework.AccountID, key string) (*record.CommandRow, error) {
	made, err := command.KeyFor(account, key)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // such a decision is refused by itself
	}
	row, err := s.store.Command(ctx, made)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return nil, nil //nolint:nilnil // there is none
	case err != nil:
		return nil, err
	}
	return &row, nil
}

// batchRef is the reference of the batch that these decisions would be. The same decisions sent again are the same
// batch.
func batchRef(ctx context.Context, batch []BatchedDecision) (casework.Ref, error) {
	h := sha256.New()
	for _, one := range batch {
		_, _ = fmt.Fprintf(h, "%q %x\n", one.Key, one.Fingerprint) // writing to a hash never fails
	}
	made, err := act.Mint(ctx, hex.EncodeToString(h.Sum(nil)), "batch")
	return casework.Ref(made), err
}

// leaving is why a decision cannot wait in a batch.
type leaving struct {
	rule sheet.Rule
	err  error
}

// sortOut judges the decisions of a batch as the officer who sends them: those that may wait for a second person,
// with the version that they have, and why each of the others is left out.
func (s *Tasks) sortOut(ctx context.Context, batch []BatchedDecision) (versions []int64, out []leaving, err error) {
	of := record.Sheet{Items: make([]record.SheetItem, len(batch))}
	now := s.core.Now().UTC()
	for i, one := range batch {
		of.Items[i] = record.SheetItem{Case: one.Case, Task: one.Task, Version: one.Version, SeenAt: now}
	}
	versions, out = make([]int64, len(batch)), make([]leaving, len(batch))
	loaded, err := s.loadSheet(looking(ctx), of)
	if err != nil {
		return nil, nil, err
	}
	for i, one := range batch {
		if one.Version == 0 && loaded[i].visible { // the present one, as of a decision that names none
			of.Items[i].Version = loaded[i].row.Version
			loaded[i] = s.judge(looking(ctx), loaded[i].FoundDetail, of.Items[i])
		}
		versions[i] = loaded[i].version
		if len(loaded[i].leaves) > 0 {
			out[i] = leaving{rule: loaded[i].leaves[0], err: leftOut(loaded[i].leaves[0])}
			continue
		}
		out[i].err = one.check(&loaded[i].State.Rules, loaded[i].row.Task)
	}
	return versions, out, nil
}

// looking returns a context in which reads are shown to no user: only the rules read the cases.
func looking(ctx context.Context) context.Context {
	own := request.From(ctx).For(policy.DecideTasks)
	own.Looking = true
	return request.With(ctx, own)
}

// leftOut is the fault of a decision that leaves a batch by a rule.
func leftOut(rule sheet.Rule) error {
	switch rule {
	case sheet.Over:
		return policy.Missing()
	case sheet.Changed:
		return fault.New(fault.Stale, "the task has changed since you saw it; look at it again")
	default:
		return fault.New(fault.Conflict, "this request cannot be one of many that a second person agrees to ("+string(rule)+"): decide it by itself")
	}
}

// propose stores a batch that waits for a second person, of those decisions that may.
func (s *Tasks) propose(ctx context.Context, ref casework.Ref, batch []BatchedDecision, versions []int64, alone int) error {
	r, now := request.From(ctx), s.core.Now().UTC()
	b := record.Batch{Ref: ref, By: r.Actor.Casework(), At: now, Until: now.Add(batchExpires), Alone: alone, State: record.BatchWaiting}
	for i, one := range batch {
		body, err := json.Marshal(one.Decision)
		if err != nil {
			return fmt.Errorf("encode a decision: %w", err)
		}
		b.Items = append(b.Items, record.BatchItem{
			Case: one.Case, Task: one.Task, Version: versions[i], Outcome: one.Outcome,
			Body: record.BatchBody{Key: one.Key, Fingerprint: one.Fingerprint, Decision: body},
		})
	}
	b.Digest = batchDigest(b)
	return s.store.ProposeBatch(ctx, b)
}

// batchDigest is a hash of exactly these decisions, proposed this once: who proposed them, each request in its version, with
// its outcome and reasons.
func batchDigest(b record.Batch) string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "homeward batch of decisions 1 %q\n%q %q\n", b.By.Desk, b.Ref, b.By.Account) // writing to a hash never fails
	for _, one := range b.Items {
		_, _ = fmt.Fprintf(h, "%q %q %d %x\n", one.Case, one.Task, one.Version, sha256.Sum256(one.Body.Decision))
	}
	return hex.EncodeToString(h.Sum(nil))
}
