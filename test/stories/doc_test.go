// Package stories runs whole cases, from the first line of a list to the last visit at home, on the real
// parts: PostgreSQL, a Temporal server, the API and a worker, each in a separate process. A story writes
// and reads by HTTP alone, as an officer at a desk does; every answer is validated against the contract.
// Facts that HTTP does not show (sent notices, the data of a person in Temporal, the state after a killed
// process) are read from the database, only as proof.
//
// The corridors are the shipped ones, copied into a directory. Only waiting times are changed: the
// reflection period, the visits after the return and, in the corridor of the story about escalation, two
// budgets take some seconds, so that a year passes in a quarter of a minute. No story sleeps: it waits
// for the expected state.
package stories_test
