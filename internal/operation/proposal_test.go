package operation_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
)

var (
	first  = casework.Actor{Account: "first", Desk: "desk", Role: casework.RoleOperationLead}
	second = casework.Actor{Account: "second", Desk: "desk", Role: casework.RoleCoordinator}
)

// many returns a preview of more people than one officer may act for alone, with a fingerprint.
func many(seen string) *operation.Preview {
	return &operation.Preview{Opens: 11, Alone: 10, Rows: "rows", Fingerprint: seen}
}

// alike is a command about a list of which two rows look like one person, and no officer has said why both are opened.
func alike(cmd operation.Command) operation.Command {
	seen := *cmd.Preview
	seen.Alike = 1
	cmd.Preview = &seen
	return cmd
}

// few is a command about a list that one officer may open alone.
func few(cmd operation.Command) operation.Command {
	seen := *cmd.Preview
	seen.Opens = 2
	cmd.Preview = &seen
	return cmd
}

func proposing(by casework.Actor, seen string) operation.Command {
	return operation.Command{Kind: operation.KindConfirmList, List: "l", By: by, Fingerprint: seen, Preview: many(seen)}
}

func approving(by casework.Actor, seen string) operation.Command {
	return operation.Command{Key: "new", Kind: operation.KindApproveList, List: "l", By: by, Fingerprint: seen, Preview: many(seen)}
}

func TestManyPeopleTakeTwo(t *testing.T) {
	t.Parallel()
	o := after(t, open(), proposing(first, "a"))
	p, waits := o.Proposal("l")
	require.True(t, waits)
	require.Equal(t, operation.Proposal{List: "l", Fingerprint: "a", Cases: 11, By: first, At: noon}, p)
	require.Empty(t, o.Jobs, "nothing is opened yet")
	require.Empty(t, o.Lists)
	answer, known := o.Known("k1")
	require.True(t, known)
	require.True(t, answer.Waits)
	require.Equal(t, 11, answer.Cases)

	done := after(t, open(), proposing(first, "a"), approving(second, "a"))
	require.Empty(t, done.Proposals)
	require.Equal(t, []casework.Ref{"l"}, done.Lists)
	require.Len(t, done.Jobs, 1)
	require.Equal(t, first, done.Jobs[0].By, "who has read the list answers for its cases")
	require.Equal(t, 250, done.Jobs[0].Rows)
}

func TestAsManyAsOneActsForAloneTakeOne(t *testing.T) {
	t.Parallel()
	cmd := operation.Command{Kind: operation.KindConfirmList, List: "l", By: first, Preview: &operation.Preview{Opens: 10, Alone: 10, Fingerprint: "a"}}
	require.Len(t, after(t, open(), cmd).Jobs, 1, "without a fingerprint")
	cmd.Fingerprint = "a"
	require.Len(t, after(t, open(), cmd).Jobs, 1)
}

