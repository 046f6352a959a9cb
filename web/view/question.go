package view

import "strings"

// Question is one field of a form.
type Question struct {
	ID, Name string
	Kind     QuestionKind
	Label    Text
	Hint     Text
	Readers  Text // who reads what is written here; for free text
	Wrong    Text // what is wrong with the answer; nothing if it is valid
	Value    string
	Date     DateParts // of a date, as it was typed
	Answers  []Answer
	Rows     int // of an area; 0 is 3
	Limit    int // of characters; 0 sets no limit
	Optional bool
	Code     bool // the answer is a code, written in Latin letters from left to right
}

// QuestionKind is how a question is answered.
type QuestionKind string

// The kinds of questions.
const (
	AskText    QuestionKind = "text"
	AskArea    QuestionKind = "area"
	AskDate    QuestionKind = "date" // the form has .day, .month and .year behind its name
	AskSelect  QuestionKind = "select"
	AskOne     QuestionKind = "one" // of a few, all of them to be seen
	AskSeveral QuestionKind = "several"
	AskFile    QuestionKind = "file" // one file; the form has Files
)

// Answer is one that can be chosen.
type Answer struct {
	Value  string
	Text   Text
	Plain  string // a name that is not one of our texts, as that of a desk
	Hint   Text
	Chosen bool
}

// Described lists the IDs of what describes the field.
func (q Question) Described() string {
	var ids []string
	for _, one := range []struct {
		text Text
		end  string
	}{{q.Hint, "-hint"}, {q.Readers, "-readers"}, {q.Wrong, "-wrong"}} {
		if one.text.Key != "" {
			ids = append(ids, q.ID+one.end)
		}
	}
	return strings.Join(ids, " ")
}

// DateParts is a date as it was typed: no part is valid for sure.
type DateParts struct{ Day, Month, Year string }

// Months lists the numbers of the months, from 1.
func (DateParts) Months() []string {
	return []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}
}
