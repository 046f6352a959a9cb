// Package pages opens the pages in a real Chromium, as users do: on a phone and on a desktop screen, light
// and dark, and by keyboard. The pages come from the whole server with its real headers. The reference is
// served without data, because it needs none; the other pages have accounts and cases in a real
// database. The
// tests connect to no other machine.
//
// With HOMEWARD_AXE=file of axe-core (axe.min.js of the npm package), the pages for officers are also
// held against the rules of axe-core, which is not part of this project.
package pages_test
