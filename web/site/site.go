package site

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/fonts"
	"example.org/homeward/web/view"
)

// Config is what the pages need. All of it is required but Fonts, Release and Dev.
type Config struct {
	// HTTP is the server that the pages are added to.
	HTTP      *httpserver.Server
	SignIn    SignIn
	Directory Directory
	// Calendars know on which days each desk works.
	Calendars Calendars
	// Usecases are all that the pages read and do beside accounts.
	Usecases *usecase.Service
	// Fonts are the fonts that are served; pages are shown in the fonts of the device without them.
	Fonts []fonts.Font
	// Release is the release that serves the pages; "" for one that is not known.
	Release string
	// Dev adds the page that shows the parts of pages.
	Dev bool
}

// Directory names desks and agencies.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
}

// Calendars returns the working time of a desk between two instants, 24 hours for a working day; false
// for a desk that does not exist.
type Calendars interface {
	WorkingTime(desk casework.DeskID, from, until time.Time) (time.Duration, bool)
}

// Site is what the handlers of all pages share. It is safe for concurrent use.
type Site struct {
	Config

	renderer *view.Renderer
	fonts    fontFiles
	packers  sync.Pool // of *gzip.Writer
	shown    shownTexts
}

// New makes a site. It fails when something is missing, or when a template or a text is wrong.
func New(c Config) (*Site, error) {
	if c.HTTP == nil || c.SignIn == nil || c.Directory == nil || c.Calendars == nil || c.Usecases == nil {
		return nil, errors.New("make pages: an HTTP server, a way to sign in, a directory, calendars and the use-cases are required")
	}
	renderer, err := view.Load()
	if err != nil {
		return nil, fmt.Errorf("make pages: %w", err)
	}
	return &Site{Config: c, renderer: renderer, fonts: newFontFiles(c.Fonts)}, nil
}
