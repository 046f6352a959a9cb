package db

import (
	"slices"
	"strconv"
	"strings"
)

// Conditions collects the filters of a list, and the arguments of its statement.
type Conditions struct {
	// Args are the arguments of the statement, in the order of their placeholders.
	Args []any

	all []string
}

// Arg adds an argument and returns its placeholder.
func (c *Conditions) Arg(v any) string {
	c.Args = append(c.Args, v)
	return "$" + strconv.Itoa(len(c.Args))
}

// And adds a condition; each ? in it stands for one argument.
func (c *Conditions) And(condition string, args ...any) {
	for _, v := range args {
		condition = strings.Replace(condition, "?", c.Arg(v), 1)
	}
	c.all = append(c.all, condition)
}

// Equal adds a condition on one column unless the value is empty.
func (c *Conditions) Equal(column, value string) {
	if value != "" {
		c.And(column+" = ?", value)
	}
}

// Whether adds a condition that has to hold, or that must not hold; nil adds none. A condition that is null does not
// hold. Each ? in it stands for one argument.
func (c *Conditions) Whether(condition string, want *bool, args ...any) {
	switch {
	case want == nil:
	case *want:
		c.And("("+condition+")", args...)
	default:
		c.And("not coalesce("+condition+", false)", args...)
	}
}

// With returns a copy that has more conditions, without arguments of its own.
func (c *Conditions) With(more ...string) *Conditions {
	return &Conditions{Args: c.Args, all: append(slices.Clone(c.all), more...)}
}

// Where returns the where clause, "" without conditions.
func (c *Conditions) Where() string {
	if len(c.all) == 0 {
		return ""
	}
	return " where " + strings.Join(c.all, " and ")
}
