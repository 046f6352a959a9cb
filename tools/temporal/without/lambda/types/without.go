// Package types holds the names that callers of package lambda need. It does nothing.
package types

// InvocationType is a way to call a function.
type InvocationType string

// InvocationTypeEvent is a name that callers need.
const InvocationTypeEvent InvocationType = "Event"
