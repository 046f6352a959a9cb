package pages_test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/usecasetest"
	"example.org/homeward/web/words"
)

const (
	kenyan = casework.Ref("c7m2k9x4pq")
	ofCase = "/desk/cases/c7m2k9x4pq"
	verify = ofCase + "/tasks/verify_nationality.1"
)

// openDesk serves a site with a case in memory: that of a Kenyan whose consulate is asked who she is.
func openDesk(tb testing.TB) (*site, *usecasetest.Office) {
	tb.Helper()
	o := usecasetest.New(tb, time.Now())
	o.Ask(kenyan, "tha-ken", 9*24*time.Hour)
	o.Record.Put(kenyan, record.Person{Name: "Wanjiku Njeri", Nationality: "KEN", DocumentNumber: "AK0934512"})
	return openSiteOn(tb, o.Service), o
}

// tabs presses Tab until the focus is on something with these words, and sees it at each stop.
func (p *person) tabs(words string) focus {
	p.tb.Helper()
	for range 80 {
		if at := p.press(kb.Tab); at.Text == words {
			return at
		}
	}
	require.Fail(p.tb, "the focus does not come there", "%s", words)
	return focus{}
}

// keys presses a key.
func (p *person) keys(key string) {
	p.tb.Helper()
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.KeyEvent(key)))
}

// A consul answers by the keyboard alone, in a browser that runs no script: first with something to
// correct, then with an answer that is recorded once.
func TestAConsulAnswersByKeyboardWithoutScript(t *testing.T) {
	t.Parallel()
	site, office := openDesk(t)
	p := chromium(t).person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
	p.isIn("consul-kenya")
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(t, err)
	p.goes(ofCase)
	p.sound(words.Choose("en", ""))
	p.tabs("Answer: Nationality verification")
	p.keys(kb.Enter)
	p.arrives(verify)
	p.sound(words.Choose("en", ""))
	p.keepPicture("task-en")
	p.tabs("Send this answer")
	p.keys(kb.Enter)
	p.arrives(verify + "/decide")
	require.Contains(t, p.reads(), "Choose an outcome.")
	require.Equal(t, "problems", p.focused("id"), "the summary has the focus")
	p.keepPicture("task-to-correct-en")
	p.tabs("Choose an outcome.")
	p.keys(kb.Enter)
	for range 5 {
		if p.press(kb.Tab); p.focused("name") == "outcome" {
			break
		}
	}
	require.Equal(t, "outcome", p.focused("name"))
	p.keys(" ")
	p.tabs("Send this answer")
	p.keys(kb.Enter)
	p.arrives(verify)
	require.Contains(t, p.reads(), "It has stood on record since")
	p.keepPicture("task-recorded-en")
	state := office.State(kenyan)
	settled, ok := state.Settlement(casework.StepVerifyNationality)
	require.True(t, ok)
	require.Equal(t, casework.Confirmed, settled.Outcome)
	require.Len(t, office.Commands.Sent(), 1)
	p.tabs("Open the next one: Embassy’s commitment, c7m2k9x4pq")
}

// focused is an attribute of the element that has the focus.
func (p *person) focused(attribute string) string {
	p.tb.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("(document.activeElement && document.activeElement.getAttribute("+quoted(attribute)+")) || ''"))
	require.NoError(p.tb, err)
	return value
}
