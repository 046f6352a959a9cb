// Package drafts is where the pages keep what is typed into their forms: it keeps a form, discards what
// was kept, and lists the user's unfinished forms. It never carries a form out, and never checks what was
// typed.
package drafts
