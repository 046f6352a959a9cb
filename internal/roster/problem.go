package roster

// Problem says in one word what could not be read or recognised. Clients may
// rely on it.
type Problem string

// Problems of a whole row, which is then in List.Unreadable.
const (
	TooManyCells     Problem = "too_many_cells"    // more cells than headings: the cells have shifted
	SwallowedLines   Problem = "swallowed_lines"   // a stray quotation mark has drawn other lines into one cell
	ControlCharacter Problem = "control_character" // characters that no text has
	CellTooLong      Problem = "cell_too_long"     // more than MaxCell bytes in one cell
	NoPerson         Problem = "no_person"         // nothing in it that tells of a person
)

// Problems of a cell in a row that was read.
const (
	NameMissing              Problem = "name_missing"
	NameAlone                Problem = "name_alone"   // nothing else in the row: a person, or a note below the table
	DamagedText              Problem = "damaged_text" // U+FFFD: an earlier program has destroyed letters
	SexNotRecognised         Problem = "sex_not_recognised"
	NationalityNotRecognised Problem = "nationality_not_recognised"
	NationalityAmbiguous     Problem = "nationality_ambiguous" // means more than one state, or is often meant otherwise
	BirthDateNotRecognised   Problem = "birth_date_not_recognised"
	AgeNotRecognised         Problem = "age_not_recognised"
	DocumentNotRecognised    Problem = "document_not_recognised"
)
