package pages_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A colleague takes on one of the requests of a sheet while a consul ticks, and her ticks are kept as a draft: one
// line says so, and no tick, no row and no focus moves.
func TestNewsOfASheetMovesNothing(t *testing.T) {
	t.Parallel()
	site, office, refs := openMission(t, 5)
	p := chromium(t).person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
	p.isIn("consul-kenya")
	p.hurries()
	sheet := p.opensSheet()
	p.follows(site, 1)
	p.evaluates(`(() => { const all = document.querySelectorAll("[name=tick]"); all[1].click(); all[3].click(); })()`)
	p.clicks(`button[formaction^="/drafts"]`, sheet)
	p.awaits("You began this form on")
	p.follows(site, 1)
	require.Equal(t, 2, p.ticked(), "the draft has her ticks")
	p.evaluates(`(() => { const last = document.querySelectorAll("[name=tick]")[4]; last.click(); last.focus(); scrollBy(0, 90); })()`)
	before := run[place](p.tab, "place.js")
	office.Do(refs[0], 0, casework.Command{Kind: casework.KindClaim, By: colleague(), Task: verifying})
	site.hub.Publish("desk:ken-mission-bangkok", "9")
	p.raises("1 change. Show in a new tab; what you typed stays here")
	require.Equal(t, before, run[place](p.tab, "place.js"))
	p.keepPicture("sheet-news")
}
