package api_test

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
)

func (f *fakeRecord) CountFileRead(_ context.Context, r record.FileRead) error {
	f.counted = append(f.counted, r)
	return f.slowed
}

func (f *fakeRecord) ReadingReviews(context.Context, int) ([]record.ReadingReview, error) {
	return f.reviews, nil
}

func (f *fakeRecord) ReadingReview(_ context.Context, ref casework.Ref) (record.ReadingReview, error) {
	for _, v := range f.reviews {
		if v.Ref == ref {
			return v, nil
		}
	}
	return record.ReadingReview{}, missing()
}

func (f *fakeRecord) ExplainReading(_ context.Context, e record.ReadingExplanation) error {
	for i := range f.reviews {
		if f.reviews[i].Ref == e.Ref && f.reviews[i].State != reading.Unexplained {
			return fault.New(fault.Conflict, "it is explained")
		}
		if f.reviews[i].Ref == e.Ref {
			f.reviews[i].State, f.reviews[i].Explanation = reading.Explained, e.Text
		}
	}
	return nil
}

func (f *fakeRecord) AnswerReading(_ context.Context, a record.ReadingAnswer) error {
	for i := range f.reviews {
		if f.reviews[i].Ref == a.Ref {
			f.reviews[i].State, f.reviews[i].Answered = a.State, &a.By
		}
	}
	return nil
}
