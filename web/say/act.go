package say

import (
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/erasures"
	"example.org/homeward/web/view"
)

// EmergencyPath is where a case is opened in an emergency.
const EmergencyPath = "/desk/emergency"

// ActsPath is the page of everything that can be done in a case, and ActPath that of one act.
func ActsPath(ref casework.Ref) string { return CasePath(ref) + "/acts" }

// ActPath is the path of one act in a case.
func ActPath(ref casework.Ref, name string) string { return ActsPath(ref) + "/" + name }

// ErasureEffects says what an erasure destroys, what stays, and which other desks are asked to delete.
func (r Reader) ErasureEffects(preview erasures.Preview) []view.Effect {
	lines := func(kind string, n int) (out []view.Text) {
		for i := range n {
			out = append(out, view.Named(kind, strconv.Itoa(i+1)))
		}
		return out
	}
	out := []view.Effect{
		{Title: view.Say("acts.erase.goes"), Lines: lines("erasure_goes", len(preview.Goes))},
		{Title: view.Say("acts.erase.stays"), Lines: lines("erasure_stays", len(preview.Stays))},
	}
	if len(preview.Beyond) > 0 {
		beyond := view.Effect{Title: view.Say("acts.erase.beyond")}
		for _, desk := range preview.Beyond {
			beyond.Lines = append(beyond.Lines, view.Say("acts.desk", r.DeskName(desk)))
		}
		out = append(out, beyond)
	}
	if !preview.Due.IsZero() {
		out[1].Lines = append(out[1].Lines, view.Say("acts.erase.due", r.At(preview.Due)))
	}
	return out
}
