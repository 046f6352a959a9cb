package main

import "example.org/homeward/internal/cli"

// commands is the grammar of the program: every command, with those of package cli.
type commands struct {
	Dev devCommand `cmd:"" group:"here" help:"Start everything on this machine: PostgreSQL, Temporal, the worker, the API, and a small rescue to look at."`

	Bench benchCommand `cmd:"" group:"here" help:"Compare with bare Temporal on this machine."`

	Serve    serveCommand    `cmd:"" group:"run" help:"Serve the API."`
	Work     workCommand     `cmd:"" group:"run" help:"Work the procedures: workflows and activities."`
	Migrate  migrateCommand  `cmd:"" group:"run" help:"Bring the database up to date, and the directory of desks with it."`
	Rollover rolloverCommand `cmd:"" group:"run" help:"After a deploy: let everything that runs go on under the new code."`
	Keys     keysGroup       `cmd:"" group:"run" help:"The keys that personal data are encrypted with: make, rotate, status; and those of programs: client."`
	Account  accountGroup    `cmd:"" group:"run" help:"Accounts, on the database itself: invite, disable, enable, list."`
	Audit    auditGroup      `cmd:"" group:"run" help:"The audit log: verify, export, key, keep, decisions, events, readers."`
	Version  versionCommand  `cmd:"" group:"run" help:"Say which version this is."`

	cli.Commands `embed:""`

	Retention retentionGroup `cmd:"" group:"hand" help:"How long what is kept, and what is over its time."`
}
