// Package pages looks at the pages of the API as a reader would: in a real Chromium, on a
// phone and on a desk, by day and by night, with the mouse put away. The pages come from the
// whole API with the headers it really sends; behind it is nothing at all, because a page
// that anybody may read asks nobody. Nothing here leaves the machine.
package pages_test
