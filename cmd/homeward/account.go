package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/seal"
)

// accountGroup manages accounts on the database itself: for the first account of an installation,
// and to disable an account while the API is down.
type accountGroup struct {
	Invite  accountInviteCommand  `cmd:"" help:"Make a code with which a person creates an account, with a passkey."`
	Disable accountDisableCommand `cmd:"" help:"Disable an account, within a minute."`
	Enable  accountEnableCommand  `cmd:"" help:"Enable an account again."`
	List    accountListCommand    `cmd:"" help:"List the accounts."`
}

const accountVariables = `Variables: DATABASE_URL (as the role of the API), DATABASE_URL_FILE, HOMEWARD_CORRIDORS, HOMEWARD_ORIGIN.`

// operate calls do with the operator's access to accounts.
func operate(ctx context.Context, env cli.Env, corridors string, do func(*identity.Operator, config.Config) error) error {
	cfg, err := readConfig(over(env, map[string]string{"HOMEWARD_CORRIDORS": corridors}), config.Needs{Database: true})
	if err != nil {
		return err
	}
	_, book, err := readCorridors(cfg.Corridors)
	if err != nil {
		return err
	}
	store, err := postgres.Open(postgres.Options{DSN: cfg.Database, Box: seal.Disabled{}, Now: env.Now, NewRef: command.NewRef, MaxOpen: 2})
	if err != nil {
		return err
	}
	// Only the API's role may use the tables of identity; their owner may not.
	if err := store.CheckRowSecurity(ctx, postgres.RoleAPI); err != nil {
		return errors.Join(fmt.Errorf("reach record: %w", err), store.Close())
	}
	return errors.Join(do(identity.NewOperator(store, book.Directory(), env.Now), cfg), store.Close())
}

type accountInviteCommand struct {
	Desk      string   `required:"" placeholder:"DESK" help:"The desk of the account."`
	Role      []string `required:"" placeholder:"ROLE" help:"A role of the account; may be repeated."`
	Agency    string   `placeholder:"AGENCY" help:"The agency of a member of a panel, if it is not the desk's own."`
	Corridors string   `placeholder:"DIR" help:"Corridor files to use instead of the embedded ones; default: HOMEWARD_CORRIDORS."`
}

// Help is shown under the usage.
func (c *accountInviteCommand) Help() string {
	return `Prints a code that creates one account, once, within three days. Give it only to the person whom it is for: the first person to use it owns the account. No second person confirms it, because the first account of an agency needs a start; once an agency has two accounts, let a supervisor invite and a second person confirm, on the page "My desk".

No name is asked for, and none is stored.

` + accountVariables
}

func (c *accountInviteCommand) Run(ctx context.Context, env cli.Env) error {
	return operate(ctx, env, c.Corridors, func(o *identity.Operator, cfg config.Config) error {
		i := identity.Invitation{Desk: casework.DeskID(c.Desk), Agency: casework.AgencyID(c.Agency)}
		for _, role := range c.Role {
			i.Roles = append(i.Roles, casework.Role(role))
		}
		code, err := o.Invite(ctx, i)
		if err != nil {
			return err
		}
		if cfg.SignIn.Origin != "" {
			// The code is after the #: a browser does not send that part of an address.
			env.Printf("%s/invitation#%s\n", strings.TrimSuffix(cfg.SignIn.Origin, "/"), code.Token)
		} else {
			env.Printf("%s\n", code.Token)
		}
		env.Statusf("It is valid once, until %s.\n", cli.Instant(code.Expires))
		return nil
	})
}

type accountDisableCommand struct {
	Account string `arg:"" help:"The account's code."`
}

// Help is shown under the usage.
func (c *accountDisableCommand) Help() string {
	return `Ends every session of the account and prevents new ones. All processes of the API refuse it within a minute.

` + accountVariables
}

func (c *accountDisableCommand) Run(ctx context.Context, env cli.Env) error {
	return setActive(ctx, env, c.Account, false)
}

type accountEnableCommand struct {
	Account string `arg:"" help:"The account's code."`
}

// Help is shown under the usage.
func (c *accountEnableCommand) Help() string {
	return `Lets the account sign in again. Its earlier sessions stay ended.

` + accountVariables
}

func (c *accountEnableCommand) Run(ctx context.Context, env cli.Env) error {
	return setActive(ctx, env, c.Account, true)
}

func setActive(ctx context.Context, env cli.Env, account string, active bool) error {
	return operate(ctx, env, "", func(o *identity.Operator, _ config.Config) error {
		if err := o.SetActive(ctx, casework.AccountID(account), active); err != nil {
			return err
		}
		if active {
			env.Printf("The account may sign in.\n")
		} else {
			env.Printf("The account is disabled.\n")
		}
		return nil
	})
}

type accountListCommand struct {
	Desk   string `placeholder:"DESK" help:"Only those of this desk."`
	Agency string `placeholder:"AGENCY" help:"Only those of this agency."`
}

// Help is shown under the usage.
func (c *accountListCommand) Help() string {
	return `Lists a thousand accounts at most, by desk: codes and roles, no names.

` + accountVariables
}

func (c *accountListCommand) Run(ctx context.Context, env cli.Env) error {
	return operate(ctx, env, "", func(o *identity.Operator, _ config.Config) error {
		all, err := o.Accounts(ctx, identity.AccountsFilter{Desk: casework.DeskID(c.Desk), Agency: casework.AgencyID(c.Agency)})
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fault.New(fault.NotFound, "there is no account yet; create one with homeward account invite")
		}
		t := cli.NewTable(env.Out, "ACCOUNT", "DESK", "AGENCY", "ROLES", "SOURCE", "PASSKEYS", "SESSIONS", "DISABLED SINCE")
		for _, a := range all {
			roles := make([]string, len(a.Roles))
			for i, role := range a.Roles {
				roles[i] = string(role)
			}
			out := cli.Instant(a.DisabledAt)
			if !a.Active && a.DisabledAt.IsZero() {
				out = "always"
			}
			t.Row(a.ID, a.Desk, a.Agency, strings.Join(roles, " "), a.Source, a.Passkeys, a.Sessions, out)
		}
		t.Flush()
		return nil
	})
}
