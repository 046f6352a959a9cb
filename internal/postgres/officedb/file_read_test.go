package officedb_test

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// filed is a record with n cases of Indonesia and n of Laos; those of Laos are of two operations. Their references
// are ID0 and so on, and LA0 and so on.
func filed(t *testing.T, n int) *dbtest.Env {
	t.Helper()
	w := dbtest.New(t)
	w.PlaceDesks(t, casework.DeskScreener, "tha-msdhs", "THA", "tha-screener")
	w.PlaceDesks(t, casework.DeskSupervisor, "tha-social", "THA", "tha-coordination", "tha-supervisor")
	for i := range n {
		for _, of := range []string{"ID", "LA"} {
			c, clocks := dbtest.Opened(casework.Ref(of + fmt.Sprint(i)))
			w.Write(t, c, clocks...)
		}
	}
	(&dbtest.Marker{}).TellOperation(t, w)
	w.Super(t, `update app.cases set origin = 'IDN'`, `update app.cases set origin = 'LAO' where ref like 'LA%'`,
		`update app.cases set operation_ref = 'op-1' where ref like 'LA%'`)
	return w
}

// reads is a file that an account of the screening desk reads, with a limit.
func reads(account casework.AccountID, ref casework.Ref, limit reading.Limit) record.FileRead {
	by := dbtest.Screener()
	by.Account = account
	return record.FileRead{
		By: by, Case: ref, Limit: limit, Review: casework.Ref(fmt.Sprintf("review-%s-%d", account, made.Add(1))),
		To: casework.Actor{Desk: "tha-coordination", Agency: "tha-social"}, Corridor: "tha-idn", Version: 1,
	}
}

var made atomic.Int64 // counts the references of these tests

func protects() casework.Actor {
	return casework.Actor{Account: "acc-dpo", Desk: "tha-coordination", Agency: "tha-social", Role: casework.RoleDPO}
}

func as(by casework.Actor) principal.Principal { return dbtest.Officer(by, "THA") }

// why is the reason of a refusal; "" for none.
func why(t require.TestingT, err error) reading.Why {
	if err == nil {
		return ""
	}
	refused, slowed := reading.RefusedBy(err)
	require.True(t, slowed, "%v", err)
	require.Positive(t, refused.Wait)
	require.LessOrEqual(t, refused.Wait, reading.LongWindow)
	return refused.Why
}

