package postgres

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/roster/naming"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/seal"
)

// nation draws names of three words, each from a list in which the word of rank r is 1/r as frequent as the first. The
// attacker has the very same lists: no public distribution of names is better.
type nation struct {
	code  string
	words [3][]string
}

// nations are five states with as many family, middle and given names as the most frequent ones of large states.
func nations() []nation {
	var out []nation
	for _, code := range []string{"b", "k", "l", "m", "t"} {
		n := nation{code: code}
		for position, size := range []int{40, 60, 300} {
			for i := range size {
				n.words[position] = append(n.words[position], code+string(rune('a'+position))+letters(i))
			}
		}
		out = append(out, n)
	}
	return out
}

// letters writes a number in letters, without doubled ones.
func letters(i int) string {
	return string([]rune{'a' + rune(i%26), 'u', 'b' + rune(i/26)})
}

func (n nation) draw(r *rand.Rand) string {
	var words []string
	for _, list := range n.words {
		words = append(words, list[zipf(r, len(list))])
	}
	return strings.Join(words, " ")
}

// zipf draws a rank with a probability in proportion to 1/(rank+1).
func zipf(r *rand.Rand, n int) int {
	total := 0.0
	for i := range n {
		total += 1 / float64(i+1)
	}
	at := r.Float64() * total
	for i := range n {
		if at -= 1 / float64(i+1); at < 0 {
			return i
		}
	}
	return n - 1
}

// seen is what the attacker reads of one case: the state that it is about, which a dump tells, and tokens. value is
// what a token stands for: the attacker does not know it.
type seen struct {
	of     string // a set of cases that are compared with each other
	tokens map[string]string
	words  []string
}

// attack matches the tokens of each set with the values that names of the nation have, by how frequent both are, and
// returns in how many cases two words of the name or more are found again.
func attack(all []seen, expected map[string][]string) int {
	counts := make(map[string]map[string]int)
	for _, one := range all {
		if counts[one.of] == nil {
			counts[one.of] = make(map[string]int)
		}
		for token := range one.tokens {
			counts[one.of][token]++
		}
	}
	guess := make(map[string]string)
	for of, count := range counts {
		var tokens []string
		for token := range count {
			tokens = append(tokens, token)
		}
		slices.SortFunc(tokens, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
		nation, _, _ := strings.Cut(of, "/")
		for i, token := range tokens[:min(len(tokens), len(expected[nation]))] {
			guess[of+token] = expected[nation][i]
		}
	}
	found := 0
	for _, one := range all {
		known := make(map[string]bool)
		for token, value := range one.tokens {
			if guess[one.of+token] == value {
				for word := range strings.FieldsSeq(value) {
					known[word] = true
				}
			}
		}
		right := 0
		for _, w := range one.words {
			if known[w] {
				right++
			}
		}
		if right > 1 {
			found++
		}
	}
	return found
}

// ranked returns the values that names of each nation have, the most frequent first, from a large public register.
func ranked(values func(name string) []string) map[string][]string {
	out := make(map[string][]string)
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range nations() {
		count := make(map[string]int)
		for range 60_000 {
			for _, v := range values(n.draw(r)) {
				count[v]++
			}
		}
		for v := range count {
			out[n.code] = append(out[n.code], v)
		}
		slices.SortFunc(out[n.code], func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	}
	return out
}

// singleWords returns the words of a name as they are compared. The attacker of the test knows which tokens are of
// single words; a real one has to guess it.
func singleWords(name string) []string {
	var out []string
	for _, t := range naming.Read(name).Terms {
		if t.To-t.From == 1 {
			out = append(out, t.Letters)
		}
	}
	return out
}

// TestTheFrequenciesOfKeysTellLessThanBefore measures how many names an attacker finds again who has a dump, no key,
// and the distribution that the names come from. The attacker knows more than a dump tells: which key each case uses.
func TestTheFrequenciesOfKeysTellLessThanBefore(t *testing.T) {
	t.Parallel()
	index, err := seal.NewIndex(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	s := &Store{index: index}
	pairs, single := ranked(person.NameKeys), ranked(singleWords)
	for _, size := range []int{2_000, 7_000, 20_000} {
		r := rand.New(rand.NewPCG(3, uint64(size)))
		var before, after []seen
		for i := range size {
			n := nations()[i%5]
			name, ref := n.draw(r), casework.Ref(fmt.Sprintf("case-%d", i))
			old := seen{of: n.code, tokens: make(map[string]string), words: singleWords(name)}
			for _, key := range person.NameKeys(name) {
				token := index.Token("people.name", key)
				old.tokens[string(token[:])] = key
			}
			key := s.keyOf(ref)
			now := seen{of: fmt.Sprint(n.code, "/", key), tokens: make(map[string]string), words: old.words}
			for _, w := range singleWords(name) {
				token := index.Token(tokenName, keyed(key, wordValue(naming.Term{Letters: w})))
				now.tokens[string(token[:])] = w
			}
			before, after = append(before, old), append(after, now)
		}
		earlier, later := attack(before, pairs), attack(after, single)
		t.Logf("of %d names, two words or more are found again: %d with the earlier keys, %d with these", size, earlier, later)
		require.LessOrEqual(t, later, earlier)
	}
}
