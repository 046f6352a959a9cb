package postgres

// column names a sealed column: its table and its name.
type column string

// The sealed columns.
const (
	colCommandWords    column = "commands.words"
	colOperationWords  column = "operations.words"
	colOperationSpoken column = "operation_changes.words"
	colListName        column = "lists.name"
	colListReport      column = "lists.report"
	colRowRaw          column = "list_rows.raw"
	colRowRead         column = "list_rows.read"
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
	colDocumentNumber  column = "documents.number"
	colDocumentMRZ     column = "documents.mrz"
	colMovementWords   column = "movement_changes.words"
	colPlanBody        column = "plans.body"
	colScoreAnswers    column = "scores.answers"
)

// FieldClass is who may read a field (field reference 10.6). The classes A (public), B
// (operational) and I (audit) are not sealed.
type FieldClass string

// The classes that are sealed.
const (
	ClassIdentity  FieldClass = "C"
	ClassNarrative FieldClass = "D"
	ClassMedical   FieldClass = "E"
	ClassContact   FieldClass = "F"
	ClassLegal     FieldClass = "G"
	ClassFear      FieldClass = "H"
)

// SealedColumn is a column that passes through the Box, with the classes of what may stand in it.
type SealedColumn struct {
	Column  string
	Classes []FieldClass
}

// SealedColumns is the table of all sealed columns. A column of the schema holds bytes
// exactly when it stands here.
func SealedColumns() []SealedColumn {
	identity := []FieldClass{ClassIdentity}
	contact := []FieldClass{ClassContact}
	roster := []FieldClass{ClassIdentity, ClassNarrative, ClassContact}
	words := []FieldClass{ClassIdentity, ClassNarrative, ClassMedical, ClassContact, ClassLegal, ClassFear}
	out := make([]SealedColumn, 0, 24)
	add := func(classes []FieldClass, columns ...column) {
		for _, c := range columns {
			out = append(out, SealedColumn{string(c), classes})
		}
	}
	add(words, colCommandWords, colCaseWords, colOperationSpoken, colMovementWords)
	add(contact, colOperationWords, colPhone, colPlace)
	add(roster, colListName, colListReport, colRowRaw, colRowRead)
	add(identity, colName, colNativeName, colBirth, colSex, colNationality, colNationalityRaw, colClaimedDocument, colLanguages,
		colDocumentNumber, colDocumentMRZ)
	add([]FieldClass{ClassNarrative}, colRemark, colPlanBody, colScoreAnswers)
	return out
}
