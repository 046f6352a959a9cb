package casework

// Action is an action that gates can block.
type Action string

// The actions. A gate lists the actions that it blocks.
const (
	CollectData       Action = "collect_data"
	InterviewSurvivor Action = "interview_survivor"
	ContactConsulate  Action = "contact_consulate"
	ContactFamily     Action = "contact_family"
	ShareWithReceiver Action = "share_with_receiver"
	DeclareNegative   Action = "declare_negative"
	TreatAsAdult      Action = "treat_as_adult"
	DecideReturn      Action = "decide_return"
	RequestDocument   Action = "request_document"
	IssueTicket       Action = "issue_ticket"
	LockManifest      Action = "lock_manifest"
	HandOver          Action = "hand_over_at_border"
	EnterHost         Action = "enter_host_state"
	Board             Action = "board"
	Depart            Action = "depart"
	CountVoluntary    Action = "count_as_voluntary"
	CloseCase         Action = "close_case"
	DeleteRecord      Action = "delete_record"
	PublishStatistics Action = "publish_statistics"
	ExportFile        Action = "export_file"
	MergeRecords      Action = "merge_records"
	MarkArrived       Action = "mark_arrived"
	PayFine           Action = "pay_fine"
	ChildEscort       Action = "child_escorted_by_relative"
	MassAction        Action = "mass_action"
)
