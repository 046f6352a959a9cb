package say

import (
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/refusals"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// Refused says why the rules refused an act and what to do, in the words of the reason. It is general, the sentence
// of the page, for an error that is not a refusal of the rules and for a reason without a sentence.
func Refused(err error, general view.Text) view.Text {
	switch fault.CodeOf(err) {
	case fault.Conflict, fault.Invalid, fault.Denied:
	default:
		return general
	}
	word := refusals.Of(fault.MessageOf(err))
	if word == "" || !told(word) {
		return general
	}
	return view.Named("refused", word)
}

// told reports whether the texts have a sentence for a reason.
func told(word string) bool {
	texts, err := words.Load()
	if err != nil {
		return false
	}
	_, err = texts.Code(words.Languages()[0], "refused", word)
	return err == nil
}
