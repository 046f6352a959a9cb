// Package pages opens the pages in a real Chromium, as users do: on a phone and on a desktop screen, light
// and dark, and by keyboard. The pages come from the whole server with its real headers. The reference is
// served without data, because it needs none; the account pages have accounts in a real database. The
// tests connect to no other machine.
package pages_test