func TestWhatTwoPersonsMayNot(t *testing.T) {
	t.Parallel()
	proposed := []operation.Command{open(), proposing(first, "a")}
	changed := func(cmd operation.Command, now string) operation.Command { cmd.Preview = many(now); return cmd }
	for name, tt := range map[string]struct {
		before []operation.Command
		cmd    operation.Command
		want   fault.Code
	}{
		"not previewed":                        {[]operation.Command{open()}, changed(proposing(first, ""), "a"), fault.GateClosed},
		"rows that look like one person":       {[]operation.Command{open()}, alike(proposing(first, "a")), fault.Conflict},
		"alike since it was proposed":          {proposed, alike(approving(second, "a")), fault.Conflict},
		"alike, and few":                       {[]operation.Command{open()}, few(alike(proposing(first, "a"))), fault.Conflict},
		"previewed before it changed":          {[]operation.Command{open()}, changed(proposing(first, "a"), "b"), fault.Stale},
		"nobody looked":                        {[]operation.Command{open()}, operation.Command{Kind: operation.KindConfirmList, List: "l", By: first, Fingerprint: "a"}, fault.Invalid},
		"proposed again":                       {proposed, proposing(first, "a"), fault.Conflict},
		"proposed again by another":            {proposed, proposing(second, "a"), fault.Conflict},
		"confirmed alone while it waits":       {proposed, changed(proposing(second, ""), "a"), fault.Conflict},
		"approved by whoever proposed it":      {proposed, approving(first, "a"), fault.Denied},
		"approved by the same at another desk": {proposed, approving(casework.Actor{Account: "first", Desk: "other", Role: casework.RoleSupervisor}, "a"), fault.Denied},
		"approved unseen":                      {proposed, changed(approving(second, ""), "a"), fault.GateClosed},
		"approved something else":              {proposed, approving(second, "b"), fault.Stale},
		"approved what has changed since":      {proposed, changed(approving(second, "a"), "b"), fault.Stale},
		"approved, and nobody looked":          {proposed, operation.Command{Kind: operation.KindApproveList, List: "l", By: second, Fingerprint: "a"}, fault.Invalid},
		"approved, and nobody proposed":        {[]operation.Command{open()}, approving(second, "a"), fault.Conflict},
		"approved twice":                       {append(proposed[:2:2], approving(second, "a")), func() operation.Command { c := approving(second, "a"); c.Key = ""; return c }(), fault.Conflict},
		"refused, and nobody proposed":         {[]operation.Command{open()}, operation.Command{Kind: operation.KindRefuseList, List: "l", By: second}, fault.Conflict},
		"closed while a list waits":            {proposed, operation.Command{Kind: operation.KindClose, By: second}, fault.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := after(t, tt.before...)
			tt.cmd.Key, tt.cmd.At = "another", noon
			_, _, err := operation.Accept(o, tt.cmd)
			require.Equal(t, tt.want, fault.CodeOf(err), "%v", err)
			if tt.want == fault.GateClosed {
				var closed *fault.Error
				require.ErrorAs(t, err, &closed)
				status, told := closed.Details.([]gate.Status)
				require.True(t, told)
				require.Equal(t, casework.GateID("G30"), status[0].Gate)
				require.True(t, status[0].Never, "nobody waives it")
				require.Equal(t, casework.CondPreviewed, status[0].Unmet[0].Condition)
				require.False(t, status[0].Open)
			}
		})
	}
}

func TestAProposalCanBeTakenBackAndMadeAgain(t *testing.T) {
	t.Parallel()
	refuse := operation.Command{Kind: operation.KindRefuseList, List: "l", By: first}
	o := after(t, open(), proposing(first, "a"), refuse)
	require.Empty(t, o.Proposals)
	o = after(t, open(), proposing(first, "a"), refuse, proposing(second, "a"), approving(first, "a"))
	require.Equal(t, second, o.Jobs[0].By, "they have changed places")

	o = after(t, open(), proposing(first, "a"), proposing(second, "b")) // it has changed in the meantime
	require.Len(t, o.Proposals, 1)
	require.Equal(t, "b", o.Proposals[0].Fingerprint)
	_, _, err := operation.Accept(o, approving(second, "b"))
	require.Equal(t, fault.Denied, fault.CodeOf(err), "the officer who proposed last does not approve")
}

