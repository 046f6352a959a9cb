package workflows

import "example.org/homeward/internal/casework"

// transport takes her to the aircraft door. What is cheap and can be given back comes first:
// a seat is held early, a ticket waits for everything, the manifest for the ticket, the
// last medical check for the last three days. She is asked once more at the door.
func (l life) transport() error {
	if !l.returning() {
		return casework.ErrWaiting
	}
	return l.Together(l.fitness, l.passage)
}

// fitness is looked at when there are papers: a finding is good for two weeks only.
func (l life) fitness() error {
	if !l.settled(casework.StepTravelDocument) {
		return casework.ErrWaiting
	}
	_, err := l.Ask(casework.StepFitToTravel)
	return err
}

func (l life) passage() error {
	for _, step := range []casework.Step{casework.StepSeat, casework.StepTicket, casework.StepManifest} {
		if _, err := l.Ask(step); err != nil {
			return err
		}
	}
	if err := l.lastCheck(); err != nil {
		return err
	}
	if _, err := l.Ask(casework.StepBoarding); err != nil {
		return err
	}
	_, err := l.Ask(casework.StepDeparture)
	return err
}

// lastCheck opens when it can still be valid at departure; a departure that slips too far
// asks for it again. A physician can do without it (G16).
func (l life) lastCheck() error {
	trip := l.Case().Trip
	if trip == nil {
		return casework.ErrWaiting
	}
	window := l.Case().Rules.PreEmbarkation
	_, err := l.AskAt(casework.StepPreEmbarkation, trip.DepartsAt.Add(-window), window)
	if l.Waived("G16", casework.CondPreEmbarkation) {
		return nil
	}
	return err
}

// journey ends when the receiver says that she has arrived. No other desk can say it.
func (l life) journey() error {
	_, err := l.Ask(casework.StepArrival)
	return err
}
