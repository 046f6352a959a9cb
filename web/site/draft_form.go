package site

import (
	"regexp"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
)

// forms matches the paths of the forms whose pages show again what was typed into them. A form that is
// added here has to be filled in by its page; see Drafts.
var forms = regexp.MustCompile(`^/desk/(?:search|cases/open|cases/([A-Za-z0-9_-]+)/(?:facts|consents/(?:give|withdraw)|tasks/[a-z0-9_.~-]+/(?:decide|answer|ask|pause|reassign|recall)))$`)

// FormOf names the form that is sent to a path, if what is typed into it is kept. A form of a case is on the
// page of its path without the last part; those that open a case and search for a person are on the page
// of their own path.
func FormOf(path string) (usecase.DraftForm, bool) {
	found := forms.FindStringSubmatch(path)
	if found == nil || len(path) > maxFormPath {
		return usecase.DraftForm{}, false
	}
	form := usecase.DraftForm{Path: path, Page: path, Case: casework.Ref(found[1])}
	if form.Case != "" {
		form.Page = path[:strings.LastIndexByte(path, '/')]
	}
	return form, true
}

// maxFormPath is the longest path of a form, in bytes.
const maxFormPath = 300
