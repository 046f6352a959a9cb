package notice_test

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/notice"
)

// kindsIn reads the constants of a type from the source of a package.
func kindsIn(t *testing.T, dir string, types ...string) (out []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	for _, name := range files {
		src, err := os.ReadFile(name)
		require.NoError(t, err)
		f, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || v.Type == nil || len(v.Values) == 0 || strings.HasSuffix(name, "_test.go") {
				return true
			}
			typed := string(src[v.Type.Pos()-1 : v.Type.End()-1])
			for _, want := range types {
				if lit, isLit := v.Values[0].(*ast.BasicLit); typed == want && isLit {
					out = append(out, constant.StringVal(constant.MakeFromLiteral(lit.Value, token.STRING, 0)))
				}
			}
			return true
		})
	}
	return out
}

// A kind that is added without a decision on its reading fails here.
func TestEveryKindHasARule(t *testing.T) {
	t.Parallel()
	var kinds []string
	kinds = append(kinds, kindsIn(t, "../casework", "NoticeKind")...)
	kinds = append(kinds, kindsIn(t, "../movement", "NoticeKind")...)
	kinds = append(kinds, kindsIn(t, "../operation", "NoticeKind")...)
	kinds = append(kinds, kindsIn(t, "../erasure", "casework.NoticeKind")...)
	kinds = append(kinds, string(notice.ManyFiles), string(notice.MaybeTwice))
	require.Greater(t, len(kinds), 25)
	var ruled []string
	for _, r := range notice.Rules() {
		ruled = append(ruled, string(r.Kind))
		require.True(t, strings.HasSuffix(r.Why, "."), "%s says why in a sentence", r.Kind)
		require.Contains(t, []notice.Reading{notice.NotNeeded, notice.Calm, notice.Urgent}, r.Reading)
	}
	require.ElementsMatch(t, kinds, ruled, "each kind once")
}

// The kinds whose delay can harm a person have to be read within hours (field reference 6.3, 7 and 13: withdrawal,
// emergency, missing on arrival), and those that stand in the inbox need no reading.
func TestWhatIsUrgent(t *testing.T) {
	t.Parallel()
	for kind, want := range map[notice.Kind]notice.Reading{
		"recall_and_delete": notice.Urgent, "stop": notice.Urgent, "emergency": notice.Urgent, "glass_broken": notice.Urgent,
		"arrival_alarm": notice.Urgent, "passenger_not_met": notice.Urgent, "movement_cancelled": notice.Urgent, "erasure_approved": notice.Urgent, "many_files": notice.Urgent,
		"task_opened": notice.NotNeeded, "second_person": notice.NotNeeded, "delete_and_say_so": notice.NotNeeded,
		"access_given": notice.Calm, "erasure_requested": notice.Calm, "a kind of a later release": notice.Calm,
	} {
		require.Equal(t, want, notice.ReadingOf(kind, ""), kind)
	}
	for level, want := range map[casework.EscalationLevel]notice.Reading{
		casework.EscalationDigest: notice.NotNeeded, casework.EscalationReminder: notice.NotNeeded,
		casework.EscalationHeadOfDesk: notice.Calm, casework.EscalationCoordinator: notice.Calm,
	} {
		require.Equal(t, want, notice.ReadingOf("ladder_rung", level), level)
	}
}

func TestWhenANoticeIsRaised(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)
	for _, tt := range []struct {
		reading notice.Reading
		pace    int
		desk    time.Duration // that the desk has
		week    time.Duration // between two times at the end
	}{
		{notice.Urgent, 0, 2 * time.Hour, 7 * 24 * time.Hour},
		{notice.Calm, 1, 3 * 24 * time.Hour, 7 * 24 * time.Hour},
		{notice.Urgent, 60, 2 * time.Minute, 7 * 24 * time.Minute},
		{notice.Calm, 24, 3 * time.Hour, 7 * time.Hour},
	} {
		due, needed := notice.DueAt(tt.reading, at, tt.pace)
		require.True(t, needed)
		require.Equal(t, at.Add(tt.desk), due)
		span := due.Sub(at)
		require.Equal(t, due.Add(tt.desk), notice.NextAt(tt.reading, span, 1, due), "the supervisor has as much time")
		require.Equal(t, due.Add(tt.week), notice.NextAt(tt.reading, span, 2, due), "and then it comes each week")
		require.Equal(t, due.Add(tt.week), notice.NextAt(tt.reading, span, 9, due))
	}
	_, needed := notice.DueAt(notice.NotNeeded, at, 1)
	require.False(t, needed)
}
