package api

import (
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// AbilityOf is the key of the words for an action; "" when there are none.
func AbilityOf(action policy.Action) string {
	table := abilityTable()
	if i := slices.IndexFunc(table, func(a ability) bool { return a.covers(action) }); i >= 0 {
		return table[i].key
	}
	return ""
}

// Abilities lists the keys of all abilities.
func Abilities() []string {
	var out []string
	for _, a := range abilityTable() {
		out = append(out, a.key)
	}
	return out
}

// MustAsk is the last guard before an answer.
func MustAsk(c echo.Context, next wire.StrictHandlerFunc) (any, error) {
	return mustAsk(next, "")(c, nil)
}
