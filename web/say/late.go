package say

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// FieldSeen is the hidden field of a form about a case: the newest change of the case when the form was
// shown.
const FieldSeen = "case_seen"

// sinceRead is how much of the history is read for what has changed.
const sinceRead = 40

// Seen says in a form about a case at which of its changes the form was shown.
func Seen(of cases.View) view.Field {
	return view.Field{Name: FieldSeen, Value: strconv.FormatInt(of.Seq, 10)}
}

// Since lists what other officers have changed in a case after the form was shown that was sent, the newest
// first: those lines that the user may see, and of them those that count. It is empty for a form that does
// not say when it was shown, and for one that was sent before, because that gets its first answer.
func (r Reader) Since(ctx context.Context, of cases.View, f site.SentForm, counts func(record.TimelineEntry) bool) ([]view.Event, error) {
	seen, said := seenIn(f)
	if !said || seen >= of.Seq || !slices.Contains(of.May, policy.ShowTimeline) {
		return nil, nil
	}
	_, err := r.Usecases.ShowCommand(ctx, f.Key())
	if code := fault.CodeOf(err); code != fault.NotFound && code != fault.Invalid {
		return nil, err
	}
	history, err := r.Usecases.ShowTimeline(ctx, of.Ref, false, act.Paging{Limit: sinceRead})
	if err != nil {
		return nil, err
	}
	var out []view.Event
	for _, e := range history.Rows {
		if e.Seq > seen && r.byAnother(e) && counts(e) {
			out = append(out, r.Event(e))
		}
	}
	return out, nil
}

// seenIn is the newest change of the case when a form was shown; false for a form that does not say it.
func seenIn(f site.SentForm) (int64, bool) {
	seen, err := strconv.ParseInt(f.Get(FieldSeen), 10, 64)
	return seen, err == nil
}

// byAnother reports whether another officer wrote a line. A line that takes something back names no officer to a desk outside.
func (r Reader) byAnother(e record.TimelineEntry) bool {
	return e.By.Account != r.User.Actor.Account && e.By.Role != casework.RoleSystem && (e.By.Desk != "" || e.Kind == "")
}

// OfCase counts every line about a case, but for who works on which of its requests.
func OfCase(e record.TimelineEntry) bool {
	return e.Kind != casework.KindClaim && e.Kind != casework.KindRelease
}

// Compared are the questions that were answered, each beside what is on record now.
func (r Reader) Compared(questions []view.Question, now func(name string) view.Fact) []view.Compared {
	var out []view.Compared
	for _, q := range questions {
		if mine, typed := r.typed(q); typed {
			out = append(out, view.Compared{Name: q.Label, Mine: mine, Now: now(q.Name)})
		}
	}
	return out
}

// typed is the answer to a question as it was typed, and reports false if there is none.
func (r Reader) typed(q view.Question) (view.Fact, bool) {
	if d := q.Date; d != (view.DateParts{}) {
		return view.Fact{Plain: d.Day + "." + d.Month + "." + d.Year}, true
	}
	var chosen []view.Text
	for _, a := range q.Answers {
		switch {
		case !a.Chosen || a.Value == "":
		case q.Kind == view.AskSeveral && a.Plain == "":
			chosen = append(chosen, a.Text)
		default:
			return view.Fact{Value: a.Text, Plain: a.Plain}, true
		}
	}
	if len(chosen) > 0 {
		return view.Fact{Value: view.Say("case.list", chosen)}, true
	}
	return view.Fact{Plain: q.Value}, q.Value != "" && len(q.Answers) == 0
}

// NothingYet is what is on record where nothing is.
func NothingYet() view.Fact { return view.Fact{Value: view.Say("compare.none")} }

// Again is a form that was sent, as it was typed, to be sent on top of what has changed. hidden are the hidden
// fields of the form as it is shown now; skip are those of the form that was sent which are left out.
func Again(f site.SentForm, now view.SmallForm, skip ...string) *view.SmallForm {
	out := &view.SmallForm{Action: now.Action, Key: site.NewKey(), Version: now.Version, Hidden: slices.Clone(now.Hidden), Submit: view.Say("compare.apply")}
	for name, values := range f.Values {
		hidden := slices.ContainsFunc(now.Hidden, func(h view.Field) bool { return h.Name == name })
		if hidden || name == "key" || name == "version" || slices.Contains(skip, name) {
			continue
		}
		for _, value := range values {
			out.Hidden = append(out.Hidden, view.Field{Name: name, Value: value})
		}
	}
	slices.SortStableFunc(out.Hidden, func(a, b view.Field) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
