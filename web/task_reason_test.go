package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A consul who refuses chooses why from a few reasons that fit, and those who read reasons see it as a sentence.
func TestARefusalSaysWhy(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	shown := o.get(verify, consul).says("Why it is refused", "There is no such person in the registers.", "Another reason, which is written below.").never("There is no place or no staff for it.")
	form := with(shown.form(verify+"/decide"), "outcome", "not_national", "reasons", "Asked twice in Nyeri.")
	o.post(verify+"/decide", consul, form).status(http.StatusUnprocessableEntity).says("This outcome refuses. Choose why.", `href="#reason"`, "Asked twice in Nyeri.")
	o.post(verify+"/decide", consul, with(form, "reason", "no_capacity")).status(http.StatusUnprocessableEntity).says("This reason does not fit this outcome.")
	require.Empty(t, o.Commands.Sent())
	o.post(verify+"/decide", consul, with(form, "reason", "no_record")).status(http.StatusSeeOther)
	require.Equal(t, casework.ReasonNoRecord, o.Commands.Sent()[0].Reason)
	for _, page := range []string{ofKenyan, ofKenyan + "/history"} {
		o.get(page, caseworker).status(http.StatusOK).says("There is no such person in the registers.").never("no_record")
	}

	// A reason that was chosen and not taken away does not go with an answer that says yes.
	o = newOffice(t)
	o.post(verify+"/decide", consul, with(o.get(verify, consul).form(verify+"/decide"), "outcome", "confirmed", "reason", "no_record")).status(http.StatusSeeOther)
	require.Empty(t, o.Commands.Sent()[0].Reason)
}
