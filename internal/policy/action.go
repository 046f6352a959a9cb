package policy

import "example.org/homeward/internal/casework"

// Action is an action that an actor asks to perform. Each API operation has one action; the operation
// that reports an event has one more for each kind of event (see ReportOf).
type Action string

// The actions.
const (
	// Public covers what every client may do without signing in: the health check and the contract.
	Public Action = "public"

	ShowAccount        Action = "account.show"
	ListDesks          Action = "desk.list"
	ListCorridors      Action = "corridor.list"
	ListQuestionnaires Action = "questionnaire.list"
	ShowCommand        Action = "command.show"
	FollowEvents       Action = "event.follow"
	// KeepDraft, ShowDrafts and DropDrafts are about forms that were typed and not sent. The pages
	// have them; the API does not.
	KeepDraft  Action = "draft.keep"
	ShowDrafts Action = "draft.show"
	DropDrafts Action = "draft.drop"

	// The actions of OfPages: about the own work of officers. No right depends on them.
	ShowSettings    Action = "account.settings"
	ChangeSettings  Action = "account.change"
	ListAbsences    Action = "desk.absences"
	ListViews       Action = "view.list"
	SaveView        Action = "view.save"
	RemoveView      Action = "view.remove"
	FreezeSelection Action = "selection.freeze"
	ShowSelection   Action = "selection.show"
	ProposeWording  Action = "wording.propose"
	ListWordings    Action = "wording.list"
	// ActOnTasks is one act on many tasks; policy is asked about each of them as about one alone.
	ActOnTasks Action = "selection.act"

	OpenOperation   Action = "operation.open"
	ListOperations  Action = "operation.list"
	ShowOperation   Action = "operation.show"
	ShowFunnel      Action = "operation.funnel"
	PauseOperation  Action = "operation.pause"
	ResumeOperation Action = "operation.resume"
	PreviewResume   Action = "operation.resume_preview"
	AgreeResume     Action = "operation.resume_agree"
	RefuseResume    Action = "operation.resume_refuse"
	CloseOperation  Action = "operation.close"

	UploadList   Action = "list.upload"
	ListLists    Action = "list.list"
	ShowList     Action = "list.show"
	ShowListRows Action = "list.rows"
	// AnswerList answers a doubt of a list, ListListAnswers lists who has answered what.
	AnswerList      Action = "list.answer"
	ListListAnswers Action = "list.answers"
	PreviewList     Action = "list.preview"
	ConfirmList     Action = "list.confirm"
	ApproveList     Action = "list.approve" // by the second person
	RefuseList      Action = "list.refuse"

	OpenCase  Action = "case.open"
	ListCases Action = "case.list"
	// SearchCases looks for a person by name or number. Each result is checked again: with ShowCase,
	// and with the class of the field that matched.
	SearchCases  Action = "case.search"
	ShowCase     Action = "case.show"
	ShowTimeline Action = "case.timeline"
	ShowWaiting  Action = "case.waiting"
	ShowGates    Action = "case.gates"
	// SeeWholeCase is not an API operation. An actor who has it sees the part of every desk in a case;
	// an actor who does not sees the part of their own desk, and the fields that their field classes
	// allow.
	SeeWholeCase Action = "case.whole"
	// JoinOperation is not an API operation. An actor who has it may name an operation when they open a
	// case or plan a movement, whether or not they may look at it.
	JoinOperation Action = "operation.join"
	StateFacts    Action = "case.state_facts"
	AskAgain      Action = "case.ask_again"
	// CorrectIdentity proposes a correction of her identity on record; a second person agrees. ShowIdentity shows
	// it with its former values, and PreviewCorrection what a correction would let lapse.
	CorrectIdentity   Action = "case.correct_identity"
	PreviewCorrection Action = "case.preview_correction"
	ShowIdentity      Action = "case.identity"
	// RecordOrder proposes an order of an authority; a second person in another role agrees. EndOrder takes one back.
	RecordOrder Action = "case.record_order"
	ListOrders  Action = "case.orders"
	EndOrder    Action = "case.end_order"
	Report      Action = "case.report" // and, for each event, ReportOf

	GiveConsent       Action = "consent.give"
	ListConsents      Action = "consent.list"
	PreviewWithdrawal Action = "consent.preview_withdrawal"
	WithdrawConsent   Action = "consent.withdraw"

	WaiveGate Action = "gate.waive"

	// Of acts on one case that take a second person. AnswerProposal is for an officer of the desk that is asked,
	// WithdrawProposal for one of the desk that proposed.
	ListProposals    Action = "proposal.list"
	ShowProposal     Action = "proposal.show"
	AnswerProposal   Action = "proposal.answer"
	WithdrawProposal Action = "proposal.withdraw"

	ListGrants     Action = "access.list"
	ListAccess     Action = "case.access"
	GiveAccess     Action = "case.give_access"
	EndAccess      Action = "case.end_access"
	ExcludeOfficer Action = "case.exclude_officer"
	ReadmitOfficer Action = "case.readmit_officer"
	BreakTheGlass  Action = "case.break_glass"

	ListTasks   Action = "task.list"
	ShowTask    Action = "task.show"
	ClaimTask   Action = "task.claim"
	ReleaseTask Action = "task.release"
	GiveTask    Action = "task.give" // the own claim, to a colleague
	DecideTask  Action = "task.decide"
	DecideTasks Action = "task.decide_batch"
	// A batch of more decisions than one officer may give alone waits for a second person.
	ListBatches   Action = "task.batch_list"
	ShowBatch     Action = "task.batch_show"
	AgreeBatch    Action = "task.batch_agree"
	RefuseBatch   Action = "task.batch_refuse"
	WithdrawBatch Action = "task.batch_withdraw"
	PauseTask     Action = "task.pause"
	ResumeTask    Action = "task.resume"
	AskAtTask     Action = "task.ask"
	AnswerTask    Action = "task.answer"
	ReassignTask  Action = "task.reassign"
	RecallTask    Action = "task.recall"

	// Each notice is checked again, with SeesNotice.
	ListNotices Action = "notice.list"
	ReadNotices Action = "notice.read"

	// Of reviews of what an account has read beyond its work. The account explains, a data protection officer
	// answers.
	ListReadings   Action = "reading.list"
	ExplainReading Action = "reading.explain"
	AcceptReading  Action = "reading.accept"
	RejectReading  Action = "reading.reject"

	PlanMovement    Action = "movement.plan"
	ListMovements   Action = "movement.list"
	ShowMovement    Action = "movement.show"
	ShowManifest    Action = "movement.manifest"
	HoldSeats       Action = "movement.hold"
	ReleaseSeats    Action = "movement.release"
	IssueTickets    Action = "movement.ticket"
	QueueStandby    Action = "movement.standby"
	KeepApart       Action = "movement.separate"
	LockManifest    Action = "movement.lock"
	UnlockManifest  Action = "movement.unlock"
	BoardPassengers Action = "movement.board"
	DepartMovement  Action = "movement.depart"
	SlipMovement    Action = "movement.slip"
	ConfirmArrivals Action = "movement.arrive"
	CancelMovement  Action = "movement.cancel"
	PreviewCancel   Action = "movement.cancel_preview"
	AgreeCancel     Action = "movement.cancel_agree"
	RefuseCancel    Action = "movement.cancel_refuse"
	SwapVehicle     Action = "movement.swap"

	PreviewErasure Action = "erasure.preview"
	RequestErasure Action = "erasure.request"
	ListErasures   Action = "erasure.list"
	ShowErasure    Action = "erasure.show"
	ApproveErasure Action = "erasure.approve"
	RefuseErasure  Action = "erasure.refuse"
	StopErasure    Action = "erasure.stop"
	ShowRetention  Action = "retention.show"
	// ListDeletions, ShowDeletion and AnswerDeletion are about the requests to delete data of a person
	// who was erased. A request goes to each desk that had received such data.
	ListDeletions  Action = "deletion.list"
	ShowDeletion   Action = "deletion.show"
	AnswerDeletion Action = "deletion.answer"
	// ShowReaders lists who has looked at a case, in terms that can be read out to the survivor.
	ShowReaders     Action = "case.readers"
	ListAuditEvents Action = "audit.events"
	ShowAuditKey    Action = "audit.key"
	ShowNewestHead  Action = "audit.newest" // the signed head of the audit log's tree
	ShowAuditHead   Action = "audit.head"
	ProveAuditTree  Action = "audit.since" // that a head extends an earlier one
	ProveAuditLeaf  Action = "audit.leaf"
	Countersign     Action = "audit.countersign"

	ShowReintegration Action = "reintegration.show"
	SettlePlan        Action = "reintegration.plan"
	SettleFollowUp    Action = "reintegration.follow_up"

	// ShowContact shows what she has agreed about contact, and no number. RevealNumber shows the number.
	ShowContact  Action = "contact.show"
	AgreeContact Action = "contact.agree"
	RevealNumber Action = "contact.reveal"
)

