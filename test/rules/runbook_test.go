package rules_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The runbook describes what to do about each alarm of the audit log.
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

// The runbook describes what to do about each alarm of a workflow or an activity.
func TestTheRunbookKnowsEveryAlarmOfAWorkflow(t *testing.T) {
	t.Parallel()
	runbook, found := strings.Join(strings.Fields(read(t, "docs/runbook.md")), " "), 0
	for file, content := range goFiles(t) {
		if !strings.HasPrefix(file, "workflows/") && !strings.HasPrefix(file, "activities/") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, alarm := range regexp.MustCompile(`GetLogger\(ctx\)\.Error\(\s*"([^"]+)"`).FindAllStringSubmatch(content, -1) {
			found++
			require.Contains(t, runbook, alarm[1], file)
		}
	}
	require.GreaterOrEqual(t, found, 3)
}
