package benchmark

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// Measure is one line of the report.
type Measure struct {
	Name  string  `json:"name"`
	Ours  float64 `json:"ours"`
	Bare  float64 `json:"bare,omitempty"`  // the bare side; 0 if there is none
	Ratio float64 `json:"ratio,omitempty"` // ours / bare
	Unit  string  `json:"unit"`
	Aim   string  `json:"aim"`
	Met   bool    `json:"met"`
}

// Report is a whole run.
type Report struct {
	At       time.Time `json:"at"`
	Measures []Measure `json:"measures"`
}

// beside returns a comparison, whose ratio must be at most (or at least) the aim.
func beside(name, unit string, ours, bare, aim float64, atMost bool) Measure {
	m := Measure{Name: name, Ours: ours, Bare: bare, Unit: unit, Ratio: ours / bare}
	if atMost {
		m.Aim, m.Met = fmt.Sprintf("<= %.1fx", aim), m.Ratio <= aim
	} else {
		m.Aim, m.Met = fmt.Sprintf(">= %.1fx", aim), m.Ratio >= aim
	}
	return m
}

// below returns a figure that has a maximum.
func below(name, unit string, ours, ceiling float64) Measure {
	return Measure{Name: name, Ours: ours, Unit: unit, Aim: fmt.Sprintf("<= %.0f %s", ceiling, unit), Met: ours <= ceiling}
}

// Print writes the report as a table for people.
func (r Report) Print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "what\tHomeward\tbare Temporal\tratio\taim\t")
	for _, m := range r.Measures {
		bare, ratio, met := "", "", "missed"
		if m.Bare > 0 {
			bare, ratio = fmt.Sprintf("%.1f %s", m.Bare, m.Unit), fmt.Sprintf("%.2fx", m.Ratio)
		}
		if m.Met {
			met = "met"
		}
		_, _ = fmt.Fprintf(w, "%s\t%.1f %s\t%s\t%s\t%s\t%s\n", m.Name, m.Ours, m.Unit, bare, ratio, m.Aim, met)
	}
	return w.Flush()
}

// WriteJSON writes the report for machines.
func (r Report) WriteJSON(out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// median returns the median of durations, in milliseconds.
func median(all []time.Duration) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return float64(sorted[len(sorted)/2].Microseconds()) / 1000
}