// For any commands in any order: cases of many people are opened only if two accounts have confirmed the
// same preview of the present list.
func TestManyCasesNeedTwoPersons(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := operation.Operation{Ref: "op"}
		opening := open()
		opening.Key, opening.At = "open", noon
		change, _, err := operation.Accept(o, opening)
		require.NoError(t, err)
		o = o.Take(change, operation.Recorded{})
		people := rapid.IntRange(11, 500).Draw(t, "people")
		proposedBy := map[string][]casework.AccountID{} // by fingerprint
		seens := rapid.SampledFrom([]string{"a", "b", ""})
		for i := range rapid.IntRange(1, 12).Draw(t, "commands") {
			cmd := operation.Command{
				Key: casework.Key(rune('0' + i)), At: noon, List: "l", Fingerprint: seens.Draw(t, "print"),
				Kind: rapid.SampledFrom([]operation.Kind{operation.KindConfirmList, operation.KindApproveList, operation.KindRefuseList}).Draw(t, "kind"),
				By:   rapid.SampledFrom([]casework.Actor{first, second}).Draw(t, "by"),
			}
			now := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "now")
			cmd.Preview = &operation.Preview{Opens: people, Alone: 10, Fingerprint: now}
			change, _, err := operation.Accept(o, cmd)
			if err != nil {
				continue
			}
			o = o.Take(change, operation.Recorded{Rows: people})
			if change.Kind == operation.KindProposeList {
				proposedBy[cmd.Fingerprint] = append(proposedBy[cmd.Fingerprint], cmd.By.Account)
			}
			if len(o.Jobs) > 0 {
				require.Equal(t, operation.KindApproveList, change.Kind)
				require.Equal(t, now, cmd.Fingerprint, "as it is")
				require.Contains(t, proposedBy[now], o.Jobs[0].By.Account, "as it was proposed")
				require.NotEqual(t, cmd.By.Account, o.Jobs[0].By.Account, "by another")
				return
			}
		}
	})
}

func TestTheFingerprintTellsWhatWouldHappen(t *testing.T) {
	t.Parallel()
	contents := func() operation.Contents {
		return operation.Contents{
			List: "l", Operation: "o", Opens: 5, Unreadable: 1, Aside: 1, Alike: 1, Rows: "digest", Origins: map[casework.Country]int{"KEN": 3, "": 2},
		}
	}
	routes := func(version, alone int) func(casework.Country) (operation.Route, error) {
		return func(origin casework.Country) (operation.Route, error) {
			r := operation.Route{Corridor: "to-" + string(origin), Version: version, Alone: alone}
			if origin == "" {
				r.Alone = 10
			}
			return r, nil
		}
	}
	of := func(c operation.Contents, version, alone int) operation.Outlook {
		o, err := operation.OutlookOf(c, routes(version, alone))
		require.NoError(t, err)
		return o
	}
	before := of(contents(), 1, 4)
	require.Equal(t, 4, before.Alone, "the strictest of its corridors")
	require.True(t, before.NeedsSecond())
	require.Equal(t, []operation.Route{{"KEN", "to-KEN", 1, 3, 4}, {"", "to-", 1, 2, 10}}, before.Routes)
	require.Equal(t, before.Fingerprint(), of(contents(), 1, 4).Fingerprint())
	require.Regexp(t, `^[0-9a-f]{64}$`, before.Fingerprint())
	require.NotEqual(t, before.Fingerprint(), of(contents(), 2, 4).Fingerprint(), "another version of a corridor")
	require.NotEqual(t, before.Fingerprint(), of(contents(), 1, 5).Fingerprint())
	for name, change := range map[string]func(*operation.Contents){
		"another row": func(c *operation.Contents) { c.Rows = "other" }, "another list": func(c *operation.Contents) { c.List = "m" },
		"another operation": func(c *operation.Contents) { c.Operation = "p" }, "one more": func(c *operation.Contents) { c.Opens, c.Origins["KEN"] = 6, 4 },
		"another nationality": func(c *operation.Contents) { c.Origins = map[casework.Country]int{"KEN": 2, "ETH": 1, "": 2} },
		"one more unreadable": func(c *operation.Contents) { c.Unreadable++ },
	} {
		c := contents()
		change(&c)
		require.NotEqual(t, before.Fingerprint(), of(c, 1, 4).Fingerprint(), name)
	}

	c := contents()
	c.Origins["KEN"] = 2
	_, err := operation.OutlookOf(c, routes(1, 4))
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "the rows are not those that were counted")
	_, err = operation.OutlookOf(contents(), func(casework.Country) (operation.Route, error) { return operation.Route{}, errors.New("none") })
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
}
