package casetest

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Day is 24 hours.
const Day = 24 * time.Hour

// At is when the cases of the tests are opened: a Monday.
func At() time.Time { return time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC) }

// After returns the instant that comes this long after At.
func After(d time.Duration) *time.Time {
	then := At().Add(d)
	return &then
}

// Rules have every step, those of lane B too, and a desk for every kind.
func Rules() casework.Rules {
	r := casework.Rules{
		Corridor: "tha-mmr", Version: 1, Host: "THA", Origin: "MMR", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted,
		Desks: map[casework.DeskKind]casework.DeskID{}, Quorum: casework.Quorum{Members: 3, Agencies: 2},
		Validity:       map[casework.Step]time.Duration{casework.StepFitToTravel: 14 * Day, casework.StepRiskAssessment: 30 * Day},
		PreEmbarkation: 72 * time.Hour, DocumentMargin: 7 * Day, Tries: 3, SharingAgreement: true,
		Visits: []casework.Visit{{Name: "1w", After: 7 * Day, Window: Day}, {Name: "1m", After: 30 * Day, Window: 6 * Day}},
	}
	for _, spec := range casework.Specs() {
		r.Steps = append(r.Steps, spec.Step)
	}
	for _, kind := range casework.DeskKinds() {
		r.Desks[kind] = Desk(kind)
	}
	return r
}

// Desk returns the desk of a kind under Rules.
func Desk(kind casework.DeskKind) casework.DeskID { return casework.DeskID("desk-" + string(kind)) }

// Officer returns an officer of the desk of a kind, with an account and an agency named after the desk.
func Officer(kind casework.DeskKind, role casework.Role) casework.Actor {
	return casework.Actor{Account: casework.AccountID("acct-" + string(kind)), Desk: Desk(kind), Agency: casework.AgencyID("agency-" + string(kind)), Role: role}
}
