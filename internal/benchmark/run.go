package benchmark

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"time"

	temporal "go.temporal.io/sdk/client"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
)

// Env is the running stack that is measured.
type Env struct {
	Server   string          // the API's address
	Temporal temporal.Client // the same Temporal server
	DB       *sql.DB         // the same PostgreSQL, as an owner who may make a schema
	Book     *corridor.Set
	PIDs     func() []int // the processes of the stack, this one included
	Out      io.Writer    // receives lines about the progress
	Now      func() time.Time
	// Repeat is how many decisions are timed one by one; 0 means 60. Ten times side by side as many.
	Repeat int

	door *client.PersonaSignIn
}

// measuredCorridor is the corridor by which cases are measured: the longest procedure.
const measuredCorridor = "tha-mmr"

// Run measures everything, bare and ours in turn, on one stack.
func Run(ctx context.Context, e Env) (Report, error) {
	if e.Repeat == 0 {
		e.Repeat = 60
	}
	e.door = &client.PersonaSignIn{Server: e.Server}
	report := Report{At: e.Now().UTC()}
	rules, err := e.rules()
	if err != nil {
		return report, err
	}
	resting, err := e.memory()
	if err != nil {
		return report, err
	}
	report.Measures = append(report.Measures, below("memory of the stack at rest", "MB", resting, 700))
	stop, err := startBare(ctx, e.Temporal, e.DB)
	if err != nil {
		return report, err
	}
	defer stop()
	for _, part := range []struct {
		name string
		run  func(context.Context, casework.Rules) ([]Measure, error)
	}{
		{"decisions", e.decisions}, {"openings", e.openings}, {"a whole way home", e.journey},
	} {
		_, _ = fmt.Fprintf(e.Out, "measuring %s ...\n", part.name)
		measures, err := part.run(ctx, rules)
		if err != nil {
			return report, fmt.Errorf("measure %s: %w", part.name, err)
		}
		report.Measures = append(report.Measures, measures...)
	}
	return report, nil
}

func (e Env) rules() (casework.Rules, error) {
	for _, c := range e.Book.Corridors() {
		if c.ID == measuredCorridor {
			return c.Rules(), nil
		}
	}
	return casework.Rules{}, fault.New(fault.NotFound, "the corridor that is measured is not in the book")
}
