// Package stories tells whole journeys as people live them, from the first line of a list to
// the last visit at home, on the real parts: PostgreSQL, a Temporal server, the API and a
// worker, each a process of its own. A story acts and looks through HTTP alone, as an officer
// at a desk would; every answer is checked against the contract. Facts that HTTP does not show (sent
// notices, the data of a person in Temporal, the state after a killed process) are read from
// the database, and only for the proof.
//
// The corridors are those that ship, copied into a directory with nothing but waiting times
// changed: the time of reflection, the visits after the return and, in the one corridor of the
// story about the ladder, two budgets are some seconds long, so that a year passes in a quarter
// of a minute. Everything else is as shipped. Nothing here sleeps: it waits for what must come.
package stories_test
