// Package pages opens the pages in a real Chromium, as their readers do: on a phone and on a desk
// screen, light and dark, and by keyboard. The pages come from the whole server with the headers that
// it really sends. The reference is served with no data behind it, because it needs none; the account
// pages have accounts in a real database. The tests reach no other machine.
package pages_test
