package view

import (
	"net/url"

	"example.org/homeward/web/words"
)

// View is the data of one page.
type View interface {
	name() string // of its template, without the ending
	frame() Frame
}

// Frame is what every page has around it.
type Frame struct {
	Language words.Language
	// Path is the page's own address with its query, for the links to other languages.
	Path string
	// SignedIn makes the mark at the top lead to My day instead of the sign-in page, and shows the
	// sections.
	SignedIn bool
	// Officer is the signed-in officer; nil if no user is signed in.
	Officer *Officer
	// Typing is the form of the page that is kept when the language is changed; nil for a page without one.
	Typing *Draft
	// Section is the key of the section that the page is in; "" for none.
	Section string
	// Keys is true if single keys work for this account.
	Keys bool
	// Wrong marks the title of a form that has problems.
	Wrong bool
	// Tab is the key of the account's section that is shown; "" shows no sections.
	Tab string
	// Notice is the key of a text that says what has just been done; "" for none.
	Notice string
	// Fonts is the path of the style sheet that names the fonts which are served; "" if there are none.
	Fonts string
	// Starting is set while the Temporal server is not up: commands are stored and carried out later.
	Starting *Starting
	// Live says how the page follows what others change; nil if no user is signed in.
	Live *Live
}

// Starting says how many packages of the Temporal server are compiled, of how many; both are ""
// when that is not known.
type Starting struct{ Compiled, Packages string }

func (f Frame) frame() Frame { return f }

// Languages lists the languages of the language switch.
func (Frame) Languages() []words.Language { return words.Languages() }

// Officer is an officer, as the top of each page names them.
type Officer struct {
	Role, DeskName string
	Kind           string // of the desk, as "consulate"
}

// Sections lists the sections of the pages for officers.
func (Frame) Sections() []Tab {
	return []Tab{{"/day", "nav.day"}, {"/desk/cases", "nav.cases"}, {"/inbox", "nav.inbox"}, {"/account", "nav.account"}, {"/help", "nav.help"}}
}

// Tabs lists the sections of the account.
func (Frame) Tabs() []Tab {
	return []Tab{{"/account", "me"}, {"/account/sessions", "sessions"}, {"/account/passkeys", "passkeys"}, {"/account/desk", "people"}, {"/account/settings", "settings"}}
}

// Tab is one section.
type Tab struct{ Path, Key string }

// In returns the page's own address in another language.
func (f Frame) In(code string) string {
	address, err := url.Parse(f.Path)
	if err != nil {
		return "?language=" + code
	}
	q := address.Query()
	q.Del("done") // the notice has been read
	q.Set("language", code)
	return address.Path + "?" + q.Encode()
}
