package api

import (
	"context"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
)

// The functions of this file serve handlers that are not use-cases yet. Each has a twin in package
// usecase and goes with its last caller here.

// onCase sends a command to a case that the asker may give it to.
func (s *Server) onCase(ctx context.Context, ref casework.Ref, key string, cmd casework.Command, w record.Words) (receipt, error) {
	c, err := s.caseFor(ctx, ref)
	if err != nil {
		return receipt{}, err
	}
	return s.sendToCase(ctx, c, key, cmd, w)
}

// sendToCase sends a command to a case about which policy was asked.
func (s *Server) sendToCase(ctx context.Context, c seenCase, key string, cmd casework.Command, w record.Words) (receipt, error) {
	r, err := s.send(ctx, write{
		key: key, target: record.Target{Kind: record.TargetCase, Ref: c.State.Ref}, name: string(cmd.Kind), args: cmd, words: w,
	})
	return r, usecase.Explain(err, c.sight, s.Now())
}

// ofSummary is the subject that a line of a list is: its host, and its own team.
func (s *Server) ofSummary(c record.CaseSummary) policy.Subject {
	subject := policy.Subject{Host: c.Host}
	if rules, err := s.Corridors.Get(c.Corridor, c.Version); err == nil {
		subject.Asked = s.teamIn(rules)
	}
	return subject
}

// teamIn are the desks that have a part in a corridor's cases from when they are opened.
func (s *Server) teamIn(c corridor.Corridor) []policy.DeskAgency {
	var out []policy.DeskAgency
	for _, desk := range policy.Team(c.Desks) {
		out = append(out, s.place(desk))
	}
	return out
}

// flag is a filter that is on; "" when it is not.
func flag(on bool) string {
	if !on {
		return ""
	}
	return strconv.FormatBool(on)
}

// mintFrom makes an identifier that is the same however often a write is sent.
func mintFrom(account casework.AccountID, key, what string) (string, error) {
	made, err := command.KeyFor(account, key+" "+what)
	return string(made), err
}

// instantText is an instant as a query has it; "" for none.
func instantText(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339Nano)
}

// limitText is a limit as a query has it; "" when none was named.
func limitText(limit int) string {
	if limit == 0 {
		return ""
	}
	return strconv.Itoa(limit)
}
