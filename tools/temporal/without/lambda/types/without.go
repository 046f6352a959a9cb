// Package types holds what callers of package lambda name.
package types

// InvocationType is a way to call a function.
type InvocationType string

// InvocationTypeEvent is a name that callers need.
const InvocationTypeEvent InvocationType = "Event"
