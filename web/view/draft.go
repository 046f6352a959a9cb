package view

import "net/url"

// DraftsPath is where forms are sent to be kept without being carried out.
const DraftsPath = "/drafts"

// Draft is what a form needs so that what is typed into it is kept. The zero Draft keeps nothing.
type Draft struct {
	Of   string // the path that the form is sent to
	Form string // the ID of the form
	// Began is when the form was first kept, and Until until when it is kept; zero if nothing is.
	Began, Until Moment
	Changed      bool // what the form is about has changed since
	Short        bool // there is no button to keep it: it is kept when the language is changed or the session ends
}

// Kept reports whether the form is filled in with what was kept.
func (d Draft) Kept() bool { return !d.Began.At.IsZero() }

// Texts returns the sentences about a form that is filled in with what was kept; none for an empty one.
func (d Draft) Texts() []Text {
	if !d.Kept() {
		return nil
	}
	out := []Text{Say("draft.began", d.Began), Say("draft.until", d.Until)}
	if d.Changed {
		out = append(out, Say("draft.changed"))
	}
	return out
}

// Keep is where the form is sent to be kept.
func (d Draft) Keep() string { return d.address(DraftsPath, url.Values{}) }

// Drop is where the form is sent to discard what was kept.
func (d Draft) Drop() string { return d.address(DraftsPath+"/drop", url.Values{}) }

// In is where the form is sent to be kept and shown in another language.
func (d Draft) In(code string) string {
	return d.address(DraftsPath, url.Values{"language": {code}})
}

func (d Draft) address(path string, q url.Values) string {
	q.Set("of", d.Of)
	q.Set("at", d.Form)
	return path + "?" + q.Encode()
}

// Unfinished is the list of the reader's drafts.
type Unfinished struct {
	Frame

	Rows  []UnfinishedForm
	Empty *Empty
}

func (Unfinished) name() string { return "unfinished" }

// UnfinishedForm is one draft.
type UnfinishedForm struct {
	Text Text
	Path string // of the page with the form
	Kept Text
	Drop string
}
