package benchmark

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// openings compares a list that becomes cases with their first tasks, from its approval until the
// last task is on record, with as many bare workflow starts with one activity each.
func (e Env) openings(ctx context.Context, rules casework.Rules) ([]Measure, error) {
	n := e.Repeat * 5
	prefix := uuid.NewString()
	start := e.Now()
	if _, err := sideBySide(ctx, n, func(ctx context.Context, i int) error {
		return startOne(ctx, e.Temporal, fmt.Sprintf("bench/%s/%d", prefix, i), fmt.Sprintf("%s/%d", prefix, i))
	}); err != nil {
		return nil, fmt.Errorf("start bare workflows: %w", err)
	}
	if err := e.until(ctx, n, `select count(*) from bench.rows where key like $1 || '/%'`, prefix); err != nil {
		return nil, err
	}
	bareRate := float64(n) / e.Now().Sub(start).Seconds()

	operation, list, err := e.upload(ctx, rules, n)
	if err != nil {
		return nil, err
	}
	lead, err := e.as(rules.Desks[casework.DeskSupervisor], casework.RoleOperationLead, "bench-lead")
	if err != nil {
		return nil, err
	}
	seen, err := lead.PreviewList(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("preview list: %w", err)
	}
	if _, err := lead.ConfirmList(ctx, once(), list, wire.ListConfirmation{Preview: seen.Preview}); err != nil {
		return nil, fmt.Errorf("propose list: %w", err)
	}
	second, err := e.as(rules.Desks[casework.DeskSupervisor], casework.RoleOperationLead, "bench-second")
	if err != nil {
		return nil, err
	}
	start = e.Now()
	if _, err := second.ApproveList(ctx, once(), list, wire.ListApproval{Preview: seen.Preview}); err != nil {
		return nil, fmt.Errorf("approve list: %w", err)
	}
	const opened = `select count(distinct t.case_ref) from app.tasks t join app.cases c on c.ref = t.case_ref where c.operation_ref = $1`
	if err := e.until(ctx, n, opened, string(operation)); err != nil {
		return nil, err
	}
	ourRate := float64(n) / e.Now().Sub(start).Seconds()
	return []Measure{beside("cases opened with their first tasks", "/s", ourRate, bareRate, 0.5, false)}, nil
}

// upload opens an operation and uploads a list of n invented people.
func (e Env) upload(ctx context.Context, rules casework.Rules, n int) (operation, list casework.Ref, err error) {
	lead, err := e.as(rules.Desks[casework.DeskSupervisor], casework.RoleOperationLead, "bench-lead")
	if err != nil {
		return "", "", err
	}
	receipt, err := lead.OpenOperation(ctx, once(), wire.OperationOpening{Host: rules.Host, Custodian: "state"})
	if err != nil {
		return "", "", fmt.Errorf("open operation: %w", err)
	}
	var body strings.Builder
	body.WriteString("No,Name,Sex,Nationality,Date of birth\n")
	for i := range n {
		fmt.Fprintf(&body, "%d,Invented Number %d,F,%s,1999-01-31\n", i+1, i+1, rules.Origin)
	}
	operation = receipt.Target.Ref
	uploaded, err := lead.UploadList(ctx, once(), operation, wire.UploadListParams{Author: "registration"}, strings.NewReader(body.String()))
	if err != nil {
		return "", "", fmt.Errorf("upload list: %w", err)
	}
	return operation, uploaded.Ref, nil
}

// until waits until a count is reached. It returns an error if the count has not changed for a minute.
func (e Env) until(ctx context.Context, n int, query, argument string) error {
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	var last, still int
	for {
		var count int
		if err := e.DB.QueryRowContext(ctx, query, argument).Scan(&count); err != nil {
			return fmt.Errorf("count: %w", err)
		}
		if count >= n {
			return nil
		}
		if still++; count != last {
			last, still = count, 0
		}
		if still > 6000 {
			return fmt.Errorf("no progress for a minute: %d of %d", count, n)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}
