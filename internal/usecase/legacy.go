package usecase

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// The functions of this file are for handlers of the API that are not use-cases yet.

// Explain adds the reasons of an error as far as the caller sees what it is about.
func Explain(err error, seen request.Visibility, now time.Time) error { return explain(err, seen, now) }

// SeenGate returns how a gate stands.
func SeenGate(status casework.GateStatus, seen request.Visibility, now time.Time) Gate {
	return gate(status, seen, now)
}

// SeenTask returns a task.
func SeenTask(t record.TaskRow, seen request.Visibility) Task { return task(t, seen) }

// SeenActor names who did something.
func SeenActor(by casework.Actor, caller policy.Actor) casework.Actor { return actor(by, caller) }

// TravelCard is what a seat, a ticket and a manifest are made of.
func TravelCard(p *record.Person) record.Person { return travelCard(p) }
