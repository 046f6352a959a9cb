package tasks

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// selectionLasts is how long a frozen selection can be acted on.
const selectionLasts = time.Hour

// FreezeCases stores which cases the caller sees under a filter now, under the caller's key, for an hour.
// query is the filter as the address of the list has it. More than selection.Most are fault.TooLarge.
func (s *Tasks) FreezeCases(ctx context.Context, key, query string, filter record.CaseFilter) (record.Selection, error) {
	return s.freeze(ctx, record.CaseList, key, query, func(ctx context.Context, page record.Page) ([]string, *record.Cursor, error) {
		found, err := s.core.CasesIn(ctx, filter, page)
		var out []string
		for _, row := range found.Rows {
			out = append(out, selection.Item{Case: row.Ref}.String())
		}
		return out, found.Next, err
	})
}

// FreezeTasks stores which tasks the caller sees in an inbox now, as FreezeCases does.
func (s *Tasks) FreezeTasks(ctx context.Context, key, query string, q Query) (record.Selection, error) {
	return s.freeze(ctx, record.InboxList, key, query, func(ctx context.Context, page record.Page) ([]string, *record.Cursor, error) {
		_, found, err := s.tasksIn(ctx, q, page)
		var out []string
		for _, row := range found.Rows {
			out = append(out, selection.Item{Case: row.Case, Task: row.ID}.String())
		}
		return out, found.Next, err
	})
}

// freeze carries out a use-case that stores all rows of a list.
func (s *Tasks) freeze(ctx context.Context, list record.ListName, key, query string, read func(context.Context, record.Page) ([]string, *record.Cursor, error)) (record.Selection, error) {
	return act.Run(ctx, s.core, policy.FreezeSelection, act.OnNothing(), func(ctx context.Context) (record.Selection, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return record.Selection{}, err
		}
		if !act.CodesOnly(query) {
			return record.Selection{}, act.Invalid("/query", act.FieldFormat)
		}
		id, err := act.Mint(ctx, key, "selection")
		if err != nil {
			return record.Selection{}, err
		}
		now := s.core.Now().UTC()
		made := record.Selection{ID: id, Account: r.Actor.Account, List: list, Query: query, Items: []string{}, At: now, Expires: now.Add(selectionLasts)}
		page := record.Page{Limit: record.MaxLimit}
		for {
			items, next, err := read(ctx, page)
			if err != nil {
				return record.Selection{}, err
			}
			if made.Items = append(made.Items, items...); len(made.Items) > selection.Most {
				return record.Selection{}, fault.New(fault.TooLarge, "more rows are in this list than can be chosen at once; narrow it first")
			}
			if next == nil {
				return s.store.FreezeSelection(ctx, made)
			}
			page.After = next
		}
	})
}

// ShowSelection returns a selection of the caller that has not expired.
func (s *Tasks) ShowSelection(ctx context.Context, id string) (record.Selection, error) {
	return act.Run(ctx, s.core, policy.ShowSelection, act.OnNothing(), func(ctx context.Context) (record.Selection, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return record.Selection{}, err
		}
		found, err := s.store.Selection(ctx, r.Actor.Account, id)
		if err != nil {
			return record.Selection{}, act.AsMissing(err)
		}
		return found, nil
	})
}

// Chosen is a chosen row before an act. Task is set if it is open and the caller may see it. A case that was
// chosen has one Chosen for each open task of the caller's desk, or a single one without a task.
type Chosen struct {
	selection.Item

	Task     *visible.Task
	Hinders  selection.Hindrance
	Stepping casework.Step // of the task
}

// PreviewAct says of each chosen row whether an act fits it. Rows that the caller may not see are like
// rows that have left the list.
func (s *Tasks) PreviewAct(ctx context.Context, what selection.Act, items []selection.Item) ([]Chosen, error) {
	return act.Run(ctx, s.core, policy.ShowSelection, act.OnNothing(), func(ctx context.Context) ([]Chosen, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		open, err := s.openTasks(ctx, selection.Cases(items))
		if err != nil {
			return nil, err
		}
		listed, err := s.listedCases(ctx, items)
		if err != nil {
			return nil, err
		}
		var out []Chosen
		for _, item := range items {
			n := len(out)
			for _, t := range open[item.Case] {
				if item.Task == t.ID || item.Task == "" && t.Desk == r.Actor.Desk {
					out = append(out, Chosen{selection.Item{Case: item.Case, Task: t.ID}, &t, selection.Hinders(what, t.TaskRow, r.Actor.Casework()), t.Step})
				}
			}
			switch {
			case len(out) > n:
			case item.Task == "" && listed[item.Case]:
				out = append(out, Chosen{Item: item, Hinders: selection.Nothing})
			default:
				out = append(out, Chosen{Item: item, Hinders: selection.Left})
			}
		}
		return out, nil
	})
}

