package aftercare

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/usecase/act"
)

// Aftercare has the use-cases about the time after the return. It is safe for concurrent use.
type Aftercare struct {
	core           *act.Core
	store          Store
	questionnaires []reintegration.Questionnaire
}

// New makes the use-cases about the time after the return.
func New(core *act.Core, store Store, questionnaires []reintegration.Questionnaire) *Aftercare {
	return &Aftercare{core: core, store: store, questionnaires: questionnaires}
}

// Store reads the time after the return. Errors for things that do not exist have code fault.NotFound; pages
// are bounded.
type Store interface {
	Reintegration(ctx context.Context, ref casework.Ref) (record.Reintegration, error)
	// Contact is what a survivor has agreed about contact, and the number in her file.
	Contact(ctx context.Context, ref casework.Ref) (record.Agreed, error)
}
