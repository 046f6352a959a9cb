package activities

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
)

// OperationRecord stores operations and the rows of their lists.
type OperationRecord interface {
	// WriteOperation writes everything of one change in one transaction and publishes the
	// operation. For operation.KindConfirmList it also marks the list as confirmed, and gives
	// every row that can become a case its place and the reference of its case. When it
	// returns nil the change is durable; when it returns an error it may or may not be, and
	// the caller MUST try again. If the change exists already (same operation, sequence
	// number and key), it is not changed, and the values recorded the first time are returned.
	// The error has code fault.NotFound for a list of another operation, fault.Conflict for
	// one that is already confirmed, and fault.Stale for one whose rows differ from the
	// change's preview.
	WriteOperation(ctx context.Context, change operation.Change) (operation.Recorded, error)
	// ListContents counts the present contents of a list, or returns fault.NotFound.
	ListContents(ctx context.Context, list casework.Ref) (operation.Contents, error)
	// WaitingRows lists the rows of a confirmed list whose case is not marked as opened and whose
	// place p is from <= p < to, in order.
	WaitingRows(ctx context.Context, list casework.Ref, from, to int) ([]operation.Row, error)
	// MarkOpened marks the rows with these cases as opened and publishes the operation. A row that
	// is already marked is not changed.
	MarkOpened(ctx context.Context, list casework.Ref, cases []casework.Ref) error
	// CasesAfter lists the active cases of an operation, opened by a list or by hand, ordered by
	// reference, from the first reference greater than after.
	CasesAfter(ctx context.Context, operation, after casework.Ref, limit int) ([]casework.Ref, error)
	// CountByCorridor counts the cases of an operation that are open, by the version of their corridor.
	CountByCorridor(ctx context.Context, operation casework.Ref) ([]operation.OnCorridor, error)
}

// Corridors has the rules between states.
type Corridors interface {
	// Find returns the corridor in force at an instant; the origin "" finds the one for any origin.
	Find(host, origin casework.Country, custodian string, at time.Time) (corridor.Corridor, error)
	// Get returns a version of a corridor, or corridor.ErrNoCorridor.
	Get(id string, version int) (corridor.Corridor, error)
}

// CaseWorkflows sends commands to the workflows of cases.
type CaseWorkflows interface {
	// OpenCase starts a case with its opening command, once: if the case was started before, it does
	// nothing. When it returns nil the start is durable.
	OpenCase(ctx context.Context, ref casework.Ref, open casework.Command) error
	// TellCase sends a command to a running case and waits for its answer. A refusal is a fault.
	TellCase(ctx context.Context, ref casework.Ref, cmd casework.Command) error
}

// Intake opens the cases of lists, and sends commands to all cases of an operation.
type Intake struct {
	Operations OperationRecord
	Corridors  Corridors
	Cases      CaseWorkflows
	Now        func() time.Time
}

// RecordOperation writes a change of an operation, once.
func (i *Intake) RecordOperation(ctx context.Context, change operation.Change) (operation.Recorded, error) {
	recorded, err := i.Operations.WriteOperation(ctx, change)
	if err != nil {
		return operation.Recorded{}, asApplication(fmt.Errorf("write operation: %w", err))
	}
	return recorded, nil
}

// PreviewListInput names a list to preview.
type PreviewListInput struct {
	Operation casework.Ref     `json:"operation"`
	List      casework.Ref     `json:"list"`
	Host      casework.Country `json:"host"`
	Custodian string           `json:"custodian,omitempty"`
}

