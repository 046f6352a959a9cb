package view

import (
	"net/url"
	"slices"

	"example.org/homeward/web/words"
)

// Live is what a page hands to the script that asks whether the page has changed; nil on a page that no
// user is signed in to.
type Live struct {
	On     bool   // others change what the page shows
	Path   string // the page's own address
	Events string // the address of the stream that says that it is time to ask
	AsOf   Moment // when the page was made
	Mark   string // of what the page shows; "" if the script has to ask for one first
}

// Said says when the page was made.
func (l Live) Said() Text { return Say("live.as_of", l.AsOf) }

// followed lists the pages that show what others change.
func followed() []string {
	return []string{
		"access", "act", "acts", "alike", "approvals", "case", "cases", "consents", "contact", "day", "endings", "history", "inbox", "movement", "roll", "movements",
		"planform", "return", "sheet", "sheetconfirm", "sheetdone", "task", "told", "visitform", "visits",
	}
}

// Followed reports whether a page shows what others change.
func Followed(v View) bool { return slices.Contains(followed(), v.name()) }

// FrameOf returns the frame of a page.
func FrameOf(v View) Frame { return v.frame() }

// Address returns the address of a page without the notice that was shown once.
func Address(path string) string {
	address, err := url.Parse(path)
	if err != nil {
		return ""
	}
	q := address.Query()
	q.Del("done")
	q.Del("language") // a cookie has it
	address.RawQuery = q.Encode()
	return address.String()
}

// Looked is the answer to the question whether a page has changed, in the words of its language.
type Looked struct {
	Changes int    `json:"changes"` // how many rows differ; 0 for none
	Mark    string `json:"mark"`    // of the page as it is now
	Says    string `json:"says"`    // to be spoken
	Show    string `json:"show"`    // leads to the page
	Apart   string `json:"apart"`   // leads to it in another tab
	AsOf    string `json:"asOf"`
}

// Looked compares the mark of a page that a reader has with the one of now. With no mark before there is
// nothing to compare.
func (r *Renderer) Looked(l words.Language, before, now string, at Moment) (Looked, error) {
	out := Looked{Mark: now}
	if before != "" {
		out.Changes = Changes(before, now)
	}
	for _, one := range []struct {
		to   *string
		text Text
	}{
		{&out.Says, Count("live.says", out.Changes)},
		{&out.Show, Count("live.show", out.Changes)},
		{&out.Apart, Count("live.apart", out.Changes)},
		{&out.AsOf, Say("live.as_of", at)},
	} {
		said, err := r.say(l, one.text)
		if err != nil {
			return Looked{}, err
		}
		*one.to = said
	}
	return out, nil
}
