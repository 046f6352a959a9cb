package naming

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/roster/spelling"
)

// mostWords is the number of words of a name that are used; real names have fewer.
const mostWords = 12

// Term is one or two neighbouring words of a name, in the form in which names are compared.
type Term struct {
	Letters string
	From    int // the first word, from 0
	To      int // the word after the last one
}

// Name is a name as it is compared.
type Name struct {
	Words int // how many words it has, in all its scripts
	// Terms are the words, some in two forms, and each two neighbouring words of one script joined. A word that
	// stands in the name a second time has a term of its own.
	Terms []Term
	// Wholes are all words of one script joined, in the order as written. A name in two scripts has one for each.
	// A word that may be a title is in one of them and not in the other.
	Wholes []Term
	// Maybe has the words that may be a title.
	Maybe map[int]bool
	// Spelled are the words in small letters, with their accents and with titles.
	Spelled []string
}

// Read returns a name as it is compared. A text without letters and digits has no words.
func Read(text string) Name {
	n := Name{Maybe: make(map[int]bool), Spelled: strings.Fields(strings.ToLower(spelling.Display(text)))}
	for _, segment := range segments(text) {
		n.add(segment)
	}
	seen := make(map[string]int)
	for i, t := range n.Terms {
		if t.To-t.From == 1 {
			if seen[t.Letters]++; seen[t.Letters] > 1 {
				n.Terms[i].Letters += strconv.Itoa(seen[t.Letters])
			}
		}
	}
	return n
}

// word is one word of a name. with is its form with a title before it that may as well be a part of the name, else "".
type word struct {
	letters string
	with    string
	title   bool
	maybe   bool // it may be a title
	script  spelling.Script
}

// add adds the words of one script.
func (n *Name) add(words []word) {
	first := n.Words
	for i, w := range words {
		if n.Words == mostWords {
			words = words[:i]
			break
		}
		n.Terms = append(n.Terms, Term{w.letters, n.Words, n.Words + 1})
		if w.with != "" {
			n.Terms = append(n.Terms, Term{w.with, n.Words, n.Words + 1})
		}
		n.Maybe[n.Words] = w.maybe
		n.Words++
	}
	for i := 1; i < len(words); i++ {
		n.Terms = append(n.Terms, Term{joined(words[i].script, words[i-1].letters+words[i].letters), first + i - 1, first + i + 1})
	}
	n.addWholes(words, first)
}

// addWholes adds what the words are together, with a title that may be one and without it.
func (n *Name) addWholes(words []word, first int) {
	var whole, bare strings.Builder
	for i, w := range words {
		if i == 0 && w.with != "" {
			whole.WriteString(w.with)
		} else {
			whole.WriteString(w.letters)
		}
		if !w.maybe || bare.Len() > 0 {
			bare.WriteString(w.letters)
		}
	}
	for _, text := range []string{whole.String(), bare.String()} {
		if letters := joined(scriptOf(words), text); letters != "" && !n.hasWhole(letters) {
			n.Wholes = append(n.Wholes, Term{letters, first, first + len(words)})
		}
	}
}

func scriptOf(words []word) spelling.Script {
	if len(words) == 0 {
		return spelling.NoScript
	}
	return words[0].script
}

// joined returns the letters of words that were joined: a letter at the end of one and the beginning of the next is a
// doubled letter then.
func joined(script spelling.Script, letters string) string {
	if script == spelling.Latin {
		return single(letters)
	}
	return letters
}

func (n *Name) hasWhole(letters string) bool {
	for _, t := range n.Wholes {
		if t.Letters == letters {
			return true
		}
	}
	return false
}
