package pages_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// An escort calls the roll by the keyboard alone, in a browser that runs no script: first for no one, then for
// one passenger. The office of these tests carries out commands of cases only, so the page says that nothing was
// recorded, and keeps the answer.
func TestARollCallByKeyboardWithoutScript(t *testing.T) {
	t.Parallel()
	site, office := openEverything(t)
	p := chromium(t).person(t, screen{name: "phone", width: 360, height: 740, scheme: "light"}, "en", site.address)
	p.isIn("escort")
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(t, err)
	trip := "/desk/movements/" + string(onManifest)
	p.goes(trip)
	p.tabs("Passenger list: your desk acts now")
	p.keys(kb.Enter)
	p.arrives(trip + "/list")
	p.sound(words.Choose("en", ""))
	p.tabs("Record these answers")
	p.keys(kb.Enter)
	p.arrives(trip + "/list/board")
	require.Contains(t, p.reads(), "Answer for at least one person.")
	require.Equal(t, "problems", p.focused("id"), "the summary has the focus")
	before := len(office.Commands.Sent())
	for range 20 {
		if p.press(kb.Tab); strings.HasPrefix(p.focused("name"), "said.") {
			break
		}
	}
	p.keys(kb.ArrowDown)
	p.tabs("Record these answers")
	p.keys(kb.Enter)
	p.awaits("Nothing was recorded")
	require.Len(t, office.Commands.Sent(), before+1)
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.querySelector('select[name^="said."]').value`))
	require.NoError(t, err)
	require.Equal(t, "boarded", value)
}