// A file is counted once however often it is read; the next one beyond the limit begins one review, with a notice to
// the data protection officer. It is explained once, and answered.
func TestBeyondTheLimitAReviewBegins(t *testing.T) {
	t.Parallel()
	w, limit := filed(t, 12), reading.Limit{Hour: 3, Day: 5}
	reader := dbtest.Screener()
	try := func(ref casework.Ref) reading.Why {
		return why(t, w.CountFileRead(t.Context(), reads(reader.Account, ref, limit)))
	}
	for range 3 {
		for _, ref := range []casework.Ref{"ID0", "ID1", "ID2", "LA0", "LA1", "LA2"} {
			require.Empty(t, try(ref), "three of each state, as often as she likes")
		}
	}
	require.Equal(t, fault.NotFound, fault.CodeOf(w.CountFileRead(t.Context(), reads(reader.Account, "never", limit))))
	require.Zero(t, w.Count(t, "app.reading_reviews"), "a file that is not there counts nowhere")
	for range 3 {
		require.Equal(t, reading.Explain, try("ID3"))
	}
	require.Equal(t, 1, w.Count(t, "app.reading_reviews"))
	require.Equal(t, 1, w.Count(t, "app.notices where kind = 'many_files' and urgent and climbs_at = due_at and case_ref is null"))
	require.Empty(t, try("ID1"), "what she has read already stays readable")
	dpo := protects()
	found, err := w.Front.ReadingReviews(principal.With(t.Context(), as(dpo)), 9)
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, 3, found[0].Files)
	require.Equal(t, "IDN", found[0].Value)
	require.Equal(t, reading.ShortWindow, found[0].Window)

	mine := principal.With(t.Context(), as(reader))
	explain := record.ReadingExplanation{Ref: found[0].Ref, Text: "the shelter closes", Key: "k1"}
	require.NoError(t, w.ExplainReading(mine, explain))
	require.NoError(t, w.ExplainReading(mine, explain), "the same request once more")
	other := explain
	other.Text = "something else"
	require.Equal(t, fault.KeyReused, fault.CodeOf(w.ExplainReading(mine, other)))
	other.Key = "k2"
	require.Equal(t, fault.Conflict, fault.CodeOf(w.ExplainReading(mine, other)))
	require.Equal(t, 2, w.Count(t, "app.notices where kind = 'many_files'"), "and the officer gets a notice of the explanation")
	require.Equal(t, 1, w.Count(t, "app.audit_events where action = 'reading.explain'"))

	require.Empty(t, try("ID3"))
	require.Empty(t, try("ID4"))
	require.Empty(t, try("ID5"))
	require.Equal(t, reading.Wait, try("ID6"), "twice the limit")
	require.Equal(t, reading.Explain, try("LA3"), "an explanation is of one group")
	require.NoError(t, w.AnswerReading(t.Context(), record.ReadingAnswer{Ref: explain.Ref, State: reading.Rejected, By: dpo}))
	require.Equal(t, reading.Held, try("ID1"), "held: nothing at all, also of what she has read")
	require.Equal(t, reading.Held, try("LA0"))
	w.Set(dbtest.Day.Add(30 * 24 * time.Hour))
	require.Equal(t, reading.Held, try("LA0"), "and it has no end of its own")
	require.NoError(t, w.AnswerReading(t.Context(), record.ReadingAnswer{Ref: explain.Ref, State: reading.Accepted, By: dpo}))
	require.Equal(t, fault.Conflict, fault.CodeOf(w.AnswerReading(t.Context(), record.ReadingAnswer{Ref: explain.Ref, State: reading.Rejected, By: dpo})))
	require.Empty(t, try("ID6"))
}

// Of fifty reads at once, as many are let through as there are places.
func TestReadsThatRaceTakeNoPlaceTwice(t *testing.T) {
	t.Parallel()
	w, limit := filed(t, 50), reading.Limit{Hour: 10, Day: 10}
	var let, slowed atomic.Int64
	var all errgroup.Group
	for i := range 50 {
		all.Go(func() error {
			err := w.CountFileRead(t.Context(), reads("acc-screener", casework.Ref("ID"+fmt.Sprint(i)), limit))
			switch _, refused := reading.RefusedBy(err); {
			case err == nil:
				let.Add(1)
			case refused:
				slowed.Add(1)
			default:
				return err
			}
			return nil
		})
	}
	require.NoError(t, all.Wait())
	require.Equal(t, int64(10), let.Load())
	require.Equal(t, int64(40), slowed.Load())
	require.Equal(t, 1, w.Count(t, "app.reading_reviews"))
}

// The explanation is committed and its answer is lost. Sent again it counts once.
func TestAnExplanationWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	w, limit := filed(t, 2), reading.Limit{Hour: 1, Day: 1}
	reader := dbtest.Screener()
	require.NoError(t, w.CountFileRead(t.Context(), reads(reader.Account, "ID0", limit)))
	f := reads(reader.Account, "ID1", limit)
	require.Equal(t, reading.Explain, why(t, w.CountFileRead(t.Context(), f)))
	var lose atomic.Bool
	p := pgtest.NewProxy(t, w.DB.APIDSN, lose.Load)
	store := w.OpenAs(t, p.DSN, seal.Clear{}, as(reader))
	lose.Store(true)
	e := record.ReadingExplanation{Ref: f.Review, Text: "asked by the ward", Key: "k"}
	require.Equal(t, fault.Unavailable, fault.CodeOf(store.ExplainReading(t.Context(), e)))
	lose.Store(false)
	require.NoError(t, store.ExplainReading(t.Context(), e))
	require.Equal(t, 1, w.Count(t, "app.reading_reviews where state = 'explained'"))
	require.Equal(t, 1, w.Count(t, "app.audit_events where action = 'reading.explain'"))
}

