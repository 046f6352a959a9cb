package rules_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The runbook says what to do about each alarm of the audit log.
func TestTheRunbookKnowsEveryAlarmOfTheAuditLog(t *testing.T) {
	t.Parallel()
	runbook := strings.Join(strings.Fields(read(t, "docs/runbook.md")), " ")
	alarms := regexp.MustCompile(`slog\.LevelError, "([^"]+)"`).FindAllStringSubmatch(read(t, "internal/sequencer/sequencer.go"), -1)
	require.GreaterOrEqual(t, len(alarms), 3)
	for _, alarm := range alarms {
		require.Contains(t, runbook, alarm[1])
	}
	require.Contains(t, runbook, "migration 00021", "which processes must not run beside the new worker")
}
