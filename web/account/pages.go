package account

import (
	"example.org/homeward/web/site"
)

// pages serves the pages of signing in and of the own account. It is safe for concurrent use.
type pages struct{ *site.Site }
