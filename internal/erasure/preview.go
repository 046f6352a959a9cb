package erasure

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Goes describes the data that are destroyed. For backups see docs/data-protection.md.
func Goes() []string {
	return []string{
		"her identity: names, birth, documents, languages, phone, place",
		"her row on every list, as it was written",
		"everything that was answered, stated, asked and written in the case: findings, reasons, facts, consents, holds, notes",
		"the index by which she could be found by name, number or phone",
		"the histories of her case's procedure",
		"the key itself, here and in every backup that is restored with this installation's key log",
	}
}

// Stays describes the data that stay.
func Stays() []string {
	return []string{
		"the case's reference, corridor, stage and dates, so that counts stay correct",
		"that an officer did something at a time, without what it was",
		"her place among the passengers of a movement, as a reference that does not name a person",
		"the audit log: who looked, who decided, who asked for the erasure and who approved it",
		"this request",
	}
}

// Beyond lists, in order, the desks that received data of a case and have not confirmed their deletion:
// this installation cannot delete their copies. asked are the desks with a part in the case; keeps
// reports whether a desk belongs to the agency that keeps the case. After the erasure, desks that took
// part in her journey or were shown data are asked too.
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
