package erasure

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Goes lists, in words, what is destroyed. For the reach of backups see
// docs/data-protection.md.
func Goes() []string {
	return []string{
		"who she is: names, birth, documents, languages, phone, place",
		"her row on every list, as it was written",
		"what was answered, stated, asked and written in the case: findings, reasons, facts, consents, holds, notes",
		"the index by which she could be found by name, number or phone",
		"the histories of her case's procedure",
		"the key itself, here and in every backup that is restored beside this installation's key log",
	}
}

// Stays lists, in words, what is left.
func Stays() []string {
	return []string{
		"the case's reference, corridor, stage and dates, so that counts still add up",
		"that an officer did something at a time, without what it was",
		"her place among the passengers of a movement, as a reference that names no person",
		"the audit log: who looked, who decided, who asked for the erasure and who approved it",
		"this request",
	}
}

// Beyond lists the desks that were given something of a case and have not said that they have
// deleted it, in order: their copies are beyond the reach of this installation. asked are the desks
// with a part in the case; keeps says which desks are of the agency that keeps it. When the
// erasure is done, desks that travelled with the person or were shown something are asked as well.
func Beyond(c casework.Case, asked []casework.DeskID, keeps func(casework.DeskID) bool) []casework.DeskID {
	attested := map[casework.DeskID]bool{}
	given := slices.Clone(asked)
	for _, u := range c.Undo {
		if casework.UndoSpecOf(u.Kind).Method == casework.UndoByAttestation {
			given = append(given, u.Desk)
			attested[u.Desk] = u.State == casework.UndoDone
		}
	}
	for _, g := range c.Access {
		given = append(given, g.Desk)
	}
	for _, g := range c.BreakGlass {
		given = append(given, g.By.Desk)
	}
	slices.Sort(given)
	out := slices.DeleteFunc(slices.Compact(given), func(desk casework.DeskID) bool { return desk == "" || attested[desk] || keeps(desk) })
	return append([]casework.DeskID{}, out...)
}
