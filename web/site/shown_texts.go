package site

import (
	"slices"
	"sync"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// The texts of the newest pages of an account are remembered, so that their reader can name one that is
// wrong. They are keys and hold nothing of a case, and no account reads those of another.
const (
	rememberedAccounts = 500
	rememberedPages    = 6
)

// shownTexts has the texts that the pages of each account have shown. Its zero value is ready for use, by
// several goroutines at once.
type shownTexts struct {
	mu       sync.Mutex
	accounts []shownTo // the newest last
}

type shownTo struct {
	account casework.AccountID
	pages   []shownPage // the newest last
}

type shownPage struct {
	name string
	keys []string
}

// note remembers what a page has shown to an account, in place of what a page of this name did before.
func (s *shownTexts) note(account casework.AccountID, page string, keys []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to := shownTo{account: account}
	if i := slices.IndexFunc(s.accounts, func(a shownTo) bool { return a.account == account }); i >= 0 {
		to = s.accounts[i]
		s.accounts = slices.Delete(s.accounts, i, i+1)
	}
	to.pages = append(slices.DeleteFunc(slices.Clone(to.pages), func(p shownPage) bool { return p.name == page }), shownPage{page, keys})
	to.pages = to.pages[max(0, len(to.pages)-rememberedPages):]
	s.accounts = append(s.accounts, to)
	s.accounts = s.accounts[max(0, len(s.accounts)-rememberedAccounts):]
}

// of returns what the newest page of a name has shown to an account.
func (s *shownTexts) of(account casework.AccountID, page string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, to := range s.accounts {
		for _, shown := range to.pages {
			if to.account == account && shown.name == page {
				return slices.Clone(shown.keys)
			}
		}
	}
	return nil
}

// noteShown remembers the texts of a page that no native speaker has read.
func (p *Site) noteShown(account casework.AccountID, v view.View) {
	if account == "" || !view.FrameOf(v).Language.Unread() {
		return
	}
	page, keys := p.renderer.TextsIn(v)
	p.shown.note(account, page, keys)
}

// TextsOn lists the keys of the texts on a page as an account has seen it last: what its data put on it
// first, then what is always on it. It returns none for a page that there is not.
func (p *Site) TextsOn(account casework.AccountID, page string) []string {
	always := p.renderer.TextsOf(page)
	if len(always) == 0 {
		return nil
	}
	out := p.shown.of(account, page)
	for _, key := range always {
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// Words returns the texts of the pages.
func (p *Site) Words() *words.Catalogue { return p.renderer.Words() }
