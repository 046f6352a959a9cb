package web_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var toCase = regexp.MustCompile(`href="(/desk/cases/[^"/]+\?[^"]*list=cases[^"]*)"`)

// The next and the previous case are those of the list from which a case was opened, under its filters and in
// its order.
func TestNextAndPreviousCaseFollowTheList(t *testing.T) {
	t.Parallel()
	o := queueOf(t)
	bare := func(path string) string { before, _, _ := strings.Cut(path, "?"); return before }
	for _, address := range []string{"/desk/cases", "/desk/cases?clock=overdue"} {
		var rows []string
		for _, m := range toCase.FindAllStringSubmatch(string(o.get(address, consul).status(http.StatusOK).raw), -1) {
			if path := html.UnescapeString(m[1]); len(rows) == 0 || rows[len(rows)-1] != path {
				rows = append(rows, path)
			}
		}
		require.NotEmpty(t, rows, address)
		for i, row := range rows {
			_, filter, _ := strings.Cut(address, "?")
			require.Contains(t, row, filter)
			a := o.get(row, consul).status(http.StatusOK).says("Case "+itoa(i+1)+" of "+itoa(len(rows)), "Back to the cases", `href="`+address+`"`)
			near := a.neighbors()
			if i == 0 {
				require.Empty(t, near["prev"])
			} else {
				require.Equal(t, bare(rows[i-1]), bare(near["prev"]))
			}
			if i == len(rows)-1 {
				require.Empty(t, near["next"])
			} else {
				require.Equal(t, rows[i+1], near["next"])
			}
		}
	}
	o.get("/desk/cases/r0000000000000aa", consul).status(http.StatusOK).never("Back to the cases", `rel="next"`)
	o.get("/desk/cases/r0000000000000aa?list=cases&stage=closed", consul).status(http.StatusOK).says("Back to the cases").never(`rel="next"`)
}
