package respond

import "net/url"

// linkTo is the Link header of a page (RFC 8288): the same address with another cursor. The contract
// has let through its filters, which are codes and references: nothing personal stands in them.
func linkTo(at *url.URL, next string) string {
	query := at.Query()
	query.Set("cursor", next)
	return "<" + at.EscapedPath() + "?" + query.Encode() + `>; rel="next"`
}
