package pages_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
	"example.org/homeward/web/words"
	"example.org/homeward/workflows"
)

const day = 24 * time.Hour

// given writes a case of Kenya at Mae Sot into the record, in which the caseworkers were asked for a step
// some time ago, and the Kenyan mission who she is. A due of the past is overdue.
func (s *site) given(tb testing.TB, ref casework.Ref, before, due time.Duration) {
	tb.Helper()
	book, err := desks()
	require.NoError(tb, err)
	found, err := book.Get("tha-ken", 1)
	require.NoError(tb, err)
	rules, now := found.Rules(), time.Now().UTC()
	change, _, err := ruling.Open(ref, casework.Command{
		Key: "open-" + casework.Key(ref), Kind: casework.KindOpen, At: now.Add(-before), Pinned: &rules, Edition: casework.CurrentEdition,
		By:    casework.Actor{Account: "dev-9", Desk: "tha-registrar-maesot", Agency: "tha-social", Role: casework.RoleRegistrar},
		Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(tb, err)
	change.Opened = []casework.Task{
		{ID: "fear_of_return#1", Step: casework.StepFearOfReturn, Attempt: 1, Desk: "tha-caseworker-maesot", Kind: casework.DeskCaseworker, Version: 1},
		{ID: "verify_nationality#1", Step: casework.StepVerifyNationality, Attempt: 1, Desk: "ken-mission-bangkok", Kind: casework.DeskConsulate, Version: 1},
	}
	var clocks []casework.ClockSet
	for i := range change.Opened {
		t := &change.Opened[i]
		t.OpenedAt, t.StartedAt = change.At, change.At
		set := casework.ClockSet{Task: t.ID}
		for _, l := range casework.EscalationThresholds() {
			set.Escalations = append(set.Escalations, casework.EscalationAt{Level: l.Level, At: change.At.Add((before + due) * time.Duration(l.Percent) / 100)})
		}
		clocks = append(clocks, set)
	}
	change.Next.Tasks, change.Notices = change.Opened, nil
	store, err := postgres.Open(postgres.Options{
		DSN: s.worker, As: principal.Principal{Kind: principal.Worker}, Box: seal.Clear{}, Now: time.Now, NewRef: func() casework.Ref { return "" }, MaxOpen: 1,
	})
	require.NoError(tb, err)
	_, err = store.WriteChange(tb.Context(), change, clocks)
	require.NoError(tb, err)
	require.NoError(tb, store.Close())
}

// A caseworker goes from what is needed now to the inbox and to the cases, on a small and a large screen.
func TestFromDayToCases(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	site.given(t, "c7m2k9x4pq", 8*day, -4*day)
	site.given(t, "d2m2k9x4pq", day, 3*day)
	for _, name := range []string{"desk-dark-en", "small-light-my"} {
		look := looks()[name]
		t.Run(name, func(t *testing.T) {
			p := b.person(t, look.screen, look.language, site.address)
			l := words.Choose(look.language, "")
			p.isIn("caseworker")
			p.sound(l)
			p.clicks(`.tiles a[href="/inbox?queue=now"]`, "/inbox")
			rows, err := chromedp.Run(p.ctx, chromedp.Evaluate[int](`document.querySelectorAll("tbody tr").length`))
			require.NoError(t, err)
			require.Equal(t, 1, rows, "the number leads to as many rows")
			p.clicks(`.sections a[href="/desk/cases"]`, "/desk/cases")
			require.NoError(t, chromedp.Do(p.ctx, chromedp.SetValue(chromedp.CSS("#filter-clock"), "overdue")))
			p.clicks(`form[action="/desk/cases"] button`, "/desk/cases")
			require.Eventually(t, func() bool { return !p.says("d2m2k9x4pq") && p.says("c7m2k9x4pq") }, 15*time.Second, 30*time.Millisecond, "the filter holds")
			p.sound(l)
			p.keepPicture("work-cases-overdue-" + name)
			p.clicks(`th a[href^="/desk/cases/c7m2k9x4pq?"]`, "/desk/cases/c7m2k9x4pq")
			p.sound(l)
		})
	}
}
