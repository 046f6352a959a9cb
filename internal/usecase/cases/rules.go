package cases

import (
	"errors"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/usecase/act"
)

// rulesWanted names the rules that a case is opened with or moved to: those of a named corridor, or
// of the corridor that fits.
type rulesWanted struct {
	corridor     string // "" finds one by the rest
	version      int    // 0 is the one in force
	host, origin casework.Country
	custodian    string
}

// pin returns the wanted rules. A corridor that does not exist, or that is for another host, is an
// invalid field. A corridor for any host is pinned with the host of the case.
func (s *Cases) pin(w rulesWanted) (casework.Rules, error) {
	found, err := s.corridor(w)
	if errors.Is(err, corridor.ErrNoCorridor) {
		return casework.Rules{}, act.Unknown("/corridor", s.core.CorridorsFor(w.host))
	}
	if err != nil {
		return casework.Rules{}, err
	}
	rules := found.Rules()
	if rules.Host == "" {
		rules.Host = w.host
	}
	if rules.Host != w.host {
		return casework.Rules{}, act.NotListed("/corridor", s.core.CorridorsFor(w.host))
	}
	return rules, nil
}

func (s *Cases) corridor(w rulesWanted) (corridor.Corridor, error) {
	switch {
	case w.corridor == "":
		return s.core.Corridors.Find(w.host, w.origin, w.custodian, s.core.Now())
	case w.version > 0:
		return s.core.Corridors.Get(w.corridor, w.version)
	default:
		return s.inForce(w.corridor)
	}
}

// inForce returns the version of a corridor that holds today, on the calendar of UTC.
func (s *Cases) inForce(id string) (corridor.Corridor, error) {
	today := civil.DateOf(s.core.Now(), time.UTC)
	for _, c := range s.core.Corridors.Corridors() {
		if c.ID == id && c.InForce(today) {
			return c, nil
		}
	}
	return corridor.Corridor{}, corridor.ErrNoCorridor
}
