// Package changedb writes what the changes of cases, operations, movements and erasures have in common:
// the place of a change among the others of its kind, the audit event, the answer to the command that it
// came from, the notification. It keeps the commands too, from the moment they are stored until they are
// settled. The rows of the thing that changes are written by the caller's Parts, in the same
// transaction; the package never decides whether a change is allowed.
package changedb
