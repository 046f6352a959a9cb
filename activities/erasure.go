package activities

import (
	"context"
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

// ErasureRecord stores requests for erasure and the cases that they are about.
type ErasureRecord interface {
	// WriteErasure writes everything of one change in one transaction. If the change exists already
	// (same erasure, sequence number and key), it is not changed.
	WriteErasure(ctx context.Context, change erasure.Change) error
	// Case returns everything that the record has of a case; for one whose key is destroyed, only that.
	Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error)
	// FenceCase forbids further writes to a case if seq is still its newest change, and reports
	// whether it is. It is idempotent.
	FenceCase(ctx context.Context, ref casework.Ref, seq int64) (bool, error)
	// Receivers lists the desks that received data of a case, outside the agency of its keeper, ordered
	// by desk: references, codes and field classes.
	Receivers(ctx context.Context, ref casework.Ref, keeper casework.DeskID) ([]erasure.Deletion, error)
	// StripCase deletes the data that are unusable without the key, and the data that could still be
	// searched: sealed values, texts, the index of names and numbers. Data of class B stay, so that
	// counts and the audit log remain correct. It is idempotent.
	StripCase(ctx context.Context, ref casework.Ref, at time.Time) error
}

// Keys destroys keys.
type Keys interface {
	// Destroy writes the subjects into the key log, and then destroys their keys. When it returns
	// nil, values sealed for them can no longer be opened, also after a backup is restored, as long as
	// this key log is used. It is idempotent.
	Destroy(ctx context.Context, subjects ...seal.Subject) error
}

// Runs ends and removes the runs of cases.
type Runs interface {
	// EndCase ends the workflow of a case at once. It returns nil if it has ended or never existed.
	EndCase(ctx context.Context, ref casework.Ref) error
	// RemoveCase removes every run of a case with its history. It returns nil if there is none.
	RemoveCase(ctx context.Context, ref casework.Ref) error
}

// RetentionRules are the rules by which the file of a case is kept.
type RetentionRules interface {
	// Due returns when a file may be proposed for erasure; ok is false while that is unknown.
	Due(c casework.Case, born time.Time) (due time.Time, rule retention.Rule, ok bool)
	// StopWithin returns how long an erasure can be stopped after its approval.
	StopWithin() time.Duration
}

// Erasure destroys the data of one person. Only the workflow Erasure uses it.
type Erasure struct {
	Record    ErasureRecord
	Keys      Keys
	Runs      Runs
	Retention RetentionRules
	Clocks    Clocks
	Now       func() time.Time
}

// LookInput names a case and the basis of its erasure.
type LookInput struct {
	Case  casework.Ref  `json:"case"`
	Basis erasure.Basis `json:"basis"`
}

// Looked is the state of the gate of a case, and what else the rules of its erasure need. In a history of an
// earlier release it is the gate alone.
type Looked struct {
	gate.Status

	Team       []casework.DeskID `json:"team,omitempty"` // the desks of her supervisor and of her caseworker
	StopWithin time.Duration     `json:"stop_within,omitempty"`
}

// LookAtCase returns the state of the gate of the case's erasure, with the desks that can stop it and for how
// long.
func (d *Erasure) LookAtCase(ctx context.Context, in LookInput) (Looked, error) {
	found, err := d.Record.Case(ctx, in.Case)
	if err != nil {
		return Looked{}, asApplication(fmt.Errorf("read case: %w", err))
	}
	rules := found.State.Rules
	out := Looked{Status: erasure.Gone(), Team: erasure.TeamOf(found.State), StopWithin: rules.Paced(d.Retention.StopWithin())}
	if found.Erased {
		return out, nil
	}
	due, _, _ := d.Retention.Due(found.State, found.Born())
	out.Status = erasure.Gate(found.State, in.Basis, due, d.Now().UTC())
	return out, nil
}

// FenceCase checks the case for the last time. If nothing prevents its erasure, nothing more can be
// written to it from the checked state on, so that no legal hold comes between the check and the
// erasure: it is either seen, or refused when it is set. Otherwise nothing is changed.
func (d *Erasure) FenceCase(ctx context.Context, in LookInput) (gate.Status, error) {
	found, err := d.Record.Case(ctx, in.Case)
	if err != nil {
		return gate.Status{}, asApplication(fmt.Errorf("read case: %w", err))
	}
	if found.Erased {
		return erasure.Gone(), nil
	}
	due, _, _ := d.Retention.Due(found.State, found.Born())
	status := erasure.Gate(found.State, in.Basis, due, d.Now().UTC())
	if !status.Open {
		return status, nil
	}
	fenced, err := d.Record.FenceCase(ctx, in.Case, found.State.Seq)
	if err != nil {
		return gate.Status{}, asApplication(fmt.Errorf("fence case: %w", err))
	}
	if !fenced { // another change was written in the meantime: check again
		return gate.Status{}, asApplication(fault.New(fault.Busy, "the case has changed in the meantime"))
	}
	return status, nil
}

// RecordErasure writes a change of a request, once.
func (d *Erasure) RecordErasure(ctx context.Context, change erasure.Change) error {
	return asApplication(d.Record.WriteErasure(ctx, change))
}

// DestroyInput names the case to erase and the officer who has approved it.
type DestroyInput struct {
	Erasure casework.Ref   `json:"erasure"`
	Case    casework.Ref   `json:"case"`
	By      casework.Actor `json:"by"`
}

// EndRun ends the case's workflow, because it would fail for ever without its key.
func (d *Erasure) EndRun(ctx context.Context, in DestroyInput) error {
	return asApplication(d.Runs.EndCase(ctx, in.Case))
}

// DestroyKey destroys the case's key. It is the point of no return.
func (d *Erasure) DestroyKey(ctx context.Context, in DestroyInput) error {
	return asApplication(d.Keys.Destroy(ctx, seal.Subject("case/"+in.Case)))
}

// StripRecord removes values from the record that can no longer be opened.
func (d *Erasure) StripRecord(ctx context.Context, in DestroyInput) error {
	return asApplication(d.Record.StripCase(ctx, in.Case, d.Now().UTC()))
}

// RemoveRun removes the case's histories. Their payloads are already unreadable, but not their names and times.
func (d *Erasure) RemoveRun(ctx context.Context, in DestroyInput) error {
	return asApplication(d.Runs.RemoveCase(ctx, in.Case))
}
