package roster

// Problem is a code for what was not read or recognised. Clients may rely on the codes.
type Problem string

// Problems of a whole row, which is then in List.Unreadable.
const (
	TooManyCells     Problem = "too_many_cells"    // more cells than headings: the cells have shifted
	SwallowedLines   Problem = "swallowed_lines"   // a stray quotation mark has merged other lines into a cell
	ControlCharacter Problem = "control_character" // characters that no text contains
	CellTooLong      Problem = "cell_too_long"     // more than MaxCell bytes in one cell
	NoPerson         Problem = "no_person"         // nothing in it is about a person
	StrayQuote       Problem = "stray_quote"       // a quotation mark that has no partner
	StruckOff        Problem = "struck_off"        // its author has struck it off, or marked it as a repetition
	Deceased         Problem = "deceased"          // a word of its author: the person is dead
)

// Problems of a cell in a row that was read.
const (
	NameMissing              Problem = "name_missing"
	NameAlone                Problem = "name_alone"   // nothing else in the row: a person, or a note below the table
	DamagedText              Problem = "damaged_text" // U+FFFD: an earlier program has destroyed letters
	SexNotRecognised         Problem = "sex_not_recognised"
	NationalityNotRecognised Problem = "nationality_not_recognised"
	NationalityAmbiguous     Problem = "nationality_ambiguous" // means several states, or often means another one
	PeopleNotState           Problem = "people_not_state"      // a people, of which the state does not follow
	BirthDateNotRecognised   Problem = "birth_date_not_recognised"
	AgeNotRecognised         Problem = "age_not_recognised"
	DocumentNotRecognised    Problem = "document_not_recognised"
	ColumnsDisagree          Problem = "columns_disagree"           // two columns of one field have different values
	OtherColumnOnly          Problem = "other_column_only"          // only a column that may be about something else has a value
	HiddenRow                Problem = "hidden_row"                 // hidden in the spreadsheet
	ChildInRemark            Problem = "child_in_remark"            // a child is mentioned that has no row of its own
	DigitsLost               Problem = "digits_lost"                // a spreadsheet has replaced the last digits of a number
	NotComputed              Problem = "formula_not_computed"       // a cell has a formula and no value
	OldFontEncoding          Problem = "old_font_encoding"          // Burmese letters of an old font, which are not Unicode
	AgeContradictsBirthDate  Problem = "age_contradicts_birth_date" // by more than a year
)
