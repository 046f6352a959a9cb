package activities

import (
	"context"
	"fmt"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
)

// FindInput names the case whose receivers are searched for.
type FindInput struct {
	Case casework.Ref `json:"case"`
}

// Given has the receivers of data of a case, and the rules by which their time is measured.
type Given struct {
	Corridor  string             `json:"corridor"`
	Version   int                `json:"version"`
	From      time.Time          `json:"from,omitzero"`
	Receivers []erasure.Deletion `json:"receivers,omitempty"`
}

// FindReceivers returns the desks outside the case's own agency that received data of the case:
// desks that were asked, had access, or took part in her journey, and desks that were shown data
// according to the audit log. After the erasure they cannot be found. A case that is already erased has
// no receivers.
func (d *Erasure) FindReceivers(ctx context.Context, in FindInput) (Given, error) {
	found, err := d.Record.Case(ctx, in.Case)
	if err != nil {
		return Given{}, asApplication(fmt.Errorf("find case: %w", err))
	}
	rules := found.State.Rules
	receivers, err := d.Record.Receivers(ctx, in.Case, rules.Desks[casework.DeskCaseworker])
	if err != nil {
		return Given{}, asApplication(fmt.Errorf("find receivers: %w", err))
	}
	return Given{Corridor: rules.Corridor, Version: rules.Version, Receivers: receivers}, nil
}

// deleteWithin is the time to answer if the corridor has none.
const deleteWithin = 30 * 24 * time.Hour

// GiveTime returns the receivers with the time that the corridor has for an attestation. It never fails:
// the key is already destroyed, and every receiver must be asked even if a corridor cannot be read.
func (d *Erasure) GiveTime(_ context.Context, in Given) ([]erasure.Deletion, error) {
	out := slices.Clone(in.Receivers)
	for i, r := range out {
		rungs, err := d.Clocks.Escalations(in.Corridor, in.Version, casework.ClockOrder{Step: casework.Attest(r.Desk), Desk: r.Desk, Start: in.From})
		if err != nil || len(rungs) == 0 {
			rungs = nil
			for _, level := range casework.EscalationThresholds() {
				rungs = append(rungs, casework.EscalationAt{Level: level.Level, At: in.From.Add(deleteWithin / 100 * time.Duration(level.Percent))})
			}
		}
		out[i].Escalations = nil
		for _, rung := range rungs {
			told := d.Clocks.RecipientDesk(in.Corridor, in.Version, rung.Level, r.Desk)
			out[i].Escalations = append(out[i].Escalations, erasure.EscalationAt{Level: rung.Level, At: rung.At, Recipient: told})
		}
	}
	return out, nil
}
