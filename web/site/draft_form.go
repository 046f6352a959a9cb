package site

import (
	"regexp"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/office"
)

// The paths of the forms whose pages show again what was typed into them. A form that is added here has
// to be filled in by its page; see Drafts. The first group of each is the case that the form is about.
var (
	// formsOfOwn are sent to the path of their own page.
	formsOfOwn = regexp.MustCompile(`^/desk/(?:search|emergency|selected/do|sheets/[A-Za-z0-9_-]+|cases/open|cases/([A-Za-z0-9_-]+)/(?:` +
		`acts/(?:waive|correct|order|end_order|give_access|exclude|erase|readmit/[0-9]+|report/[a-z_]+)|return/plan|tasks/[a-z0-9_.~-]+/visit))$`)
	// formsUnder are sent to a path that has one part more than that of their page.
	formsUnder = regexp.MustCompile(`^/desk/(?:words/[a-z]{2,3}/[A-Za-z0-9_.~:-]+/[a-z]+/propose|movements/[A-Za-z0-9_-]+/(?:hold|release|list/(?:lock|board|arrive))|cases/([A-Za-z0-9_-]+)/(?:` +
		`facts|consents/(?:give|withdraw)|contact/agree|tasks/[a-z0-9_.~-]+/(?:decide|answer|ask|pause|reassign|recall)))$`)
)

// FormOf names the form that is sent to a path, if what is typed into it is kept. A form with two buttons
// that send it to two paths is named by the first of them.
func FormOf(path string) (office.DraftForm, bool) {
	if len(path) > maxFormPath {
		return office.DraftForm{}, false
	}
	if of, ok := strings.CutSuffix(path, "/standby"); ok {
		path = of + "/hold"
	}
	if found := formsOfOwn.FindStringSubmatch(path); found != nil {
		return office.DraftForm{Path: path, Page: path, Case: casework.Ref(found[1])}, true
	}
	if found := formsUnder.FindStringSubmatch(path); found != nil {
		return office.DraftForm{Path: path, Page: path[:strings.LastIndexByte(path, '/')], Case: casework.Ref(found[1])}, true
	}
	return office.DraftForm{}, false
}

// FormNotices are the keys of the notices of a page with a form that is kept.
func FormNotices() []string { return []string{"task.lost", "draft.kept", "draft.discarded"} }

// maxFormPath is the longest path of a form, in bytes.
const maxFormPath = 300
