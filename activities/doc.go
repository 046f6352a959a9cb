// Package activities has the side effects of workflows: writes to the record, notices, messages to other
// workflows. There is one type for each dependency, in one file with the interface that it needs. The
// code of a fault determines whether an activity is retried. An activity never decides about a case.
package activities