// ReportOf returns the action of reporting one kind of event.
func ReportOf(e casework.Event) Action { return Report + "." + Action(e) }

// OfPages lists the actions that only pages have. They are about how an officer works with the pages, so
// the contract of the API has no operation for them.
func OfPages() []Action {
	return []Action{
		KeepDraft, ShowDrafts, DropDrafts,
		ShowSettings, ChangeSettings, ListAbsences, ListViews, SaveView, RemoveView, FreezeSelection, ShowSelection, ActOnTasks,
		ProposeWording, ListWordings,
	}
}

// Actions lists every action except Public, in the order of testdata/matrix.csv.
func Actions() []Action {
	out := []Action{
		ShowAccount, ListDesks, ListCorridors, ListQuestionnaires, ShowCommand, FollowEvents,
		OpenOperation, ListOperations, ShowOperation, ShowFunnel, PauseOperation, ResumeOperation, CloseOperation, PreviewResume, AgreeResume, RefuseResume,
		UploadList, ListLists, ShowList, ShowListRows, AnswerList, ListListAnswers, PreviewList, ConfirmList, ApproveList, RefuseList,
		OpenCase, ListCases, SearchCases, ShowCase, ShowTimeline, ShowWaiting, ShowGates, SeeWholeCase, JoinOperation, StateFacts, AskAgain, CorrectIdentity, PreviewCorrection, ShowIdentity,
		RecordOrder, ListOrders, EndOrder, Report,
	}
	for _, e := range casework.Events() {
		out = append(out, ReportOf(e))
	}
	return append(append(out, OfPages()...),
		GiveConsent, ListConsents, PreviewWithdrawal, WithdrawConsent, WaiveGate,
		ListProposals, ShowProposal, AnswerProposal, WithdrawProposal,
		ListGrants, ListAccess, GiveAccess, EndAccess, ExcludeOfficer, ReadmitOfficer, BreakTheGlass,
		ListTasks, ShowTask, ClaimTask, ReleaseTask, GiveTask, DecideTask, DecideTasks, ListBatches, ShowBatch, AgreeBatch, RefuseBatch, WithdrawBatch, PauseTask, ResumeTask, AskAtTask,
		AnswerTask, ReassignTask, RecallTask, ListNotices, ReadNotices, ListReadings, ExplainReading, AcceptReading, RejectReading,
		PlanMovement, ListMovements, ShowMovement, ShowManifest, HoldSeats, ReleaseSeats, IssueTickets, QueueStandby,
		KeepApart, SwapVehicle, LockManifest, UnlockManifest, BoardPassengers, DepartMovement, SlipMovement, ConfirmArrivals,
		CancelMovement, PreviewCancel, AgreeCancel, RefuseCancel,
		ShowReintegration, SettlePlan, SettleFollowUp, ShowContact, AgreeContact, RevealNumber,
		PreviewErasure, RequestErasure, ListErasures, ShowErasure, ApproveErasure, RefuseErasure, StopErasure, ShowRetention,
		ListDeletions, ShowDeletion, AnswerDeletion,
		ShowReaders, ListAuditEvents, ShowAuditKey, ShowNewestHead, ShowAuditHead, ProveAuditTree, ProveAuditLeaf, Countersign,
	)
}
