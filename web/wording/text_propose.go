package wording

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// propose keeps a better wording for the operator, or shows the form again with what is wrong.
func (p *pages) propose(c echo.Context, user identity.Caller) error {
	found, l, err := p.textOf(c)
	if err != nil {
		return err
	}
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	text := strings.Join(strings.Fields(f.Get(fieldText)), " ") // as the files of texts have it
	wrong := wrongsOf(found, l, text, f.Text(fieldNote))
	if len(wrong) == 0 {
		_, err := p.Usecases.ProposeWording(c.Request().Context(), office.WordingWrite{
			Wording: record.Wording{Language: found.Language, Key: found.Key, Form: found.Form}, Key: f.Key(), Text: text, Note: f.Text(fieldNote),
			Compared: found.Fingerprint(), Release: p.Release,
		})
		if err == nil {
			return c.Redirect(http.StatusSeeOther, textPath(found.Wording)+"?done=wording.kept")
		}
		if fault.CodeOf(err) != fault.Conflict {
			return err
		}
		wrong = say.Wrongs{fieldText: view.Say("wording.wrong.many", office.MaxWordings)}
	}
	page, err := p.textPage(c, user, found, l, f, wrong)
	if err != nil {
		return err
	}
	return p.Render(c, http.StatusUnprocessableEntity, page)
}

// wrongsOf says what is wrong with a proposal: the first mistake of its text, and the length of the note.
func wrongsOf(found words.Compared, l words.Language, text, note string) say.Wrongs {
	wrong := say.Wrongs{}
	mistakes := found.Mistakes(text)
	switch {
	case text == "":
		wrong[fieldText] = view.Say("wording.wrong.missing")
	case utf8.RuneCountInString(text) > office.MaxWording:
		wrong[fieldText] = view.Say("task.wrong.long", office.MaxWording)
	case len(mistakes) > 0:
		wrong[fieldText] = mistakeText(mistakes[0], l)
	}
	if utf8.RuneCountInString(note) > office.MaxWordingNote {
		wrong[fieldNote] = view.Say("task.wrong.long", office.MaxWordingNote)
	}
	return wrong
}

// mistakeText says what is wrong with a wording.
func mistakeText(m words.Mistake, l words.Language) view.Text {
	switch m.Code {
	case words.MissingPlace:
		return view.Say("wording.wrong.missing_place", m.Part)
	case words.UnknownPlace:
		return view.Say("wording.wrong.unknown_place", m.Part)
	case words.LatinWord, words.NoOwnLetter, words.OtherScript:
		return view.Say("wording.wrong.script", l.Name)
	case words.OtherDigits:
		return view.Say("wording.wrong.digits")
	case words.EnglishText:
		return view.Say("wording.wrong.english")
	case words.OldBurmese:
		return view.Say("wording.wrong.zawgyi")
	default:
		return view.Say("wording.wrong.present")
	}
}
