package cli

// Commands are the commands that talk to a server, and the one that reads corridor files. They
// are embedded into the grammar of the program.
type Commands struct {
	Corridor corridorGroup `cmd:"" group:"run" help:"Look at corridor files and check them."`

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
	Desks     desksCommand   `cmd:"" group:"hand" help:"The desks that work can be addressed to."`
	Whoami    whoamiCommand  `cmd:"" group:"hand" help:"As whom am I acting, and what may I do?"`
	Follow    followCommand  `cmd:"" group:"hand" help:"Print what changes, as it does."`
	Command   commandCommand `cmd:"" group:"hand" help:"What became of a write, by its key."`
}

// AuditCommands are the commands of `homeward audit` that ask a server, and the one that makes
// the keys of an audit log. They are embedded into its group.
type AuditCommands struct {
	Key     auditKey     `cmd:"" help:"The public key of the audit log; or make a new pair, for the log or for a witness."`
	Keep    auditKeep    `cmd:"" help:"Fetch the newest head, check that it goes on from the one that was kept, keep it, and countersign it."`
	Events  auditEvents  `cmd:"" help:"Lines of the audit log, for the data protection officer and the auditor."`
	Readers auditReaders `cmd:"" help:"Who has looked at a case, in words that can be read to her."`
}
