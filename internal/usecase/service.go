package usecase

import (
	"context"
	"fmt"
	"strings"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/internal/usecase/auditlog"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/erasures"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/orders"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/usecase/readings"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/usecase/tasks"
)

// Config is what the use-cases need. All fields but Questionnaires, Witnesses, Codec and Reading are required.
type Config struct {
	Audit     request.Log
	Commands  act.Commands
	Directory act.Directory
	Corridors act.Corridors
	Store     Store
	// Retention is how long each kind of data is kept.
	Retention *retention.Schedule
	// AuditKey is the public key of the audit log; Witnesses countersign it and may be none.
	AuditKey  audit.Key
	Witnesses []audit.Witness
	Rosters   rescues.Rosters
	// Questionnaires are all versions that there are.
	Questionnaires []reintegration.Questionnaire
	// Procedure is the workflow's own, so that a preview shows what would happen.
	Procedure ruling.Procedure
	// Codec decrypts what workflows keep; nil decrypts nothing.
	Codec auditlog.Codec
	// Panicked logs a panic of one item of a batch and returns an error for it.
	Panicked func(ctx context.Context, value any) error
	// Reading returns how many files an account in a role may read that its work does not explain; nil is
	// reading.LimitOf.
	Reading func(casework.Role) reading.Limit
	// NewRef mints the references of lists, and one to check a plan with.
	NewRef func() casework.Ref
	Now    func() time.Time
}

// Service holds the use-cases: those of each part, and those that need several of them. It is safe for
// concurrent use.
type Service struct {
	*cases.Cases
	*tasks.Tasks
	*movements.Movements
	*proposals.Proposals
	*orders.Orders
	*readings.Readings
	*rescues.Rescues
	*access.Access
	*erasures.Erasures
	*auditlog.AuditLog
	*office.Office
	*aftercare.Aftercare

	// These are those of the Config: pages show the public directory and rules, and how long ago something was.
	Directory act.Directory
	Corridors act.Corridors
	Now       func() time.Time

	core  *act.Core
	store Store
}

// New makes the use-cases. It returns an error that names every required part that the Config does not have.
func New(c Config) (*Service, error) {
	var missing []string
	for _, part := range []struct {
		name  string
		there bool
	}{
		{"Audit", c.Audit != nil},
		{"Commands", c.Commands != nil},
		{"Directory", c.Directory != nil},
		{"Corridors", c.Corridors != nil},
		{"Store", c.Store != nil},
		{"Retention", c.Retention != nil},
		{"AuditKey", c.AuditKey.Verifier != nil},
		{"Rosters", c.Rosters != nil},
		{"Procedure", c.Procedure != nil},
		{"Panicked", c.Panicked != nil},
		{"NewRef", c.NewRef != nil},
		{"Now", c.Now != nil},
	} {
		if !part.there {
			missing = append(missing, part.name)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("make use-cases: missing: %s", strings.Join(missing, ", "))
	}
	if c.Reading == nil {
		c.Reading = reading.LimitOf
	}
	core := &act.Core{
		Audit: c.Audit, Commands: c.Commands, Directory: c.Directory, Corridors: c.Corridors, Store: c.Store, Reading: c.Reading, NewRef: c.NewRef, Now: c.Now,
	}
	return &Service{
		Cases:     cases.New(core, c.Store, c.Procedure),
		Tasks:     tasks.New(core, c.Store, c.Procedure, c.Panicked),
		Movements: movements.New(core, c.Store),
		Proposals: proposals.New(core, c.Store, c.Procedure),
		Orders:    orders.New(core, c.Store),
		Readings:  readings.New(core, c.Store),
		Rescues:   rescues.New(core, c.Store, c.Rosters),
		Access:    access.New(core, c.Store),
		Erasures:  erasures.New(core, c.Store, c.Retention),
		AuditLog:  auditlog.New(core, c.Store, c.AuditKey, c.Witnesses, c.Codec),
		Office:    office.New(core, c.Store, c.Questionnaires),
		Aftercare: aftercare.New(core, c.Store, c.Questionnaires),
		Directory: c.Directory, Corridors: c.Corridors, Now: c.Now, core: core, store: c.Store,
	}, nil
}

// Store has the reads of the use-cases, and the few writes that are not commands. Each part declares what it
// needs.
type Store interface {
	act.Store
	cases.Store
	tasks.Store
	movements.Store
	proposals.Store
	orders.Store
	readings.Store
	rescues.Store
	access.Store
	erasures.Store
	auditlog.Store
	office.Store
	aftercare.Store
}
