// Package spelling makes texts of the field comparable: it folds spellings of one word, finds numbers,
// scripts and old encodings, and reads the embedded files under words, which list how authors write
// things.
//
// It never decides what a text means for a person, and never changes what was written: it returns new
// texts.
package spelling
