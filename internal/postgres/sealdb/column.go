package sealdb

import "example.org/homeward/internal/policy"

// Column names a sealed column: its table and its name.
type Column string

// The sealed columns.
const (
	ColCommandArgs     Column = "commands.args"
	ColCommandWords    Column = "commands.words"
	ColCommandAnswer   Column = "commands.answer"
	ColCommandRefusal  Column = "commands.refusal"
	ColOperationWords  Column = "operations.words"
	ColOperationSpoken Column = "operation_changes.words"
	ColListName        Column = "lists.name"
	ColListReport      Column = "lists.report"
	ColRowRaw          Column = "list_rows.raw"
	ColRowRead         Column = "list_rows.read"
	ColRowAnswered     Column = "list_rows.answered"
	ColListAnswered    Column = "lists.answered"
	ColCaseState       Column = "cases.state"
	ColName            Column = "people.name"
	ColNativeName      Column = "people.native_name"
	ColBirth           Column = "people.birth"
	ColSex             Column = "people.sex"
	ColNationality     Column = "people.nationality"
	ColNationalityRaw  Column = "people.nationality_raw"
	ColClaimedDocument Column = "people.document_number"
	ColLanguages       Column = "people.languages"
	ColPhone           Column = "people.phone"
	ColPlace           Column = "people.place"
	ColRemark          Column = "people.remark"
	ColCaseWords       Column = "case_changes.words"
	ColCaseRecorded    Column = "case_changes.recorded"
	ColFact            Column = "facts.body"
	ColConsent         Column = "consents.body"
	ColWaived          Column = "waivers.conditions"
	ColHold            Column = "holds.body"
	ColAccessTerms     Column = "case_access.terms"
	ColTaskTold        Column = "tasks.told"
	ColTaskVotes       Column = "tasks.votes"
	ColTaskOutcome     Column = "tasks.outcome"
	ColDecision        Column = "decisions.body"
	ColNonce           Column = "commitments.nonce"
	ColDocument        Column = "documents.body"
	ColEntry           Column = "timeline.body"
	ColMovementState   Column = "movements.state"
	ColMovementWords   Column = "movement_changes.words"
	ColFairOrder       Column = "movement_changes.fair_order"
	ColMovementEntry   Column = "movement_timeline.body"
	ColPassenger       Column = "passengers.body"
	ColPlanBody        Column = "plans.body"
	ColScoreBody       Column = "scores.body"
	ColContactBody     Column = "contacts.body"
	ColTryBody         Column = "contact_tries.body"
	ColErasureWords    Column = "erasure_changes.words"
	ColDraft           Column = "drafts.body"
	ColViewName        Column = "saved_views.name"
	ColIdentityVersion Column = "identity_versions.body"
	ColWording         Column = "wordings.body"
	ColBatch           Column = "batch_items.body"
	ColReading         Column = "reading_reviews.explanation"
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
	add := func(classes []policy.Class, columns ...Column) {
		for _, c := range columns {
			out = append(out, SealedColumn{string(c), classes})
		}
	}
	add(anything, ColCommandArgs, ColCommandWords, ColCaseState, ColCaseWords, ColOperationSpoken, ColMovementWords, ColErasureWords, ColDraft, ColWording, ColBatch, ColReading)
	add(codes, ColCommandAnswer, ColCommandRefusal, ColCaseRecorded, ColFact, ColWaived, ColAccessTerms, ColTaskTold, ColTaskVotes, ColTaskOutcome,
		ColDecision, ColNonce, ColEntry, ColMovementState, ColFairOrder, ColMovementEntry, ColPassenger)
	add([]policy.Class{policy.Identity, policy.Narrative}, ColConsent) // her language, and what she agreed to
	add([]policy.Class{policy.Legal}, ColHold)
	add(contact, ColOperationWords, ColPhone, ColPlace, ColContactBody)
	add(roster, ColListName, ColListReport, ColRowRaw, ColRowRead, ColRowAnswered, ColListAnswered)
	add(identity, ColName, ColNativeName, ColBirth, ColSex, ColNationality, ColNationalityRaw, ColClaimedDocument, ColLanguages, ColDocument, ColIdentityVersion)
	add(narrative, ColRemark)
	add([]policy.Class{policy.Aftercare}, ColPlanBody, ColScoreBody, ColTryBody)
	add(identity, ColViewName) // a name of a list can be one of a person
	return out
}
