package naming

import "slices"

// Likeness is what two names have in common.
type Likeness struct {
	Parts int  // parts that match, joined words as one
	Same  bool // every word of both has a match, words that may be a title aside
}

// Alike reports whether two names may be of one person: two parts match, or all of them.
func (l Likeness) Alike() bool { return l.Same || l.Parts > 1 }

// Compare compares two names, without regard to the order of their words.
func Compare(a, b Name) Likeness {
	var out Likeness
	coveredA, coveredB := make([]bool, a.Words), make([]bool, b.Words)
	for _, wide := range []bool{false, true} { // word with word first
		for _, s := range a.Terms {
			for _, t := range b.Terms {
				joined := s.To-s.From > 1 || t.To-t.From > 1
				if joined != wide || s.Letters != t.Letters || slices.Contains(coveredA[s.From:s.To], true) || slices.Contains(coveredB[t.From:t.To], true) {
					continue
				}
				cover(coveredA, s)
				cover(coveredB, t)
				out.Parts++
			}
		}
	}
	out.Same = out.Parts > 0 && a.all(coveredA) && b.all(coveredB)
	for _, s := range a.Wholes {
		for _, t := range b.Wholes {
			if s.Letters == t.Letters {
				out.Same, out.Parts = true, max(out.Parts, min(s.To-s.From, t.To-t.From))
			}
		}
	}
	return out
}

// TypedIn reports whether every word of a name stands in another one with the very same letters.
func (n *Name) TypedIn(other Name) bool {
	return len(n.Spelled) > 0 && !slices.ContainsFunc(n.Spelled, func(w string) bool { return !slices.Contains(other.Spelled, w) })
}

func cover(covered []bool, t Term) {
	for i := t.From; i < t.To; i++ {
		covered[i] = true
	}
}

// all reports whether every word is covered that is surely not a title.
func (n *Name) all(covered []bool) bool {
	for i, c := range covered {
		if !c && !n.Maybe[i] {
			return false
		}
	}
	return true
}

// Parts returns how many parts of a name are among the terms that matched, joined words as one.
func (n *Name) Parts(matched func(i int) bool) int {
	covered, parts := make([]bool, n.Words), 0
	for i, t := range n.Terms { // the words come before what is joined of them
		if matched(i) && !slices.Contains(covered[t.From:t.To], true) {
			cover(covered, t)
			parts++
		}
	}
	return parts
}
