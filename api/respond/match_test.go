package respond_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/respond"
)

func TestEveryHandlerHasAnOperation(t *testing.T) {
	t.Parallel()
	read := func(id string) respond.Route {
		return respond.Read(id, func(context.Context, struct{}) (int, error) { return 0, nil })
	}
	operations := []contract.Operation{{ID: "a"}, {ID: "b"}}
	handlers, missing, err := respond.Match(operations, []respond.Route{read("a")})
	require.NoError(t, err)
	require.Contains(t, handlers, "a")
	require.Equal(t, []string{"b"}, missing)
	_, _, err = respond.Match(operations, []respond.Route{read("a"), read("c")})
	require.ErrorContains(t, err, "the handler of c has no operation")
	_, _, err = respond.Match(operations, []respond.Route{read("a"), read("a")})
	require.ErrorContains(t, err, "operation a has two handlers")
}
