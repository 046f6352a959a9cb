package office

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// WordingWrite proposes a wording. Compared and Release say what the reader compared it with; see
// record.WordingProposal.
type WordingWrite struct {
	record.Wording

	Key               string // the caller's
	Text, Note        string
	Compared, Release string
}

// How long a proposal may be in characters, and how many an account may have that are not answered.
const (
	MaxWording     = 800
	MaxWordingNote = 300
	MaxWordings    = 100
)

var (
	textKey     = regexp.MustCompile(`^[A-Za-z0-9_./:-]{1,120}$`)
	pluralForm  = regexp.MustCompile(`^(?:zero|one|two|few|many|other)?$`)
	fingerprint = regexp.MustCompile(`^[0-9a-f]{16}$`)
)

// mistake returns what is wrong with a proposal that a correct page never sends, or that its text is
// missing or too long; nil if nothing is.
func (w WordingWrite) mistake() error {
	switch {
	case !languageCode.MatchString(w.Language):
		return act.Invalid("/language", act.FieldNotListed)
	case !textKey.MatchString(w.Wording.Key):
		return act.Invalid("/text_key", act.FieldFormat)
	case !pluralForm.MatchString(w.Form):
		return act.Invalid("/form", act.FieldNotListed)
	case !fingerprint.MatchString(w.Compared):
		return act.Invalid("/compared", act.FieldFormat)
	case w.Text == "":
		return act.Invalid("/text", act.FieldRequired)
	case utf8.RuneCountInString(w.Text) > MaxWording || strings.ContainsFunc(w.Text, hidden):
		return act.Invalid("/text", act.FieldFormat)
	case utf8.RuneCountInString(w.Note) > MaxWordingNote || strings.ContainsFunc(w.Note, hidden):
		return act.Invalid("/note", act.FieldFormat)
	}
	return nil
}

// hidden reports whether a character changes how a terminal or a page shows the ones beside it: a control
// character, or one that overrides the direction.
func hidden(r rune) bool { return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e }

// ProposeWording keeps a better wording of a text of the pages for the operator. It changes no page. A
// repeated key keeps the first proposal. It returns fault.Conflict if the account has too many proposals
// that are not answered.
func (s *Office) ProposeWording(ctx context.Context, w WordingWrite) (string, error) {
	return act.Run(ctx, s.core, policy.ProposeWording, act.OnNothing(), func(ctx context.Context) (string, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return "", err
		}
		w.Text, w.Note = strings.TrimSpace(w.Text), strings.Join(strings.Fields(w.Note), " ")
		if err := w.mistake(); err != nil {
			return "", err
		}
		id, err := act.Mint(ctx, w.Key, "wording")
		if err != nil {
			return "", err
		}
		return id, s.store.SaveWording(ctx, record.WordingProposal{
			Wording: w.Wording, ID: id, Account: r.Actor.Account, Desk: r.Actor.Desk, Text: w.Text, Note: w.Note,
			Compared: w.Compared, Release: w.Release, At: s.core.Now().UTC(), State: record.WordingOpen,
		}, MaxWordings)
	})
}

// ListWordings lists what the caller has proposed for a wording, the newest first, with what became of it.
func (s *Office) ListWordings(ctx context.Context, of record.Wording) ([]record.WordingProposal, error) {
	return act.Run(ctx, s.core, policy.ListWordings, act.OnNothing(), func(ctx context.Context) ([]record.WordingProposal, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		found, err := s.store.Wordings(ctx, record.WordingFilter{Account: r.Actor.Account, Language: of.Language, Key: of.Key, Form: &of.Form})
		return slices.DeleteFunc(found, func(p record.WordingProposal) bool { return p.Text == "" }), err // its period is over
	})
}
