package postgres

import (
	"context"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// insertPapers writes what came with the command that settled a step: a travel document, a
// plan, a score. Each gets the reference that the decision names, or else the command's key.
func (w *writing) insertPapers(ctx context.Context) error {
	words := w.cause.words
	for _, d := range w.Decisions {
		if !d.Final || d.Key != w.Key {
			continue
		}
		ref := d.Ref
		if ref == "" {
			ref = string(d.Key)
		}
		if words.Document != nil && d.Step.Base() == casework.StepTravelDocument && d.Outcome == casework.Issued {
			if err := w.insertDocument(ctx, ref, d, *words.Document); err != nil {
				return err
			}
		}
		if words.Plan != nil && d.Step.Base() == casework.StepPlan {
			if err := w.insertPlan(ctx, ref, d, *words.Plan); err != nil {
				return err
			}
		}
		if words.Score != nil {
			if err := w.insertScore(ctx, ref, d, *words.Score); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writing) insertDocument(ctx context.Context, ref string, d casework.Decision, doc record.Document) error {
	number, err := w.store.sealText(ctx, ofCase(w.Ref), colDocumentNumber, ref, doc.Number)
	if err != nil {
		return err
	}
	mrz, err := w.store.sealText(ctx, ofCase(w.Ref), colDocumentMRZ, ref, doc.MRZ)
	if err != nil {
		return err
	}
	expires := doc.ExpiresAt
	if expires == nil {
		expires = d.Until
	}
	_, err = exec(ctx, w.tx, "insert document", `insert into app.documents
		(case_ref, ref, seq, type, number, mrz, expires_at, hash, at, key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		w.Ref, ref, w.Seq, doc.Type, number, mrz, expires, doc.Hash, d.At, d.Key)
	return err
}

func (w *writing) insertPlan(ctx context.Context, ref string, d casework.Decision, plan record.Plan) error {
	plan.Ref = ref
	body, err := w.store.sealJSON(ctx, ofCase(w.Ref), colPlanBody, ref, plan)
	if err != nil {
		return err
	}
	_, err = exec(ctx, w.tx, "insert plan", `insert into app.plans
		(case_ref, ref, seq, step, dimensions, body, at, account, desk, agency, role)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		w.Ref, ref, w.Seq, d.Step, pq.StringArray(append([]string{}, plan.Dimensions...)), body, d.At,
		d.By.Account, d.By.Desk, d.By.Agency, d.By.Role)
	return err
}

func (w *writing) insertScore(ctx context.Context, ref string, d casework.Decision, score record.Score) error {
	var answers []byte
	var err error
	if len(score.Answers) > 0 {
		if answers, err = w.store.sealJSON(ctx, ofCase(w.Ref), colScoreAnswers, ref, score.Answers); err != nil {
			return err
		}
	}
	marks, err := encode("marks", score.Marks)
	if err != nil {
		return err
	}
	_, err = exec(ctx, w.tx, "insert score", `insert into app.scores
		(case_ref, ref, seq, step, questionnaire, version, answers, marks, composite, at, account, desk, agency, role)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		w.Ref, ref, w.Seq, d.Step, score.Marks.Questionnaire, score.Marks.Version, answers, marks, score.Marks.Composite, d.At,
		d.By.Account, d.By.Desk, d.By.Agency, d.By.Role)
	return err
}
