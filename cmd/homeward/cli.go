package main

// cli is every command.
type cli struct {
	Dev devCommand `cmd:"" group:"here" help:"Start everything on this machine: PostgreSQL, Temporal, the worker, the API, and a small rescue to look at."`

	Bench benchCommand `cmd:"" group:"here" help:"Compare with bare Temporal on this machine."`

	Serve    serveCommand    `cmd:"" group:"run" help:"Serve the API."`
	Work     workCommand     `cmd:"" group:"run" help:"Work the procedures: workflows and activities."`
	Migrate  migrateCommand  `cmd:"" group:"run" help:"Bring the database up to date, and the directory of desks with it."`
	Rollover rolloverCommand `cmd:"" group:"run" help:"After a deploy: let everything that runs go on under the new code."`
	Keys     keysGroup       `cmd:"" group:"run" help:"The keys that personal data are encrypted with: make, rotate, status; and those of programs: client."`
	Account  accountGroup    `cmd:"" group:"run" help:"Accounts, on the database itself: invite, disable, enable, list."`
	Audit    auditGroup      `cmd:"" group:"run" help:"The audit log: verify, export, key, keep, decisions, events, readers."`
	Corridor corridorGroup   `cmd:"" group:"run" help:"Look at corridor files and check them."`
	Version  versionCommand  `cmd:"" group:"run" help:"Say which version this is."`

	Login    loginCommand    `cmd:"" group:"hand" help:"Sign in, in the browser."`
	Logout   logoutCommand   `cmd:"" group:"hand" help:"Sign the command line out."`
	Sessions sessionsCommand `cmd:"" group:"hand" help:"Where you are signed in; end one session, or all."`

	Operation operationGroup `cmd:"" group:"hand" help:"Operations: open, list, show, funnel, pause, resume, close."`
	List      listGroup      `cmd:"" group:"hand" help:"Lists of people: upload, preview, rows, confirm."`
	Case      caseGroup      `cmd:"" group:"hand" help:"Cases: open, list, show, timeline, waiting, gates, report, facts, waive."`
	Consent   consentGroup   `cmd:"" group:"hand" help:"Consents: give, list, preview a withdrawal, withdraw."`
	Access    accessGroup    `cmd:"" group:"hand" help:"Who sees a case: grants between agencies, officers kept out, broken glass."`
	Task      taskGroup      `cmd:"" group:"hand" help:"Tasks of a desk: inbox, show, claim, decide, pause, ask, answer, reassign."`
	Movement  movementGroup  `cmd:"" group:"hand" help:"Movements: plan, hold, ticket, lock, board, depart, arrive, cancel."`
	Plan      planCommand    `cmd:"" group:"hand" help:"Record the reintegration plan, or that she wants none."`
	Followup  followupCmd    `cmd:"" group:"hand" help:"Record a visit after the return."`
	Score     scoreGroup     `cmd:"" group:"hand" help:"The reintegration score: questionnaires, and what was scored."`
	Erasure   erasureGroup   `cmd:"" group:"hand" help:"Erasing a person: preview, request, list, show, approve, refuse; deletions, deletion, say."`
	Retention retentionGroup `cmd:"" group:"hand" help:"How long what is kept, and what is over its time."`
	Desks     desksCommand   `cmd:"" group:"hand" help:"The desks that work can be addressed to."`
	Whoami    whoamiCommand  `cmd:"" group:"hand" help:"As whom am I acting, and what may I do?"`
	Follow    followCommand  `cmd:"" group:"hand" help:"Print what changes, as it does."`
	Command   commandCommand `cmd:"" group:"hand" help:"What became of a write, by its key."`
}
