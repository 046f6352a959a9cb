package usecase

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
)

// WordingStore keeps better words that readers of the pages propose.
type WordingStore interface {
	// SaveWording stores a proposal unless one with its ID is stored. It returns fault.Conflict if most
	// proposals of the account are open.
	SaveWording(ctx context.Context, p record.WordingProposal, most int) error
	Wordings(ctx context.Context, f record.WordingFilter) ([]record.WordingProposal, error)
}

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
		return invalid("/language", FieldNotListed)
	case !textKey.MatchString(w.Wording.Key):
		return invalid("/text_key", FieldFormat)
	case !pluralForm.MatchString(w.Form):
		return invalid("/form", FieldNotListed)
	case !fingerprint.MatchString(w.Compared):
		return invalid("/compared", FieldFormat)
	case w.Text == "":
		return invalid("/text", FieldRequired)
	case utf8.RuneCountInString(w.Text) > MaxWording || strings.ContainsFunc(w.Text, hidden):
		return invalid("/text", FieldFormat)
	case utf8.RuneCountInString(w.Note) > MaxWordingNote || strings.ContainsFunc(w.Note, hidden):
		return invalid("/note", FieldFormat)
	}
	return nil
}

// hidden reports whether a character changes how a terminal or a page shows the ones beside it: a control
// character, or one that overrides the direction.
func hidden(r rune) bool { return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e }

// ProposeWording keeps a better wording of a text of the pages for the operator. It changes no page. A
// repeated key keeps the first proposal. It returns fault.Conflict if the account has too many proposals
// that are not answered.
func (s *Service) ProposeWording(ctx context.Context, w WordingWrite) (string, error) {
	return run(ctx, s, policy.ProposeWording, onNothing(), func(ctx context.Context) (string, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return "", err
		}
		w.Text, w.Note = strings.TrimSpace(w.Text), strings.Join(strings.Fields(w.Note), " ")
		if err := w.mistake(); err != nil {
			return "", err
		}
		id, err := mint(ctx, w.Key, "wording")
		if err != nil {
			return "", err
		}
		return id, s.Store.SaveWording(ctx, record.WordingProposal{
			Wording: w.Wording, ID: id, Account: r.Actor.Account, Desk: r.Actor.Desk, Text: w.Text, Note: w.Note,
			Compared: w.Compared, Release: w.Release, At: s.Now().UTC(), State: record.WordingOpen,
		}, MaxWordings)
	})
}

// ListWordings lists what the caller has proposed for a wording, the newest first, with what became of it.
func (s *Service) ListWordings(ctx context.Context, of record.Wording) ([]record.WordingProposal, error) {
	return run(ctx, s, policy.ListWordings, onNothing(), func(ctx context.Context) ([]record.WordingProposal, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		found, err := s.Store.Wordings(ctx, record.WordingFilter{Account: r.Actor.Account, Language: of.Language, Key: of.Key, Form: &of.Form})
		return slices.DeleteFunc(found, func(p record.WordingProposal) bool { return p.Text == "" }), err // its period is over
	})
}
