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
	DB       *sql.DB         // the same PostgreSQL, as a role that may create a schema
	Book     *corridor.Set
	PIDs     func() []int // the processes of the stack, this one included
	Out      io.Writer    // for progress
	Now      func() time.Time
	// Repeat is how many decisions are timed one by one; 0 means 60. Ten times as many run concurrently.
	Repeat int

	signIn *client.PersonaSignIn
}

// measuredCorridor is the corridor of the measured cases: the longest procedure.
const measuredCorridor = "tha-mmr"

// Run measures everything on one stack, the bare side and Homeward in turn.
func Run(ctx context.Context, e Env) (Report, error) {
	if e.Repeat == 0 {
		e.Repeat = 60
	}
	e.signIn = &client.PersonaSignIn{Server: e.Server}
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
	return casework.Rules{}, fault.New(fault.NotFound, "the measured corridor does not exist")
}
