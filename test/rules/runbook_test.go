package rules_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever is woken by a line about the audit log finds in the runbook what to do.
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
