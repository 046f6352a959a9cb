// Package histories stores histories of workflows from a real server, so that every release can prove
// that it continues the cases of older releases. Stories record histories; the test of package worker
// replays them. They are stored decrypted, because the keys end with the story and a history holds only
// references and codes. Record refuses a history with the name of a machine.
package histories

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/proxy"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/encoding/protojson"
)

// Env names the variable that, set to a directory, makes stories record their histories there,
// as workflows/testdata/histories; unset, Record does nothing.
const Env = "HOMEWARD_RECORD_HISTORIES"

// Record writes every run of a workflow as <directory>/<release>/<name>-<run>.json, the first
// run as 1, as the codec decodes it.
func Record(tb testing.TB, c client.Client, codec converter.PayloadCodec, workflowID, release, name string) {
	tb.Helper()
	dir := os.Getenv(Env)
	if dir == "" {
		return
	}
	dir = filepath.Join(dir, release)
	require.NoError(tb, os.MkdirAll(dir, 0o755)) //nolint:gosec // the directory is the recorder's own choice
	all := runs(tb, c, workflowID)
	for i, history := range all {
		decode(tb, codec, history)
		text, err := protojson.MarshalOptions{Multiline: true, Indent: " "}.Marshal(history)
		require.NoError(tb, err)
		host, err := os.Hostname()
		require.NoError(tb, err)
		require.NotContains(tb, string(text), "@"+host, "the history names the machine it was written on")
		require.NotContains(tb, string(text), host+":", "the history names the machine it was written on")
		require.NoError(tb, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.json", name, i+1)), append(text, '\n'), 0o644)) //nolint:gosec // likewise, and histories are no secret
	}
	for i := len(all) + 1; os.Remove(filepath.Join(dir, fmt.Sprintf("%s-%d.json", name, i))) == nil; i++ { //nolint:gosec // of an earlier recording
		tb.Logf("%s has fewer runs than before", name)
	}
}

// decode makes a history readable.
func decode(tb testing.TB, codec converter.PayloadCodec, history *historypb.History) {
	tb.Helper()
	decoded := 0
	err := proxy.VisitPayloads(context.WithoutCancel(tb.Context()), history, proxy.VisitPayloadsOptions{
		SkipSearchAttributes: true, // they are never encrypted
		Visitor: func(_ *proxy.VisitPayloadsContext, payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
			decoded += len(payloads)
			return codec.Decode(payloads)
		},
	})
	require.NoError(tb, err)
	require.NotZero(tb, decoded, "a history without payloads is not one of Homeward")
}

// shortest is the smallest number of events that the replayer needs. A run that an earlier run has just
// started has fewer, and nothing to replay.
const shortest = 3

// runs returns the history of every run of a workflow that has begun, the oldest first.
func runs(tb testing.TB, c client.Client, workflowID string) []*historypb.History {
	tb.Helper()
	var all []*historypb.History
	for run := ""; ; {
		history := &historypb.History{}
		events := c.GetWorkflowHistory(context.WithoutCancel(tb.Context()), workflowID, run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for events.HasNext() {
			event, err := events.Next()
			require.NoError(tb, err)
			history.Events = append(history.Events, event)
		}
		if len(history.Events) >= shortest {
			all = append([]*historypb.History{history}, all...)
		}
		run = history.GetEvents()[0].GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId()
		if run == "" {
			return all
		}
	}
}
