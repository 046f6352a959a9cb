// Package httpserver has the parts that the HTTP API and the pages share: one router, a request ID and
// one log line for each request, security headers, rate limits, the refusal of requests that another
// site's page sent, and the answer to a failed request.
//
// It knows no operation, no page and no case, and it never logs or shows the text of an error, an
// address, a header or a body. The API and the pages register their routes with it.
package httpserver
