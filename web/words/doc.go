// Package words holds every text that people read, in each language that Homeward speaks, and
// chooses the language of an answer. All texts are in words.yaml; a test fails when one is missing
// in a language. The package knows no page, no rule and no case: what is put into a sentence is
// handed to it, and an unknown key is an error, so that no page shows a code in place of words.
package words
