package usecase

import (
	"context"
	"fmt"
	"strings"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
)

// Config is what the use-cases need. All fields but Questionnaires, Witnesses and Codec are required.
type Config struct {
	Audit     request.Log
	Commands  Commands
	Directory Directory
	Corridors Corridors
	Store     Store
	// Retention is how long each kind of data is kept.
	Retention *retention.Schedule
	// AuditKey is the public key of the audit log; Witnesses countersign it and may be none.
	AuditKey  audit.Key
	Witnesses []audit.Witness
	Rosters   Rosters
	// Questionnaires are all versions that there are.
	Questionnaires []reintegration.Questionnaire
	// Procedure is the workflow's own, so that a preview shows what would happen.
	Procedure casework.Procedure
	// Codec decrypts what workflows keep; nil decrypts nothing.
	Codec Codec
	// Panicked logs a panic of one item of a batch and returns an error for it.
	Panicked func(ctx context.Context, value any) error
	// NewRef mints the references of lists, and one to check a plan with.
	NewRef func() casework.Ref
	Now    func() time.Time
}

// Service holds the use-cases. It is safe for concurrent use.
type Service struct{ Config }

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
	return &Service{c}, nil
}

// Store has the reads of the use-cases, and the few writes that are not commands. Each part is declared
// with the use-cases that need it.
type Store interface {
	CaseStore
	TaskStore
	SheetStore
	OperationStore
	ListStore
	MovementStore
	CommandStore
	ExclusionStore
	AccessStore
	ErasureStore
	AuditStore
	DraftStore
	OfficeStore
	WordingStore
}

// Commands carries out writes: each is stored first, then sent, then answered.
type Commands interface {
	// Do returns a refusal as a fault; see command.Service.
	Do(ctx context.Context, r command.Request) (command.Result, error)
}

// Directory has the desks and agencies.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
	Desks() []corridor.Desk
}

// Corridors finds rules. A corridor that does not exist is corridor.ErrNoCorridor.
type Corridors interface {
	Corridors() []corridor.Corridor
	Get(id string, version int) (corridor.Corridor, error)
	// Find returns the corridor in force at an instant.
	Find(host, origin casework.Country, custodian string, at time.Time) (corridor.Corridor, error)
}
