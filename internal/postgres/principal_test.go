package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

func TestEveryTransactionSaysWhoAsks(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, nil)
	store, err := postgres.Open(postgres.Options{
		DSN: db.WorkerDSN, As: principal.Principal{Kind: principal.Worker}, Box: seal.Clear{}, Now: time.Now,
		NewRef: func() casework.Ref { return "" }, MaxOpen: 1, // one connection, so that a leftover would be found
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	told := func(p principal.Principal, want ...string) {
		ctx := t.Context()
		if p.Kind != "" {
			ctx = principal.With(ctx, p)
		}
		plain, still, err := store.Told(ctx)
		require.NoError(t, err)
		require.Equal(t, want, plain)
		require.Equal(t, want, still)
	}
	procedure := []string{"procedure", "", "", "", "", ""}
	told(principal.Principal{}, procedure...)
	her := principal.Principal{Kind: principal.Officer, Account: "o'acc\"\\", Desk: "tha-screener", Agency: "tha-msdhs", Role: casework.RoleScreener, Country: "THA"}
	told(her, "officer", "o'acc\"\\", "tha-screener", "tha-msdhs", string(casework.RoleScreener), "THA")
	told(principal.Principal{Kind: principal.SignIn}, "door", "", "", "", "", "")
	told(principal.Principal{}, procedure...)

	lost := errors.New("lost")
	require.ErrorIs(t, store.Fail(principal.With(t.Context(), her), lost), lost)
	told(principal.Principal{}, procedure...)
	for range 8 { // by then the statement is a prepared one
		told(her, "officer", string(her.Account), "tha-screener", "tha-msdhs", string(casework.RoleScreener), "THA")
	}
}

func TestAStoreWithoutAPrincipalSetsNone(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, nil)
	store, err := postgres.Open(postgres.Options{DSN: db.APIDSN, Box: seal.Clear{}, Now: time.Now, NewRef: func() casework.Ref { return "" }, MaxOpen: 1})
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	for range 3 {
		plain, still, err := store.Told(t.Context())
		require.NoError(t, err)
		require.Equal(t, make([]string, 6), plain)
		require.Equal(t, make([]string, 6), still)
		_, _, err = store.Told(principal.With(t.Context(), principal.Principal{Kind: principal.Officer, Account: "a", Desk: "d"}))
		require.NoError(t, err)
	}
}
