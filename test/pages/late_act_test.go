package pages_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
)

const (
	custody = "/desk/cases/c7m2k9x4pq/acts/report/custody_changed"
	ofAct   = `#form-act textarea[name="words"]`
)

// A session ends while a caseworker writes about an event. Signed in again she finds the form as she typed it. A
// colleague has paused the case meanwhile: her form comes back beside that, and she sends it on top.
func TestAnActThatCameTooLate(t *testing.T) {
	t.Parallel()
	site, office := openDesk(t)
	p := chromium(t).person(t, screen{name: "phone", width: 360, height: 760, phone: true, scheme: "light"}, "en", site.address)
	p.isIn("caseworker")
	p.goes(custody)
	p.types(ofAct, "They took her at noon.")
	p.evaluates(`document.querySelector("[name=custodian]").value = "police"`)
	site.later.Add(int64(identity.IdleTimeout + time.Minute))
	p.clicks("#form-act .danger, #form-act .primary", "/signin")
	p.awaits("It is kept for one hour, for your account only.")
	p.clicks(`a[href^="/signin/dev"]`, "/persona/authorize")
	p.chooses("caseworker", custody)
	p.awaits("You began this form on")
	require.Equal(t, "They took her at noon.", p.value(ofAct))
	require.Equal(t, "police", p.value("[name=custodian]"))
	p.accessible()
	p.keepPicture("act-begun-en")

	office.Do(kenyan, 0, casework.Command{
		Kind: casework.KindReport, Event: casework.EventPaused, Cause: casework.CauseCourt,
		By: casework.Actor{Account: "acc-2", Desk: "tha-caseworker-maesot", Agency: "tha-msdhs", Role: casework.RoleCaseworker},
	})
	p.clicks("#form-act .danger, #form-act .primary", custody)
	p.awaits("Yours, and how it stands now")
	require.Contains(t, p.reads(), "The case has changed since you opened this form.")
	require.Equal(t, "They took her at noon.", p.value(ofAct), "and is still in the form")
	p.accessible()
	p.keepPicture("act-late-en")
	p.clicks(`section[aria-labelledby="compare"] form button`, "/desk/cases/c7m2k9x4pq")
	require.Contains(t, p.reads(), "Recorded")
}
