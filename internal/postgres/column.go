package postgres

import "example.org/homeward/internal/policy"

// column names a sealed column: its table and its name.
type column string

// The sealed columns.
const (
	colCommandArgs     column = "commands.args"
	colCommandWords    column = "commands.words"
	colCommandAnswer   column = "commands.answer"
	colCommandRefusal  column = "commands.refusal"
	colOperationWords  column = "operations.words"
	colOperationSpoken column = "operation_changes.words"
	colListName        column = "lists.name"
	colListReport      column = "lists.report"
	colRowRaw          column = "list_rows.raw"
	colRowRead         column = "list_rows.read"
	colCaseState       column = "cases.state"
	colName            column = "people.name"
	colNativeName      column = "people.native_name"
	colBirth           column = "people.birth"
	colSex             column = "people.sex"
	colNationality     column = "people.nationality"
	colNationalityRaw  column = "people.nationality_raw"
	colClaimedDocument column = "people.document_number"
	colLanguages       column = "people.languages"
	colPhone           column = "people.phone"
	colPlace           column = "people.place"
	colRemark          column = "people.remark"
	colCaseWords       column = "case_changes.words"
	colCaseRecorded    column = "case_changes.recorded"
	colFact            column = "facts.body"
	colConsent         column = "consents.body"
	colWaived          column = "waivers.conditions"
	colHold            column = "holds.body"
	colAccessTerms     column = "case_access.terms"
	colTaskTold        column = "tasks.told"
	colTaskVotes       column = "tasks.votes"
	colTaskOutcome     column = "tasks.outcome"
	colDecision        column = "decisions.body"
	colNonce           column = "commitments.nonce"
	colDocument        column = "documents.body"
	colEntry           column = "timeline.body"
	colMovementState   column = "movements.state"
	colMovementWords   column = "movement_changes.words"
	colFairOrder       column = "movement_changes.fair_order"
	colMovementEntry   column = "movement_timeline.body"
	colPassenger       column = "passengers.body"
	colPlanBody        column = "plans.body"
	colScoreBody       column = "scores.body"
	colContactBody     column = "contacts.body"
	colTryBody         column = "contact_tries.body"
	colDraft           column = "drafts.body"
	colViewName        column = "saved_views.name"
	colWording         column = "wordings.body"
)

// SealedColumn is a column that is sealed, with the classes of what may be in it.
type SealedColumn struct {
	Column  string
	Classes []policy.Class
}

// SealedColumns lists all sealed columns. A column of the schema holds bytes exactly if it is in
// this list.
func SealedColumns() []SealedColumn {
	identity := []policy.Class{policy.Identity}
	contact := []policy.Class{policy.Contact}
	narrative := []policy.Class{policy.Narrative}
	roster := []policy.Class{policy.Identity, policy.Narrative, policy.Contact}
	anything := []policy.Class{policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear, policy.Aftercare}
	codes := []policy.Class{policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear} // an answer, and the question
	out := make([]SealedColumn, 0, 48)
	add := func(classes []policy.Class, columns ...column) {
		for _, c := range columns {
			out = append(out, SealedColumn{string(c), classes})
		}
	}
	add(anything, colCommandArgs, colCommandWords, colCaseState, colCaseWords, colOperationSpoken, colMovementWords, colDraft, colWording)
	add(codes, colCommandAnswer, colCommandRefusal, colCaseRecorded, colFact, colWaived, colAccessTerms, colTaskTold, colTaskVotes, colTaskOutcome,
		colDecision, colNonce, colEntry, colMovementState, colFairOrder, colMovementEntry, colPassenger)
	add([]policy.Class{policy.Identity, policy.Narrative}, colConsent) // her language, and what she agreed to
	add([]policy.Class{policy.Legal}, colHold)
	add(contact, colOperationWords, colPhone, colPlace, colContactBody)
	add(roster, colListName, colListReport, colRowRaw, colRowRead)
	add(identity, colName, colNativeName, colBirth, colSex, colNationality, colNationalityRaw, colClaimedDocument, colLanguages, colDocument)
	add(narrative, colRemark)
	add([]policy.Class{policy.Aftercare}, colPlanBody, colScoreBody, colTryBody)
	add(identity, colViewName) // a name of a list can be one of a person
	return out
}
