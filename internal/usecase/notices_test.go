package usecase_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/usecasetest"
)

// The log has who has read which notice: of a case under the case, once for all that are read in one act.
func TestAReadingIsInTheLog(t *testing.T) {
	t.Parallel()
	o := askedOffice(t)
	for range 2 {
		o.Record.SeedNotice(record.Notice{Kind: "access_given", Desk: "ken-mission-bangkok", Case: askedCase, From: "tha-caseworker-maesot", CreatedAt: noon})
	}
	mission := usecasetest.As(t, "ken-mission-bangkok", casework.RoleConsul)
	found, err := o.ListNotices(mission, office.NoticeQuery{Unread: new(true)})
	require.NoError(t, err)
	require.Len(t, found.Rows, 2)
	require.Empty(t, found.Rows[0].From, "a mission does not see which desk of her team acted")
	require.True(t, found.Rows[0].Withheld)
	o.Audit.Clear()
	read, err := o.ReadNotices(mission, "key-of-the-reading", []int64{found.Rows[0].ID, found.Rows[1].ID})
	require.NoError(t, err)
	require.Len(t, read, 2)
	require.Equal(t, noon, *read[0].ReadAt)
	events := o.Audit.Events()
	require.Len(t, events, 1)
	require.Equal(t, audit.Action(policy.ReadNotices), events[0].Action)
	require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: string(askedCase)}, events[0].Subject)
	require.Equal(t, casework.DeskID("ken-mission-bangkok"), events[0].Desk)

	o.Audit.Fail(fault.New(fault.Unavailable, "the log is away"))
	_, err = o.ReadNotices(mission, "key-of-the-reading", []int64{found.Rows[0].ID, found.Rows[1].ID})
	require.Equal(t, fault.Unavailable, fault.CodeOf(err), "nothing is answered that is not in the log")
}
