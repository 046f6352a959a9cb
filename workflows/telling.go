package workflows

import "example.org/homeward/internal/casework"

// telling has her caseworker tell her, each time that data about her were shared and are asked back.
func (s stages) telling() error {
	tracks := make([]func() error, 0, s.Case().Tellings)
	for n := range s.Case().Tellings {
		tracks = append(tracks, func() error { _, err := s.Ask(casework.TellSurvivor(n + 1)); return err })
	}
	return s.Together(tracks...)
}
