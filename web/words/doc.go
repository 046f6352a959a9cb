// Package words holds every text that people read, in each language that Homeward speaks, and
// chooses the language of an answer. All texts are in the folder texts, a file a subject; reading
// them fails when one is missing in a language, has other placeholders than the English, or lacks
// a plural form. It also writes dates, moments and numbers. The package knows no page, no rule
// and no case: the values of a sentence are passed to it, and an unknown key is an error, so that
// no page shows a code in place of words.
package words
