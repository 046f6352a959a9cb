package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// TellCasesInput is one batch of an operation's cases: the first Limit cases after the reference After.
type TellCasesInput struct {
	Operation casework.Ref   `json:"operation"`
	Key       casework.Key   `json:"key"` // of the job; the key of each report follows from it
	By        casework.Actor `json:"by"`
	Event     casework.Event `json:"event"`
	Cause     casework.Cause `json:"cause"`
	After     casework.Ref   `json:"after,omitempty"`
	Limit     int            `json:"limit"`
}

// TellCasesResult is the progress of the batch.
type TellCasesResult struct {
	After   casework.Ref `json:"after"` // the last case of the batch
	Told    int          `json:"told"`
	Refused int          `json:"refused,omitempty"` // already in the wanted state, or ended
	More    bool         `json:"more,omitempty"`    // there may be cases after After
}

// TellCases reports an event to every case of the batch. It can be run any number of times: a case that
// has already received the report under this key gives the same answer. A case that refuses it, because
// it is already paused or has ended, is counted and skipped.
func (i *Intake) TellCases(ctx context.Context, in TellCasesInput) (TellCasesResult, error) {
	defer heartbeat(ctx)()
	refs, err := i.Operations.CasesAfter(ctx, in.Operation, in.After, in.Limit)
	if err != nil {
		return TellCasesResult{}, asApplication(fmt.Errorf("list cases: %w", err))
	}
	result := TellCasesResult{After: in.After, More: len(refs) == in.Limit}
	for _, ref := range refs {
		if workerStopping(ctx) {
			result.More = true
			break
		}
		err := i.Cases.TellCase(ctx, ref, casework.Command{
			Key: derived(string(in.Key), string(ref)), Kind: casework.KindReport, By: in.By, Event: in.Event, Cause: in.Cause,
		})
		switch {
		case err == nil:
			result.Told++
		case fault.Lasting(err):
			result.Refused++
		default:
			return TellCasesResult{}, asApplication(fmt.Errorf("tell case: %w", err))
		}
		result.After = ref
	}
	return result, nil
}
