package ruling

import "example.org/homeward/internal/casework"

// tellHer asks her caseworker to tell her that data about her were shared and are asked back, and has the risk assessed again
// unless she has left (field reference 5, data shared). While an earlier request to tell her is open, one
// request stands for both.
func (d *draft) tellHer() {
	if !d.Protects() || d.Deceased() {
		return
	}
	if _, left := d.Settlement(casework.StepDeparture); !left {
		d.unsettle(casework.StepRiskAssessment)
	}
	if d.Tellings > 0 && !d.Is(casework.TellSurvivor(d.Tellings), d.cmd.At, casework.Told) {
		return
	}
	d.Tellings++
}
