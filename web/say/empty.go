package say

import (
	"context"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/view"
)

// Unreadable reports whether an error is more than a refusal: a page can show that something is not the
// reader's to see, and not that there is nothing to show.
func Unreadable(err error) bool {
	code := fault.CodeOf(err)
	return err != nil && code != fault.Denied && code != fault.NotFound
}

// NotShown is what stands in place of a part that cannot be shown. The log line of the request gets the
// code of a part that could not be read.
func NotShown(ctx context.Context, err error, path string) view.Empty {
	if !Unreadable(err) {
		return view.Empty{Why: view.NotYours, Text: view.Say("empty.refused"), Next: view.Say("empty.refused_next"), NextPath: "/account"}
	}
	request.From(ctx).Code = httpserver.CodeOf(err)
	return view.Empty{Why: view.NotLoaded, Text: view.Say("empty.failed"), Next: view.Say("empty.failed_next"), NextPath: path}
}
