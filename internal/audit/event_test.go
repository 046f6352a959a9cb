package audit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

var day = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

func full() audit.Event {
	return audit.Event{
		At: day.Add(1234567 * time.Nanosecond), Account: "a-17", Desk: "tha-screener", Agency: "tha-msdhs", Role: casework.RoleScreener,
		Session: "s9", Action: audit.Action(policy.ShowCase), Subject: audit.Subject{Kind: audit.OfCase, Ref: "c7m2k9x4pq"}, Seq: 3,
		Classes: []policy.Class{policy.Narrative, policy.Identity, policy.Narrative}, Purpose: policy.ForIdentification,
		Outcome: audit.Allowed, Code: "decide", Key: audit.KeyHash("k-1"), Commitment: audit.KeyHash("nonce and decision"),
	}
}

// The bytes of an event never change, because a signed tree depends on them.
func TestCanonicalBytesNeverChange(t *testing.T) {
	t.Parallel()
	require.Equal(t, `homeward audit event 1
at 2026-03-02T01:30:00.001234Z
account a-17
desk tha-screener
agency tha-msdhs
role screener
session s9
action case.show
kind case
ref c7m2k9x4pq
seq 3
class C
class D
purpose identification
outcome allowed
code decide
key 7c35c5a1785d20704e44d5de4beb81c1fce91b6fe48ed7c3159af6f7f832078b
commitment faa720effceaca25dd0801c1df9b035970de23f6e5d9fa2036025067be7d6461
`, string(full().Canonical()))
	least := audit.Event{At: day, Action: "record.case", Subject: audit.Subject{Kind: audit.OfCase}, Outcome: audit.Denied}
	require.Equal(t, "homeward audit event 1\nat 2026-03-02T01:30:00.000000Z\naction record.case\nkind case\noutcome denied\n", string(least.Canonical()))
	require.Equal(t, "23+fFi9NrE9g2Q7Zlf5uLhM9p1NjWbBEAYFxIp64JCc=", least.Leaf().String())
	require.Equal(t, tlog.RecordHash(least.Canonical()), least.Leaf())
}

func TestAnEventIsReadInOneWayOnly(t *testing.T) {
	t.Parallel()
	e, err := audit.Parse(full().Canonical())
	require.NoError(t, err)
	require.Equal(t, full().Canonical(), e.Canonical())
	good := string(full().Canonical())
	for name, bad := range map[string]string{
		"empty":           "",
		"another form":    strings.Replace(good, "event 1", "event 2", 1),
		"no end":          strings.TrimSuffix(good, "\n"),
		"a line twice":    strings.Replace(good, "session s9\n", "session s9\nsession s9\n", 1),
		"another order":   strings.Replace(good, "session s9\naction case.show\n", "action case.show\nsession s9\n", 1),
		"unknown line":    strings.Replace(good, "session s9\n", "session s9\nname x\n", 1),
		"no value":        strings.Replace(good, "session s9\n", "session \n", 1),
		"a space":         strings.Replace(good, "session s9\n", "session s 9\n", 1),
		"classes order":   strings.Replace(good, "class C\nclass D\n", "class D\nclass C\n", 1),
		"class of spaces": strings.Replace(good, "class C\n", "class  \n", 1),
		"seq with zeros":  strings.Replace(good, "seq 3\n", "seq 03\n", 1),
		"seq no number":   strings.Replace(good, "seq 3\n", "seq x\n", 1),
		"time zone":       strings.Replace(good, ".001234Z", ".001234+07:00", 1),
		"nanoseconds":     strings.Replace(good, ".001234Z", ".001234567Z", 1),
		"upper-case hash": strings.Replace(good, "commitment ", "commitment A", 1),
		"more behind":     good + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := audit.Parse([]byte(bad))
			require.ErrorIs(t, err, audit.ErrForm)
		})
	}
}

// A text that could hold a name, a number with a space or a sentence is refused.
func TestOnlyCodesAreAccepted(t *testing.T) {
	t.Parallel()
	require.NoError(t, full().Check())
	for name, change := range map[string]func(*audit.Event){
		"a name":           func(e *audit.Event) { e.Subject.Ref = "Abeba Tesfaye" },
		"another script":   func(e *audit.Event) { e.Code = "အေး" },
		"a line break":     func(e *audit.Event) { e.Session = "s\noutcome" },
		"a quote":          func(e *audit.Event) { e.Account = `a"b` },
		"a long text":      func(e *audit.Event) { e.Code = strings.Repeat("x", 129) },
		"no time":          func(e *audit.Event) { e.At = time.Time{} },
		"no action":        func(e *audit.Event) { e.Action = "" },
		"no kind":          func(e *audit.Event) { e.Subject.Kind = "" },
		"no outcome":       func(e *audit.Event) { e.Outcome = "" },
		"another outcome":  func(e *audit.Event) { e.Outcome = "maybe" },
		"another purpose":  func(e *audit.Event) { e.Purpose = "curiosity" },
		"a class of none":  func(e *audit.Event) { e.Classes = []policy.Class{"Z"} },
		"a key as it is":   func(e *audit.Event) { e.Key = "k-1" },
		"half a hash":      func(e *audit.Event) { e.Commitment = "abcd" },
		"before the first": func(e *audit.Event) { e.Seq = -1 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := full()
			change(&e)
			require.ErrorIs(t, e.Check(), audit.ErrNotCodes)
		})
	}
}

func drawEvent(t *rapid.T) audit.Event {
	code := rapid.StringMatching(`[A-Za-z0-9._:/#@+-]{0,12}`)
	hash := rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "none") {
			return ""
		}
		return audit.KeyHash(casework.Key(rapid.String().Draw(t, "key")))
	})
	return audit.Event{
		At: day.Add(time.Duration(rapid.Int64Range(0, 1<<55).Draw(t, "at"))), Account: casework.AccountID(code.Draw(t, "account")),
		Desk: casework.DeskID(code.Draw(t, "desk")), Agency: casework.AgencyID(code.Draw(t, "agency")), Role: casework.Role(code.Draw(t, "role")),
		Session: code.Draw(t, "session"), Action: audit.Action("a" + code.Draw(t, "action")),
		Subject: audit.Subject{Kind: audit.Kind("k" + code.Draw(t, "kind")), Ref: code.Draw(t, "ref")}, Seq: rapid.Int64Range(0, 1<<40).Draw(t, "seq"),
		Classes: rapid.SliceOf(rapid.SampledFrom(policy.Classes())).Draw(t, "classes"),
		Purpose: rapid.SampledFrom(append(policy.Purposes(), "")).Draw(t, "purpose"),
		Outcome: rapid.SampledFrom([]audit.Outcome{audit.Allowed, audit.Denied}).Draw(t, "outcome"), Code: code.Draw(t, "code"),
		Key: hash.Draw(t, "key hash"), Commitment: hash.Draw(t, "commitment"),
	}
}

func TestEveryEventComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvent(t)
		require.NoError(t, e.Check())
		back, err := audit.Parse(e.Canonical())
		require.NoError(t, err)
		require.Equal(t, e.Canonical(), back.Canonical())
		require.Equal(t, e.Leaf(), back.Leaf())
	})
}

func FuzzParse(f *testing.F) {
	f.Add(full().Canonical())
	f.Add([]byte("homeward audit event 1\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		e, err := audit.Parse(raw)
		if err == nil {
			require.Equal(t, raw, e.Canonical())
			require.Equal(t, raw, audit.RecordOf(e))
		}
	})
}
