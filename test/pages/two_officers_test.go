package pages_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// isAnother signs the person in as another account at a desk.
func (p *person) isAnother(desk casework.DeskID, role casework.Role, account string) {
	p.tb.Helper()
	p.goes("/signin")
	p.clicks(`a[href^="/signin/dev"]`, "/persona/authorize")
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("summary"))))
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.SetValue(chromedp.CSS("#desk"), string(desk))))
	p.types("#roles", string(role))
	p.types("#account", account)
	p.clicks("details button", "/day")
}

// Two consuls have the same request open. One takes it on: the other, with half an answer typed, gets a line and
// loses nothing. She sends her answer anyway: it comes back beside what is on record now, and she sends it on
// top. The first one's page says that it has changed.
func TestTwoOfficersOnOneTask(t *testing.T) {
	t.Parallel()
	site, office := openDesk(t)
	b := chromium(t)
	desk := screen{name: "desk", width: 1280, height: 900, scheme: "light"}
	one, two := b.person(t, desk, "en", site.address), b.person(t, screen{name: "phone", width: 360, height: 740, phone: true, scheme: "light"}, "my", site.address)
	one.isIn("consul-kenya")
	one.hurries()
	one.goes(verify)
	one.types("#reasons", "She knows the songs of Nyeri.")
	one.evaluates(`document.querySelector("[name=outcome][value=confirmed]").click()`)
	two.isAnother("ken-mission-bangkok", casework.RoleConsul, "consul-second")
	two.hurries()
	two.goes(verify)
	two.evaluates(`(() => { for (const d of document.querySelectorAll("details")) d.open = true; })()`)
	two.clicks(`form[action$="/claim"] button`, verify)
	require.Eventually(t, func() bool { // the page before and the one after have the same path
		state := office.State(kenyan)
		task, ok := state.Task("verify_nationality#1")
		return ok && task.ClaimedBy != nil
	}, 15*time.Second, 30*time.Millisecond, "the request is taken on")
	site.publishes(office)
	one.raises("1 change. Show in a new tab; what you typed stays here")
	require.Contains(t, one.evaluates(`document.querySelector("#reasons").value`), "Nyeri")

	one.clicks(`form[action$="/decide"] button.primary`, verify+"/decide")
	require.Contains(t, one.reads(), "Yours, and how it stands now")
	require.Contains(t, one.reads(), "A colleague has been on it since")
	require.Contains(t, one.evaluates(`document.querySelector("#reasons").value`), "Nyeri", "and is still in the form")
	one.keepPicture("compare-en")
	one.clicks(`section[aria-labelledby="compare"] form button`, verify)
	require.Contains(t, one.reads(), "Recorded")
	state := office.State(kenyan)
	settled, ok := state.Settlement(casework.StepVerifyNationality)
	require.True(t, ok)
	require.Equal(t, casework.Confirmed, settled.Outcome)

	site.publishes(office)
	two.raises("ပြောင်းလဲမှု 1 ခု။ ပြပါ")
	two.keepPicture("live-changed-my")
	for _, language := range []string{"my", "ar"} {
		two.goes("/components?language=" + language)
		two.evaluates(`document.querySelector("#compare").scrollIntoView()`)
		two.keepPicture("compare-" + language)
	}
}