// Each account sees and writes its own; a data protection officer those of the agency, and answers for no own one.
func TestWhoSeesAReview(t *testing.T) {
	t.Parallel()
	w, limit := filed(t, 2), reading.Limit{Hour: 1, Day: 1}
	require.NoError(t, w.CountFileRead(t.Context(), reads("acc-screener", "ID0", limit)))
	require.Equal(t, reading.Explain, why(t, w.CountFileRead(t.Context(), reads("acc-screener", "ID1", limit))))
	reader, colleague, dpo, elsewhere := dbtest.Screener(), dbtest.Screener(), protects(), protects()
	colleague.Account, elsewhere.Agency, elsewhere.Account = "acc-other", "tha-health", "acc-elsewhere"
	moved := protects()
	moved.Desk = "tha-supervisor"
	for who, tt := range map[string]struct {
		as       casework.Actor
		reviews  int
		notices  int
		explains fault.Code
	}{
		"the reader": {reader, 1, 0, ""}, "a colleague": {colleague, 0, 0, fault.NotFound}, "the officer": {dpo, 1, 1, fault.Unknown},
		"at another desk of the agency": {moved, 1, 1, fault.Unknown}, "of another agency": {elsewhere, 0, 1, fault.NotFound},
	} {
		ctx := principal.With(t.Context(), as(tt.as))
		found, err := w.Front.ReadingReviews(ctx, 9)
		require.NoError(t, err)
		require.Len(t, found, tt.reviews, who)
		if tt.as.Agency == "tha-health" {
			continue // an account of another agency is at no desk of this one
		}
		told, err := w.Front.Notices(ctx, record.NoticeFilter{})
		require.NoError(t, err)
		mine := slices.DeleteFunc(told.Rows, func(n record.Notice) bool { return n.Review == "" })
		require.Len(t, mine, tt.notices, who)
		if who != "the reader" {
			ref := casework.Ref("")
			if len(found) > 0 {
				ref = found[0].Ref
			}
			require.Equal(t, tt.explains, fault.CodeOf(w.Front.ExplainReading(ctx, record.ReadingExplanation{Ref: ref, Text: "x", Key: "y"})), who)
		}
	}
	all, err := w.Front.ReadingReviews(principal.With(t.Context(), as(reader)), 9)
	require.NoError(t, err)
	err = w.Front.AnswerReading(principal.With(t.Context(), as(reader)), record.ReadingAnswer{Ref: all[0].Ref, State: reading.Accepted, By: reader})
	require.ErrorContains(t, err, "42501", "no account accepts what it has read itself")
}

// A notice of a review that is not read is raised as others are, but not to the desk of the officer whom it is about.
func TestTheNoticeOfAReviewIsRaised(t *testing.T) {
	t.Parallel()
	for reader, want := range map[casework.DeskID]int{"tha-screener": 1, "tha-supervisor": 0} {
		w, limit := filed(t, 2), reading.Limit{Hour: 1, Day: 1}
		w.Super(t, `update app.cases set origin = 'IDN'`, `delete from app.case_parts`,
			`insert into app.case_parts (case_ref, desk, how, since) select ref, '`+string(reader)+`', 'part', '2026-01-01' from app.cases`)
		for i := range 2 {
			f := reads("acc-reader", casework.Ref("ID"+fmt.Sprint(i)), limit)
			f.By.Desk = reader
			_, slowed := reading.RefusedBy(w.CountFileRead(t.Context(), f))
			require.Equal(t, i == 1, slowed)
		}
		w.Set(dbtest.Day.Add(2 * time.Hour))
		_, err := w.RaiseNotices(t.Context(), 10, func(n record.UnreadNotice) ([]casework.DeskID, bool) {
			require.Equal(t, "tha-idn", n.Corridor)
			return []casework.DeskID{"tha-supervisor", "tha-coordination"}, true
		})
		require.NoError(t, err)
		require.Equal(t, want, w.Count(t, "app.notices where raises is not null and desk = 'tha-supervisor' and reading_ref is not null"), "%s", reader)
	}
}

