package web_test

import (
	"regexp"
	"strconv"
)

var (
	headed   = regexp.MustCompile(`(?s)<head>.*?</head>`)
	tagged   = regexp.MustCompile(`<[^>]*>`)
	rowed    = regexp.MustCompile(`<th scope="row" role="rowheader"><a class="ref" href="[^"]*"><bdi dir="ltr">([^<]+)<`)
	nexted   = regexp.MustCompile(`rel="next" href="([^"]+)"`)
	numbered = regexp.MustCompile(`<a href="(/inbox[^"]*)"(?: aria-current="true")?>(?:<b><bdi dir="ltr">([0-9+]+)</bdi>|[^<]+ <span class="of"><bdi dir="ltr">([0-9+]+)</bdi>)`)
)

func itoa(n int) string { return strconv.Itoa(n) }
