package site

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// mayPack reports whether a page is answered compressed. The length of a compressed answer tells which of
// its texts are alike. So nothing is compressed that another site made the browser ask for, with a guess in
// the address, nor the answer to a form, which repeats what was typed and may hold a one-time code.
func mayPack(r *http.Request) bool {
	by := r.Header.Get("Sec-Fetch-Site")
	return r.Method == http.MethodGet && (by == "same-origin" || by == "none") && acceptsGzip(r)
}

// acceptsGzip reports whether the client of a request reads gzip (RFC 9110, 12.5.3).
func acceptsGzip(r *http.Request) bool {
	for one := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, params, _ := strings.Cut(one, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		weight, given := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		q, err := strconv.ParseFloat(weight, 64)
		return !given || err == nil && q > 0
	}
	return false
}

// mostPadding is how many bytes of no meaning a compressed page may have, at most.
const mostPadding = 64

// pack compresses a page. A padding of random length keeps its length from being an exact measure of what
// it says.
func (p *Site) pack(html []byte) ([]byte, error) {
	var out bytes.Buffer
	w, ok := p.packers.Get().(*gzip.Writer)
	if !ok {
		w = gzip.NewWriter(nil)
	}
	defer p.packers.Put(w)
	w.Reset(&out)
	var random [1]byte
	_, _ = rand.Read(random[:]) // it never fails
	w.Comment = strings.Repeat("-", int(random[0])%mostPadding)
	if _, err := w.Write(html); err != nil {
		return nil, fmt.Errorf("compress a page: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compress a page: %w", err)
	}
	return out.Bytes(), nil
}
