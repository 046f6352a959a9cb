// Package notice holds the rules of notices to desks: which kinds have to be read, how soon, and what happens
// to one that is not read in time. It never stores or sends a notice, and it knows nothing of a person.
package notice
