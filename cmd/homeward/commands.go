package main

import "example.org/homeward/internal/cli"

// commands is the grammar of the program: every command, with those of package cli.
type commands struct {
	Dev devCommand `cmd:"" group:"here" help:"Start everything on this machine: PostgreSQL, Temporal, the worker, the API, and a small sample rescue."`

	Bench benchCommand `cmd:"" group:"here" help:"Compare with bare Temporal on this machine."`

	Serve    serveCommand    `cmd:"" group:"run" help:"Serve the API."`
	Work     workCommand     `cmd:"" group:"run" help:"Run the worker: workflows and activities."`
	Migrate  migrateCommand  `cmd:"" group:"run" help:"Migrate the database, and update the directory of desks."`
	Rollover rolloverCommand `cmd:"" group:"run" help:"After a deploy: move all running workflows to the new code."`
	Keys     keysGroup       `cmd:"" group:"run" help:"The keys that encrypt personal data: make, rotate, status; and the keys of programs: client."`
	Account  accountGroup    `cmd:"" group:"run" help:"Accounts, on the database itself: invite, disable, enable, list."`
	Audit    auditGroup      `cmd:"" group:"run" help:"The audit log: verify, export, key, keep, decisions, events, readers."`
	Words    wordsGroup      `cmd:"" group:"run" help:"Better words for the pages, as readers propose them: proposals, take, decline."`
	Version  versionCommand  `cmd:"" group:"run" help:"Print the version."`

	cli.Commands `embed:""`

	Retention retentionGroup `cmd:"" group:"hand" help:"Retention periods, and the data that are over them."`
}
