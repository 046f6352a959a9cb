package respond

import "net/url"

// linkTo returns the Link header of a page (RFC 8288): the same address with another cursor. The
// contract has accepted its filters, which are codes and references and not personal. The filters named
// in without are left out.
func linkTo(at *url.URL, next string, without ...string) string {
	query := at.Query()
	for _, name := range without {
		query.Del(name)
	}
	query.Set("cursor", next)
	return "<" + at.EscapedPath() + "?" + query.Encode() + `>; rel="next"`
}
