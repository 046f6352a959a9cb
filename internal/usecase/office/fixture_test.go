package office_test

import (
	"time"

	"example.org/homeward/internal/casework"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// desk is the mission that most officers here work at.
const desk = casework.DeskID("ken-mission-bangkok")

// team is the desk of the caseworkers.
const team = casework.DeskID("tha-caseworker-maesot")
