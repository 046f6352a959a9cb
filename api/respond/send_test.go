package respond_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// A handler that answers without asking policy sends an error.
func TestAnAnswerWithoutAskingPolicyIsAnError(t *testing.T) {
	t.Parallel()
	for action, want := range map[policy.Action]error{policy.ShowCase: request.ErrNotAuthorized, policy.Public: nil} {
		r := httptest.NewRequest(http.MethodGet, "/x", http.NoBody)
		out := httptest.NewRecorder()
		c := echo.New().NewContext(r.WithContext(request.With(r.Context(), &request.Request{Action: action})), out)
		require.ErrorIs(t, respond.Send(c, "a secret"), want)
		require.Equal(t, want == nil, out.Body.Len() > 0)
	}
}
