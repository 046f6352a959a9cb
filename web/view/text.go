package view

import (
	"fmt"
	"time"

	"example.org/homeward/internal/civil"
	"example.org/homeward/web/words"
)

// Text is what a page says in one place: the key of a text, what is put into its places, and the number
// that chooses the form of a text with plural forms. The zero Text is nothing.
type Text struct {
	Key     string
	Kind    string // of the code that Key is; "" if it is not a code
	Values  []any  // each a string, an int, a Text, a list of them, a Moment or a civil.Date
	N       int
	Counted bool
}

// Say returns a text with values in its places.
func Say(key string, values ...any) Text { return Text{Key: key, Values: values} }

// Count returns a text for the number n.
func Count(key string, n int, values ...any) Text {
	return Text{Key: key, Values: values, N: n, Counted: true}
}

// Named returns the text of a code, as that of the step "screening".
func Named[T ~string](kind string, code T) Text { return Text{Kind: kind, Key: string(code)} }

// Moment is an instant with the zone of the reader's desk.
type Moment struct {
	At    time.Time
	Zone  *time.Location
	Short bool // within a sentence it is the time of day alone
}

// Machine is the instant as RFC 3339 in UTC; "" for no instant.
func (m Moment) Machine() string {
	if m.At.IsZero() {
		return ""
	}
	return m.At.UTC().Format(time.RFC3339)
}

// say writes a text in a language. It fails for a text that is not in the catalogue.
func (r *Renderer) say(l words.Language, t Text) (string, error) {
	if t.Key == "" {
		return "", nil
	}
	values := make([]string, len(t.Values))
	for i, value := range t.Values {
		var err error
		if values[i], err = r.value(l, value); err != nil {
			return "", err
		}
	}
	if t.Kind != "" {
		return r.words.Code(l, t.Kind, t.Key)
	}
	if t.Counted {
		return r.words.Count(l, t.Key, t.N, values...)
	}
	return r.words.Text(l, t.Key, values...)
}

func (r *Renderer) value(l words.Language, value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case int:
		return l.Number(v), nil
	case Text:
		return r.say(l, v)
	case []Text:
		return r.list(l, v)
	case Moment:
		return r.moment(l, v), nil
	case civil.Date:
		return r.words.Day(l, v), nil
	default:
		return "", fmt.Errorf("a text cannot hold a %T", value)
	}
}

// list joins texts by the rule of the language.
func (r *Renderer) list(l words.Language, all []Text) (string, error) {
	said := make([]string, len(all))
	for i, text := range all {
		var err error
		if said[i], err = r.say(l, text); err != nil {
			return "", err
		}
	}
	return r.words.List(l, said...)
}

func (r *Renderer) moment(l words.Language, m Moment) string {
	if m.At.IsZero() {
		return ""
	}
	if m.Short {
		return m.At.In(m.Zone).Format("15:04")
	}
	return r.words.Moment(l, m.At, m.Zone)
}