// openTasks returns the open tasks of cases that the caller may see, by case.
func (s *Tasks) openTasks(ctx context.Context, refs []casework.Ref) (map[casework.Ref][]visible.Task, error) {
	out, r := map[casework.Ref][]visible.Task{}, request.From(ctx)
	if len(refs) == 0 {
		return out, nil
	}
	page := record.Page{Limit: record.MaxLimit}
	for {
		in, found, err := s.tasksIn(ctx, Query{Filter: record.TaskFilter{Cases: refs}, Everywhere: true}, page)
		if err != nil {
			return nil, err
		}
		for _, row := range found.Rows {
			out[row.Case] = append(out[row.Case], visible.TaskOf(row, r.OfCase(row.Case, s.subjectInInbox(in, row))))
		}
		if found.Next == nil {
			return out, nil
		}
		page.After = found.Next
	}
}

// listedCases returns which of the chosen cases are in the caller's list.
func (s *Tasks) listedCases(ctx context.Context, items []selection.Item) (map[casework.Ref]bool, error) {
	out, refs := map[casework.Ref]bool{}, []casework.Ref{}
	for _, item := range items {
		if item.Task == "" {
			refs = append(refs, item.Case)
		}
	}
	for len(refs) > 0 {
		n := min(len(refs), record.MaxLimit)
		found, err := s.core.CasesIn(ctx, record.CaseFilter{Refs: refs[:n]}, record.Page{Limit: record.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, row := range found.Rows {
			out[row.Ref] = true
		}
		refs = refs[n:]
	}
	return out, nil
}

// BulkAct is an act on many tasks. Key is the caller's; each task has a key made of it.
type BulkAct struct {
	Key     string
	Act     selection.Act
	Items   []selection.Item // each with its task
	Desk    casework.DeskID  // of a Reassign
	Reasons string           // of a Reassign
}

// ActAnswer is the answer to one item. Err is set if it was refused.
type ActAnswer struct {
	selection.Item

	State record.CommandState
	Err   error
}

// ActOnTasks does one thing to each of many tasks: a refusal of one does not stop the others. Each task goes
// through the use-case of a single one, with the same rules.
func (s *Tasks) ActOnTasks(ctx context.Context, b BulkAct) ([]ActAnswer, error) {
	return act.Run(ctx, s.core, policy.ActOnTasks, act.OnNothing(), func(ctx context.Context) ([]ActAnswer, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil { // each task is authorized separately
			return nil, err
		}
		if b.Key == "" {
			return nil, fault.New(fault.NoKey, "the key of the act is missing")
		}
		if len(b.Items) == 0 || len(b.Items) > selection.Most {
			return nil, act.Invalid("/items", act.FieldRequired)
		}
		answers := make([]ActAnswer, len(b.Items))
		limit := newBatchLimit(maxDecisions)
		var all sync.WaitGroup
		for i, item := range b.Items {
			limit.begin()
			all.Go(func() {
				answers[i] = s.actOnOne(ctx, b, item)
				limit.end(answers[i].State == record.CommandPending)
			})
		}
		all.Wait()
		return answers, nil
	})
}

// actOnOne carries out one item, with a separate request.
func (s *Tasks) actOnOne(ctx context.Context, b BulkAct, item selection.Item) (answer ActAnswer) {
	answer.Item = item
	defer func() {
		if value := recover(); value != nil {
			answer.State, answer.Err = record.CommandRefused, s.panicked(ctx, value)
		}
	}()
	outer := request.From(ctx)
	own := outer.For(policy.ActOnTasks)
	sum := sha256.Sum256(append(append([]byte(nil), outer.Fingerprint...), item.String()...))
	own.Fingerprint = sum[:]
	w := Write{Case: item.Case, Task: item.Task, Key: b.Key + " " + item.String()}
	var (
		receipt act.Receipt
		err     error
	)
	switch ctx := request.With(ctx, own); b.Act {
	case selection.Claim:
		receipt, err = s.ClaimTask(ctx, w)
	case selection.Release:
		receipt, err = s.ReleaseTask(ctx, w)
	case selection.Reassign:
		receipt, err = s.ReassignTask(ctx, w, b.Desk, b.Reasons)
	default:
		err = act.Invalid("/act", act.FieldNotListed)
	}
	if err != nil {
		answer.State, answer.Err = record.CommandRefused, err
		return answer
	}
	answer.State = receipt.State
	return answer
}