// For any order of reads at any instants: in no window are more files of one state let through than the limit, without
// an explanation; twice that with one, and three times once it is accepted. The counting here is its own.
func TestNoOrderOfReadsPassesTheBound(t *testing.T) {
	t.Parallel()
	w := filed(t, 14)
	limit := reading.Limit{Hour: 3, Day: 5}
	dpo, number, bg := protects(), 0, t.Context()
	rapid.Check(t, func(t *rapid.T) {
		number++
		reader := dbtest.Screener()
		reader.Account = casework.AccountID(fmt.Sprintf("acc-%d", number))
		var let []struct {
			ref casework.Ref
			at  time.Time
		}
		now := dbtest.Day.Add(time.Duration(number) * 100 * time.Hour)
		explained, accepted := false, false
		ctx := principal.With(bg, as(reader))
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 1, 5, 20, 61, 300}).Draw(t, "minutes")) * time.Minute)
			w.Set(now)
			switch rapid.IntRange(0, 19).Draw(t, "act") {
			case 0, 1:
				all, err := w.Front.ReadingReviews(ctx, 1)
				require.NoError(t, err)
				if len(all) > 0 && all[0].State == reading.Unexplained {
					require.NoError(t, w.ExplainReading(ctx, record.ReadingExplanation{Ref: all[0].Ref, Text: "because", Key: casework.Key(all[0].Ref)}))
					explained = true
				}
			case 2:
				all, err := w.Front.ReadingReviews(ctx, 1)
				require.NoError(t, err)
				if len(all) > 0 {
					require.NoError(t, w.AnswerReading(bg, record.ReadingAnswer{Ref: all[0].Ref, State: reading.Accepted, By: dpo}))
					accepted = true
				}
			default:
				ref := casework.Ref(rapid.SampledFrom([]string{"ID", "LA"}).Draw(t, "state") + fmt.Sprint(rapid.IntRange(0, 13).Draw(t, "file")))
				if why(t, w.CountFileRead(bg, reads(reader.Account, ref, limit))) == "" {
					let = append(let, struct {
						ref casework.Ref
						at  time.Time
					}{ref, now})
				}
			}
			times := 1
			if explained {
				times = 2
			}
			if accepted {
				times = 3
			}
			for _, state := range []string{"ID", "LA"} {
				inHour, inDay := map[casework.Ref]bool{}, map[casework.Ref]bool{}
				for _, one := range let {
					if strings.HasPrefix(string(one.ref), state) && now.Sub(one.at) < 24*time.Hour {
						inDay[one.ref] = true
						inHour[one.ref] = inHour[one.ref] || now.Sub(one.at) < time.Hour
					}
				}
				n := 0
				for _, in := range inHour {
					if in {
						n++
					}
				}
				require.LessOrEqual(t, n, 3*times, "in an hour")
				require.LessOrEqual(t, len(inDay), 5*times, "in a day")
			}
		}
	})
}

// BenchmarkCountFileRead measures the cost of counting: to be held against the read of a case.
func BenchmarkCountFileRead(b *testing.B) {
	w := dbtest.New(b)
	w.PlaceDesks(b, casework.DeskScreener, "tha-msdhs", "THA", "tha-screener")
	c, clocks := dbtest.Opened("ID0")
	w.Write(b, c, clocks...)
	ctx, one := b.Context(), reads("acc-screener", "ID0", reading.LimitOf(casework.RoleScreener))
	require.NoError(b, w.CountFileRead(ctx, one))
	for b.Loop() {
		require.NoError(b, w.CountFileRead(ctx, one))
	}
}
