package recordtest

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
)

// fileReads are the files that accounts have read beyond their work, and the reviews of them, oldest first.
type fileReads struct {
	files   []fileRead
	reviews []*review
}

type fileRead struct {
	account casework.AccountID
	ref     casework.Ref
	groups  map[reading.Group]string
	at      time.Time
}

type review struct {
	record.ReadingReview

	key casework.Key
}

// CountFileRead counts a file, or refuses and begins a review.
func (m *Memory) CountFileRead(_ context.Context, f record.FileRead) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, there := m.cases[f.Case]
	if !there {
		return fault.New(fault.NotFound, "there is no such case")
	}
	now := m.now()
	one := fileRead{f.By.Account, f.Case, map[reading.Group]string{reading.ByOrigin: string(c.newest().Next.Rules.Origin)}, now}
	if c.operation != "" {
		one.groups[reading.ByOperation] = string(c.operation)
	}
	held := slices.ContainsFunc(m.reads.reviews, func(r *review) bool { return r.By.Account == f.By.Account && r.State == reading.Rejected })
	v := reading.Decide(f.Limit, held, m.seen(one)...)
	if v.Why == "" {
		m.reads.files = slices.DeleteFunc(m.reads.files, func(r fileRead) bool { return r.account == one.account && r.ref == one.ref })
		m.reads.files = append(m.reads.files, one)
		return nil
	}
	if v.Why == reading.Held {
		return reading.Refusal(v.Why, reading.HeldFor)
	}
	others := m.others(one, v.Group, v.Window)
	if m.running(one, v.Group) == "" {
		m.reads.reviews = append(m.reads.reviews, &review{ReadingReview: record.ReadingReview{
			Ref: f.Review, By: f.By, To: f.To, Group: v.Group, Value: one.groups[v.Group], Window: v.Window, Files: len(others), State: reading.Unexplained, At: now,
		}})
		m.tellReview(m.reads.reviews[len(m.reads.reviews)-1])
	}
	return reading.Refusal(v.Why, others[v.Leave-1].at.Add(v.Window).Sub(now))
}

func (m *Memory) tellReview(r *review) {
	m.addNotice(record.Notice{Kind: string(notice.ManyFiles), Desk: r.To.Desk, Role: casework.RoleDPO, From: r.By.Desk, Review: r.Ref, CreatedAt: m.now()}, 1)
}

// seen is what the rules need of each group of a file.
func (m *Memory) seen(one fileRead) (out []reading.Seen) {
	for _, g := range []reading.Group{reading.ByOrigin, reading.ByOperation} {
		if _, in := one.groups[g]; in {
			out = append(out, reading.Seen{Group: g, Hour: len(m.others(one, g, reading.ShortWindow)), Day: len(m.others(one, g, reading.LongWindow)), Review: m.running(one, g)})
		}
	}
	return out
}

// others are the other files of a group that the account has read in a window, oldest first.
func (m *Memory) others(one fileRead, g reading.Group, window time.Duration) (out []fileRead) {
	for _, r := range m.reads.files {
		if r.account == one.account && r.ref != one.ref && r.groups[g] == one.groups[g] && r.at.After(one.at.Add(-window)) {
			out = append(out, r)
		}
	}
	return out
}

// running is the state of the newest review of the account and the group within a day.
func (m *Memory) running(one fileRead, g reading.Group) reading.State {
	for _, r := range slices.Backward(m.reads.reviews) {
		if r.By.Account == one.account && r.Group == g && r.Value == one.groups[g] && r.At.After(one.at.Add(-reading.LongWindow)) {
			return r.State
		}
	}
	return ""
}

func (m *Memory) review(ref casework.Ref) (*review, error) {
	i := slices.IndexFunc(m.reads.reviews, func(r *review) bool { return r.Ref == ref })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "there is no such review")
	}
	return m.reads.reviews[i], nil
}

// ReadingReview returns a review.
func (m *Memory) ReadingReview(_ context.Context, ref casework.Ref) (record.ReadingReview, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.review(ref)
	if err != nil {
		return record.ReadingReview{}, err
	}
	return r.ReadingReview, nil
}

// ReadingReviews lists all reviews, newest first.
func (m *Memory) ReadingReviews(context.Context, int) ([]record.ReadingReview, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := []record.ReadingReview{}
	for _, r := range slices.Backward(m.reads.reviews) {
		out = append(out, r.ReadingReview)
	}
	return out, nil
}

// ExplainReading stores an explanation once.
func (m *Memory) ExplainReading(_ context.Context, e record.ReadingExplanation) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.review(e.Ref)
	switch {
	case err != nil:
		return err
	case r.key == e.Key && r.Explanation != e.Text:
		return fault.New(fault.KeyReused, "the key has explained something else")
	case r.key == e.Key:
		return nil
	case r.State != reading.Unexplained:
		return fault.New(fault.Conflict, "it is explained or answered")
	}
	at := m.now()
	r.State, r.Explanation, r.ExplainedAt, r.key = reading.Explained, e.Text, &at, e.Key
	m.tellReview(r)
	return nil
}

// AnswerReading stores the answer of a data protection officer.
func (m *Memory) AnswerReading(_ context.Context, a record.ReadingAnswer) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.review(a.Ref)
	switch {
	case err != nil || r.State == a.State:
		return err
	case r.State == reading.Accepted:
		return fault.New(fault.Conflict, "it is accepted")
	}
	at := m.now()
	r.State, r.AnsweredAt, r.Answered = a.State, &at, &a.By
	return nil
}
