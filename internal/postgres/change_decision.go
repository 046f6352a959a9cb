package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// insertPapers writes the travel document, plan, score or attempt that came with the command that settled
// a step, or the agreement about contact. A document, a plan and a score get the reference that the
// decision names, or else the command's key.
func (w *caseWriter) insertPapers(ctx context.Context) error {
	words := w.Command.Words
	if words.Contact != nil {
		if err := w.insertContact(ctx, *words.Contact); err != nil {
			return err
		}
	}
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
		if words.Try != nil {
			if err := w.insertTry(ctx, d, *words.Try); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *caseWriter) insertDocument(ctx context.Context, ref string, d casework.Decision, doc record.Document) error {
	if doc.ExpiresAt == nil {
		doc.ExpiresAt = d.Until
	}
	doc.Ref = ""
	body, err := w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColDocument, ref, doc)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert document", `insert into app.documents (case_ref, ref, seq, body, at, key) values ($1, $2, $3, $4, $5, $6)`,
		w.Ref, ref, w.Seq, body, d.At, d.Key)
	if err != nil {
		return err
	}
	return w.store.indexDocument(ctx, w.Tx, w.Ref, doc.Number)
}

func (w *caseWriter) insertPlan(ctx context.Context, ref string, d casework.Decision, plan record.Plan) error {
	plan.Ref = ref
	body, err := w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColPlanBody, ref, plan)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert plan", `insert into app.plans (case_ref, ref, seq, step, body, at, account, desk, agency, role)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		w.Ref, ref, w.Seq, d.Step, body, d.At, d.By.Account, d.By.Desk, d.By.Agency, d.By.Role)
	return err
}

func (w *caseWriter) insertScore(ctx context.Context, ref string, d casework.Decision, score record.Score) error {
	score.Ref = ref
	body, err := w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColScoreBody, ref, score)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert score", `insert into app.scores
		(case_ref, ref, seq, step, questionnaire, version, body, at, account, desk, agency, role)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		w.Ref, ref, w.Seq, d.Step, score.Marks.Questionnaire, score.Marks.Version, body, d.At,
		d.By.Account, d.By.Desk, d.By.Agency, d.By.Role)
	return err
}
