package flaw

// Code says what was not read or recognised. Clients may rely on the codes.
type Code string

// Problems of a whole row, which is then in List.Unreadable of package roster.
const (
	TooManyCells     Code = "too_many_cells"    // more cells than headings: the cells have shifted
	SwallowedLines   Code = "swallowed_lines"   // a stray quotation mark has merged other lines into a cell
	ControlCharacter Code = "control_character" // characters that no text contains
	CellTooLong      Code = "cell_too_long"     // more than table.MaxCell bytes in one cell
	NoPerson         Code = "no_person"         // nothing in it is about a person
	StrayQuote       Code = "stray_quote"       // a quotation mark that has no partner
	StruckOff        Code = "struck_off"        // its author has struck it off, or marked it as a repetition
	Deceased         Code = "deceased"          // a word of its author: the person is dead
)

// Problems of a cell in a row that was read.
const (
	NameMissing              Code = "name_missing"
	NameAlone                Code = "name_alone"   // nothing else in the row: a person, or a note below the table
	DamagedText              Code = "damaged_text" // U+FFFD: an earlier program has destroyed letters
	SexNotRecognised         Code = "sex_not_recognised"
	NationalityNotRecognised Code = "nationality_not_recognised"
	NationalityAmbiguous     Code = "nationality_ambiguous" // means several states, or often means another one
	PeopleNotState           Code = "people_not_state"      // a people, of which the state does not follow
	BirthDateNotRecognised   Code = "birth_date_not_recognised"
	AgeNotRecognised         Code = "age_not_recognised"
	DocumentNotRecognised    Code = "document_not_recognised"
	ColumnsDisagree          Code = "columns_disagree"           // two columns of one field have different values
	OtherColumnOnly          Code = "other_column_only"          // only a column that may be about something else has a value
	HiddenRow                Code = "hidden_row"                 // hidden in the spreadsheet
	ChildInRemark            Code = "child_in_remark"            // a child is mentioned that has no row of its own
	DigitsLost               Code = "digits_lost"                // a spreadsheet has replaced the last digits of a number
	NotComputed              Code = "formula_not_computed"       // a cell has a formula and no value
	OldFontEncoding          Code = "old_font_encoding"          // Burmese letters of an old font, which are not Unicode
	BirthDateAmbiguous       Code = "birth_date_ambiguous"       // several readings; never in Row.Problems, which the readings show
	MaybeTwice               Code = "maybe_twice"                // another row may be about the same person; found by the whole list
	AgeContradictsBirthDate  Code = "age_contradicts_birth_date" // by more than a year
)
