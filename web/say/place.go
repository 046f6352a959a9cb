package say

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/view"
)

// MovementsPath is the list of movements.
const MovementsPath = "/desk/movements"

// MovementPath is the page of one movement.
func MovementPath(ref casework.Ref) string { return MovementsPath + "/" + string(ref) }

// placeZones are the time zones of the places that have a name, by their UN/LOCODE without the space.
func placeZones() map[string]string {
	return map[string]string{
		"THDMK": "Asia/Bangkok", "THBKK": "Asia/Bangkok", "THMSQ": "Asia/Bangkok", "THMST": "Asia/Bangkok", "THMAQ": "Asia/Bangkok", "MMRGN": "Asia/Yangon",
		"IDCGK": "Asia/Jakarta", "KENBO": "Africa/Nairobi", "ETADD": "Africa/Addis_Ababa", "CNNKG": "Asia/Shanghai", "CNKMG": "Asia/Shanghai", "KHPNH": "Asia/Phnom_Penh",
		"LAVTE": "Asia/Vientiane", "VNHAN": "Asia/Bangkok", "VNSGN": "Asia/Ho_Chi_Minh", "PHMNL": "Asia/Manila", "INDEL": "Asia/Kolkata",
	}
}

// Place names a place with its code; the code alone of one without a name.
func Place(code string) any {
	if _, known := placeZones()[code]; !known {
		return code
	}
	return view.Say("trips.place", view.Named("place", code), code)
}

// Leg is one part of a way in words: its times there, and at the user's desk if that is another zone.
func (r Reader) Leg(mode, from, to string, departs, arrives time.Time) view.Leg {
	return view.Leg{
		Text:  view.Say("trips.leg", view.Named("movement_by", mode), Place(from), Place(to)),
		Times: []view.Text{r.legTime("trips.leg_departs", from, departs), r.legTime("trips.leg_arrives", to, arrives)},
	}
}

func (r Reader) legTime(key, place string, at time.Time) view.Text {
	there, err := time.LoadLocation(placeZones()[place])
	_, known := placeZones()[place]
	_, ours := at.In(r.Zone).Zone()
	if !known || err != nil {
		return view.Say(key, r.At(at))
	}
	if _, theirs := at.In(there).Zone(); theirs == ours {
		return view.Say(key, r.At(at))
	}
	return view.Say("case.list", []view.Text{
		view.Say(key, view.Say("trips.leg_there", view.Moment{At: at, Zone: there})), view.Say("trips.leg_here", r.At(at)),
	})
}