// PreviewList returns what would happen if a list were confirmed now. It changes nothing. It
// returns fault.NotFound for a list of another operation.
func (i *Intake) PreviewList(ctx context.Context, in PreviewListInput) (operation.Preview, error) {
	contents, err := i.Operations.ListContents(ctx, in.List)
	if err == nil && contents.Operation != in.Operation {
		err = fault.New(fault.NotFound, "the operation has no such list")
	}
	if err != nil {
		return operation.Preview{}, asApplication(fmt.Errorf("count list: %w", err))
	}
	now := i.Now()
	outlook, err := operation.OutlookOf(contents, func(origin casework.Country) (operation.Route, error) {
		found, err := i.Corridors.Find(in.Host, origin, in.Custodian, now)
		return operation.Route{Corridor: found.ID, Version: found.Version, Alone: found.MassAction}, err
	})
	if err != nil {
		return operation.Preview{}, asApplication(fmt.Errorf("preview list: %w", err))
	}
	return outlook.Preview(), nil
}

// OpenCasesInput is one batch of a list: the rows with a place p for which From <= p < To.
type OpenCasesInput struct {
	Operation casework.Ref     `json:"operation"`
	List      casework.Ref     `json:"list"`
	Host      casework.Country `json:"host"`
	Custodian string           `json:"custodian,omitempty"`
	By        casework.Actor   `json:"by"` // who confirmed the list
	From      int              `json:"from"`
	To        int              `json:"to"`
}

// OpenCasesResult counts the cases that this attempt has opened.
type OpenCasesResult struct {
	Opened int  `json:"opened"`
	More   bool `json:"more,omitempty"` // the worker stopped, so rows of the batch may be left
}

// markEvery is the number of starts that are marked together. After a crash at most so many are repeated, without effect.
const markEvery = 20

// OpenCases starts one case for every row of the batch without a started case. It can be run any number
// of times: a row is marked after its case was started, and starting a case twice does nothing.
func (i *Intake) OpenCases(ctx context.Context, in OpenCasesInput) (OpenCasesResult, error) {
	defer heartbeat(ctx)()
	rows, err := i.Operations.WaitingRows(ctx, in.List, in.From, in.To)
	if err != nil {
		return OpenCasesResult{}, asApplication(fmt.Errorf("list waiting rows: %w", err))
	}
	var result OpenCasesResult
	for start := 0; start < len(rows); start += markEvery {
		some := rows[start:min(start+markEvery, len(rows))]
		cases := make([]casework.Ref, 0, len(some))
		for _, row := range some {
			if err := i.open(ctx, in, row); err != nil {
				return result, asApplication(fmt.Errorf("open case: %w", err))
			}
			cases = append(cases, row.Case)
		}
		if err := i.Operations.MarkOpened(ctx, in.List, cases); err != nil {
			return result, asApplication(fmt.Errorf("mark rows: %w", err))
		}
		result.Opened += len(cases)
		if workerStopping(ctx) {
			result.More = true
			break
		}
	}
	return result, nil
}

// open starts the case of one row. A list is written by an authority and is not a consent (field
// reference 3.2), so the command has the mode of an authority and no consents.
func (i *Intake) open(ctx context.Context, in OpenCasesInput, row operation.Row) error {
	now := i.Now()
	found, err := i.Corridors.Find(in.Host, row.Nationality, in.Custodian, now)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "there is no corridor from the host state")
	}
	rules := found.Rules()
	if rules.Host == "" { // a corridor for any host
		rules.Host = in.Host
	}
	facts := []casework.Statement{{Name: casework.FactAge, Value: row.Age(now)}}
	if in.Custodian != "" {
		facts = append(facts, casework.Statement{Name: casework.FactCustodian, Value: in.Custodian})
	}
	if stated := casework.NationalityAsWritten(row.Nationality); stated != "" {
		facts = append(facts, casework.Statement{Name: casework.FactNationality, Value: stated})
	}
	return i.Cases.OpenCase(ctx, row.Case, casework.Command{
		Key: derived(string(in.List), string(row.Case)), Kind: casework.KindOpen, By: in.By,
		Mode: casework.ModeAuthority, Facts: facts, Pinned: &rules,
	})
}

// derived returns a key that is derived from another key and a name, always the same (RFC 9562, version 5).
func derived(from, to string) casework.Key {
	return casework.Key(uuid.NewSHA1(uuid.NameSpaceURL, []byte("homeward:"+from+"/"+to)).String())
}
