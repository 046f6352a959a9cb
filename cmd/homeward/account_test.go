package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// seated prepares a database with the directory of desks.
func seated(ctx context.Context, dsn string) error {
	if err := postgres.Migrate(ctx, dsn); err != nil {
		return err
	}
	_, book, err := readCorridors("")
	if err != nil {
		return err
	}
	store, err := postgres.Open(postgres.Options{DSN: dsn, Box: seal.Disabled{}, Now: time.Now, NewRef: func() casework.Ref { return "" }, MaxOpen: 1})
	if err != nil {
		return err
	}
	d := directoryOf(book.Directory())
	d.Accounts = []record.Account{{
		ID: "acc-1", Desk: "tha-screener-maesot", Agency: "tha-labour", Roles: []casework.Role{casework.RoleScreener}, Active: true,
	}}
	return errors.Join(store.SeedDirectory(ctx, d), store.Close())
}

func TestTheOperatorManagesAccounts(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, seated)
	env := map[string]string{"DATABASE_URL": db.APIDSN, "HOMEWARD_ORIGIN": "https://homeward.example"}
	invite := []string{"account", "invite", "--desk", "tha-screener-maesot", "--role", "screener", "--role", "supervisor"}
	out, said, code := homeward(t, env, invite...)
	require.Zero(t, code, said)
	require.Regexp(t, `^https://homeward\.example/invitation#hwi_[A-Za-z0-9_-]{43}\n$`, out)
	require.Contains(t, said, "It is valid once, until")
	delete(env, "HOMEWARD_ORIGIN")
	out, said, code = homeward(t, env, invite...)
	require.Zero(t, code, said)
	require.Regexp(t, `^hwi_[A-Za-z0-9_-]{43}\n$`, out)

	for _, wrong := range [][]string{
		{"account", "invite", "--desk", "nowhere", "--role", "screener"},
		{"account", "invite", "--desk", "tha-screener-maesot", "--role", "consular_officer"},
		{"account", "invite", "--desk", "tha-screener-maesot", "--role", "screener", "--agency", "tha-ngo"},
		{"account", "disable", "acc-9"},
		{"account", "list", "--desk", "nowhere"},
	} {
		_, said, code = homeward(t, env, wrong...)
		require.NotZero(t, code, "%v: %s", wrong, said)
	}

	out, said, code = homeward(t, env, "account", "disable", "acc-1")
	require.Zero(t, code, said)
	require.Equal(t, "The account is disabled.\n", out)
	out, _, _ = homeward(t, env, "account", "list")
	require.Regexp(t, `acc-1 +tha-screener-maesot +tha-labour +screener +directory +0 +0 +20`, out)
	_, said, code = homeward(t, env, "account", "enable", "acc-1")
	require.Zero(t, code, said)
	out, _, _ = homeward(t, env, "account", "list", "--agency", "tha-labour")
	require.Regexp(t, `directory +0 +0 +-\n`, out)

	super, err := sql.Open("postgres", db.SuperuserDSN)
	require.NoError(t, err)
	defer func() { _ = super.Close() }()
	var traces string
	require.NoError(t, super.QueryRowContext(t.Context(), `select string_agg(action || ' ' || code, ', ' order by id) from app.audit_events`).Scan(&traces))
	require.Regexp(t, fmt.Sprintf(`^identity.invite %[1]s, identity.invite %[1]s, identity.account_disabled operator, identity.account_enabled operator$`, `i-[a-z2-7]{16}`), traces)

	env["DATABASE_URL"] = db.DSN // only the role of the API may use these tables
	_, said, code = homeward(t, env, "account", "list")
	require.NotZero(t, code)
	require.NotContains(t, said, "acc-1")
}
