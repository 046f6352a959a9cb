// Package refusals has the word of each refusal, for programs that do not read English and for pages in the
// language of an officer. The rules refuse with a code of package fault and an English message; the word is
// found by that message, so neither the rules nor what is recorded knows of it.
//
// The list is closed, in words.txt. It holds no personal data, and a word tells no more than its message: it
// is found from the message that the caller is shown, and leaves out the part that varies.
package refusals
