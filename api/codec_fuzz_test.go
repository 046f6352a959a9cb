package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/seal/sealtest"
)

// No body that is sent for decoding, by Temporal's pages or by an attacker, causes an internal error.
func FuzzCodec(f *testing.F) {
	h := newTestAPI(f)
	config := h.config()
	config.usecases.Codec, config.CodecOrigin, config.server.Origin = engine.NewCodec(sealtest.New(f), "homeward"), temporalPages, "https://homeward.example"
	h.start(config)
	for _, seed := range []string{
		`{"payloads":[]}`, `{"payloads":[{"metadata":{"encoding":"YmluYXJ5L2VuY3J5cHRlZA==","kid":"Y2FzZS9jN20yazl4NHBx"},"data":"AgAA"}]}`, `{"payloads":[{}]}`, `{"payloads":[null]}`,
		`{"payloads":{"a":1}}`, `[]`, `{"payloads":[{"metadata":{"kid":"Li4vLi4v"},"data":"!"}]}`, "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		a := h.serve(post("/codec/decode", body).as(caseworker).with("Origin", temporalPages).with("Sec-Fetch-Site", "same-site"))
		require.NotEqual(t, http.StatusInternalServerError, a.StatusCode, "%s", a.raw)
	})
}
