package cases

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// languages are those that survivors are asked in, by their codes (ISO 639).
func languages() []string {
	return []string{"am", "ar", "bn", "en", "fr", "hi", "id", "km", "lo", "ms", "my", "ne", "om", "pt", "si", "so", "sw", "th", "ti", "tl", "ur", "vi", "zh"}
}

// giveForm is the form in which consents are recorded that a survivor gave: those that are not in force.
func (r reader) giveForm(ref casework.Ref, lines []view.ConsentLine, receivers []casework.DeskID, f site.SentForm, wrong say.Wrongs) *view.SmallForm {
	var open []view.Answer
	for _, line := range lines {
		one := view.Answer{Value: line.Code, Text: line.Text, Chosen: slices.Contains(f.All("consent"), line.Code)}
		handover := line.Code == string(casework.ConsentHandover) && len(receivers) > 1
		if line.Active && handover {
			one.Hint = view.Say("consents.other_receiver")
		}
		if !line.Active || handover {
			open = append(open, one)
		}
	}
	if len(open) == 0 {
		return nil
	}
	choose := func(name string) []view.Answer {
		return []view.Answer{{Text: view.Say("task.choose"), Chosen: f.Get(name) == ""}}
	}
	modes, spoken := choose("mode"), choose("language")
	for _, mode := range casework.Modes() {
		modes = append(modes, view.Answer{Value: string(mode), Text: view.Named("mode", mode), Chosen: f.Get("mode") == string(mode)})
	}
	for _, code := range languages() {
		spoken = append(spoken, view.Answer{Value: code, Plain: r.Language.Spoken(code), Chosen: f.Get("language") == code})
	}
	out := &view.SmallForm{
		ID: "give", Action: givePath(ref), Key: site.NewKey(), Title: view.Say("consents.give"), Hint: view.Say("consents.give_hint"),
		Submit: view.Say("consents.give_do"), Open: len(f.Values) > 0,
		Questions: []view.Question{
			{ID: "give-consent", Name: "consent", Kind: view.AskSeveral, Label: view.Say("consents.which"), Answers: open, Wrong: wrong["consent"]},
			{ID: "give-mode", Name: "mode", Kind: view.AskSelect, Label: view.Say("consents.how"), Answers: modes, Wrong: wrong["mode"]},
			{ID: "give-language", Name: "language", Kind: view.AskSelect, Label: view.Say("consents.language"), Answers: spoken, Wrong: wrong["language"]},
			{ID: "give-until", Name: "until", Kind: view.AskDate, Label: view.Say("task.until"), Hint: view.Say("task.until_hint"), Date: say.DateParts(f, "until"), Wrong: wrong["until"], Optional: true},
			{
				ID: "give-words", Name: "words", Kind: view.AskArea, Label: view.Say("consents.words"), Readers: r.ReadBy(casework.Entry{Code: casework.EntryConsent}), Value: f.Get("words"),
				Wrong: wrong["words"], Limit: site.TextLimit, Optional: true,
			},
		},
	}
	if len(receivers) > 1 {
		out.Questions = slices.Insert(out.Questions, 1, r.receiverQuestion(receivers, f, wrong))
	}
	return out
}

// receiverQuestion asks to which desk her file is handed over. The corridor's is the first, and counts if none is chosen.
func (r reader) receiverQuestion(receivers []casework.DeskID, f site.SentForm, wrong say.Wrongs) view.Question {
	out := view.Question{
		ID: "give-receiver", Name: fieldReceiver, Kind: view.AskSelect, Label: view.Say("consents.receiver"), Hint: view.Say("consents.receiver_hint"),
		Answers: []view.Answer{{Text: view.Say("task.choose"), Chosen: f.Get(fieldReceiver) == ""}}, Wrong: wrong[fieldReceiver], Optional: true,
	}
	for _, desk := range receivers {
		out.Answers = append(out.Answers, view.Answer{Value: string(desk), Plain: r.DeskName(desk), Chosen: f.Get(fieldReceiver) == string(desk)})
	}
	return out
}

// fieldReceiver is the desk that her file is handed over to.
const fieldReceiver = "receiver"

func givePath(ref casework.Ref) string { return say.CasePath(ref) + "/consents/give" }

// giveConsents records consents that a survivor gave.
func (p *pages) giveConsents(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong, ref := say.Wrongs{}, casework.Ref(c.Param("case"))
	in := cases.GiveConsents{
		Consents: consentsIn(f), Mode: casework.Mode(f.Get("mode")), Language: f.Get("language"), Until: p.reader(c, user).ReadDate(f, "until", wrong),
		Receiver: casework.DeskID(f.Get(fieldReceiver)), Words: say.ReadText(f, "words", wrong),
	}
	if in.Receiver != "" && !slices.Contains(in.Consents, casework.ConsentHandover) {
		wrong[fieldReceiver] = view.Say("consents.wrong.receiver")
	}
	if len(in.Consents) == 0 {
		wrong["consent"] = view.Say("consents.wrong.which")
	}
	if len(in.Consents) > 1 && slices.Contains(in.Consents, casework.ConsentMedia) {
		wrong["consent"] = view.Say("consents.wrong.media")
	}
	if !slices.Contains(casework.Modes(), in.Mode) {
		wrong["mode"] = view.Say("consents.wrong.how")
	}
	if !slices.Contains(languages(), in.Language) {
		wrong["language"] = view.Say("consents.wrong.language")
	}
	if len(wrong) > 0 {
		return p.renderGive(c, user, f, wrong, nil)
	}
	receipt, err := p.Usecases.GiveConsents(c.Request().Context(), ref, f.Key(), in)
	switch code := fault.CodeOf(err); {
	case err == nil:
		return site.SentTo(c, say.CasePath(ref)+"/consents", receipt)
	case code == fault.Conflict || code == fault.Invalid || code == fault.KeyReused:
		return p.renderGive(c, user, f, nil, err)
	default:
		return err
	}
}

// renderGive shows the form again with all that was typed, and what is wrong with it or why it was refused.
func (p *pages) renderGive(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs, refused error) error {
	shown, err := p.consentsPage(c, user, nil)
	if err != nil {
		return err
	}
	page := shown.page
	page.Wrong = true
	page.Give = p.reader(c, user).giveForm(casework.Ref(c.Param("case")), page.Consents, shown.receivers, f, wrong)
	if page.Give != nil {
		page.Give.Draft = site.Drafts{}.View(page.Give.Action, "form-give", 0)
		page.Typing = &page.Give.Draft
		page.Problems = say.ProblemsOf(page.Give.Questions)
	}
	status := http.StatusUnprocessableEntity
	if refused != nil {
		status = http.StatusConflict
		page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{say.Refused(refused, view.Say("task.refused.conflict"))}}
	}
	return p.Render(c, status, page)
}
