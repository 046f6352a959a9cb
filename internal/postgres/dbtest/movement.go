package dbtest

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// Planned is the first change of a movement, with one leg and two blocked seats.
func Planned(ref casework.Ref, key casework.Key) movement.Change {
	legs := []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "IDCGK", DepartsAt: Day.AddDate(0, 0, 9), ArrivesAt: Day.AddDate(0, 0, 9).Add(4 * time.Hour)}}
	return movement.Change{
		Ref: ref, Seq: 1, Key: key, Kind: movement.KindPlan, At: Day, By: Screener(), Status: movement.Planned, Legs: legs,
		Entries: []movement.Entry{{Code: movement.EntryPlanned}},
		Next: movement.Movement{
			Ref: ref, Seq: 1, Status: movement.Planned, Legs: legs, Seats: 50, Blocked: 2, Desk: "tha-transport", Receiving: "idn-receiving",
			Escorts: []casework.DeskID{"tha-escort"}, PlannedAt: Day,
		},
	}
}
