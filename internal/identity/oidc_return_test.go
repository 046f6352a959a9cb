package identity_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhereToGoAfterwards(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	for to, want := range map[string]string{
		"/cases/abc?x=1": "/cases/abc?x=1", "": "/", "//evil.example": "/", "https://evil.example": "/", "/\\evil.example": "/",
		"\\\\evil.example": "/", "javascript:alert(1)": "/", "cases": "/", "/\tx": "/", "/%0d%0aSet-Cookie:x": "/%0d%0aSet-Cookie:x",
		"/a#b": "/", "/" + strings.Repeat("x", 600): "/",
	} {
		d, err := w.BeginOIDC(t.Context(), "labour", to, visitor(""))
		require.NoError(t, err)
		e, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
		require.NoError(t, err)
		require.Equal(t, want, e.To, to)
	}
}
