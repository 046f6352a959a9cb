package cli

// Commands are the commands that talk to a server, and the one that reads corridor files. They
// are embedded into the grammar of the program.
type Commands struct {
	Corridor corridorGroup `cmd:"" group:"run" help:"Show and check corridor files, desks and missions."`

	Login    loginCommand    `cmd:"" group:"hand" help:"Sign in through the browser."`
	Logout   logoutCommand   `cmd:"" group:"hand" help:"Sign the command line out."`
	Sessions sessionsCommand `cmd:"" group:"hand" help:"Where you are signed in; end one session or all."`

	Operation        operationGroup   `cmd:"" group:"hand" help:"Operations: open, list, show, funnel, pause, resume, close."`
	List             listGroup        `cmd:"" group:"hand" help:"Lists of people: upload, preview, rows, confirm."`
	Case             caseGroup        `cmd:"" group:"hand" help:"Cases: open, list, show, timeline, waiting, gates, report, facts, waive."`
	Identity         identityGroup    `cmd:"" group:"hand" help:"Who a survivor is on record: show with earlier versions, preview a correction, correct."`
	Consent          consentGroup     `cmd:"" group:"hand" help:"Consents: give, list, preview a withdrawal, withdraw."`
	Access           accessGroup      `cmd:"" group:"hand" help:"Access to a case: grants between agencies, excluded officers, break-glass access."`
	Task             taskGroup        `cmd:"" group:"hand" help:"Tasks of a desk: inbox, show, claim, decide, pause, ask, answer, reassign."`
	Notices          noticesGroup     `cmd:"" group:"hand" help:"Notices to your desk: list those to read, confirm that you have read one."`
	Reading          readingGroup     `cmd:"" group:"hand" help:"What you have read beyond the work of your desk: explain it, or answer as the data protection officer."`
	Movement         movementGroup    `cmd:"" group:"hand" help:"Movements: plan, hold, ticket, lock, board, depart, arrive, cancel."`
	Plan             planCommand      `cmd:"" group:"hand" help:"Record the reintegration plan, or that the survivor wants none."`
	Followup         followupCmd      `cmd:"" group:"hand" help:"Record a follow-up visit."`
	Score            scoreGroup       `cmd:"" group:"hand" help:"The reintegration score: questionnaires, and what was scored."`
	Erasure          erasureGroup     `cmd:"" group:"hand" help:"Erasing a person: preview, request, list, show, approve, refuse; deletions, deletion, say."`
	Proposals        proposalsCommand `cmd:"" group:"hand" help:"Acts on a case that take a second person, newest first."`
	Proposal         proposalCommand  `cmd:"" group:"hand" help:"One proposal, with what it would open, close and show."`
	Agree            agreeCommand     `cmd:"" group:"hand" help:"Agree to a proposal, as the second person. It is carried out at once."`
	Refuse           refuseCommand    `cmd:"" group:"hand" help:"Refuse a proposal, as the second person."`
	WithdrawProposal withdrawProposal `cmd:"" name:"withdraw-proposal" group:"hand" help:"Take back a proposal that you have made."`
	Desks            desksCommand     `cmd:"" group:"hand" help:"The desks of all agencies."`
	Whoami           whoamiCommand    `cmd:"" group:"hand" help:"The account that you act as, and what it may do."`
	Follow           followCommand    `cmd:"" group:"hand" help:"Print changes as they happen."`
	Command          commandCommand   `cmd:"" group:"hand" help:"The result of a write, by its key."`
}

// AuditCommands are the commands of `homeward audit` that ask a server, and the one that makes
// the keys of an audit log. They are embedded into its group.
type AuditCommands struct {
	Key     auditKey     `cmd:"" help:"The public key of the audit log; or make a new pair, for the log or for a witness."`
	Keep    auditKeep    `cmd:"" help:"Fetch the newest head, check that it continues the kept one, keep it, and countersign it."`
	Events  auditEvents  `cmd:"" help:"Lines of the audit log, for the data protection officer and the auditor."`
	Readers auditReaders `cmd:"" help:"Who has looked at a case, in words to read out to the survivor."`
}
