package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
)

func arguments(more ...string) []string {
	return append([]string{"-db-host", "/run/pg", "-db-password-file", "/run/secret"}, more...)
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"defaults":              {args: arguments()},
		"no host":               {args: []string{"-db-password-file", "x"}, want: "-db-host is missing"},
		"no password":           {args: []string{"-db-host", "x"}, want: "-db-password-file is missing"},
		"port too high":         {args: arguments("-port", "65532"), want: "leaves no room"},
		"port too low":          {args: arguments("-port", "0"), want: "leaves no room"},
		"ui on a server's port": {args: arguments("-port", "7000", "-ui-port", "7004"), want: "one of the server's own"},
		"ui beside them":        {args: arguments("-port", "7000", "-ui-port", "7005")},
		"a word too many":       {args: arguments("start"), want: "flags only"},
		"an empty namespace":    {args: arguments("-namespace", ""), want: "empty"},
		"an unknown flag":       {args: arguments("-db-pass", "x"), want: "not defined"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var said bytes.Buffer
			o, err := parse(tt.args, &said)
			if tt.want == "" {
				require.NoError(t, err)
				require.Equal(t, []string{"homeward"}, o.namespaces)
				require.Equal(t, 7*24*time.Hour, o.retention)
				return
			}
			require.ErrorContains(t, err, tt.want)
			require.Contains(t, said.String(), tt.want, "a person is told")
		})
	}
}

func TestNamespacesAreCollected(t *testing.T) {
	t.Parallel()
	o, err := parse(arguments("-namespace", "coord", "-namespace", "consulate"), &bytes.Buffer{})
	require.NoError(t, err)
	require.Equal(t, []string{"coord", "consulate"}, o.namespaces)
}

func TestHelpIsNoError(t *testing.T) {
	t.Parallel()
	var said bytes.Buffer
	_, err := parse([]string{"-h"}, &said)
	require.ErrorIs(t, err, flag.ErrHelp)
	require.Contains(t, said.String(), "-db-password-file")
}

func TestPasswordIsReadWithoutItsLineEnd(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "password")
	for content, want := range map[string]string{"secret": "secret", "secret\n": "secret", "se cret\r\n": "se cret"} {
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		got, err := options{passwordFile: file}.password()
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

func TestEveryServiceHasItsOwnLoopbackPort(t *testing.T) {
	t.Parallel()
	o, err := parse(arguments("-port", "7000"), &bytes.Buffer{})
	require.NoError(t, err)
	taken := map[int]bool{}
	for name, service := range serverConfig(o, "secret").Services {
		require.Equal(t, "127.0.0.1", service.RPC.BindOnIP, name)
		for _, port := range []int{service.RPC.GRPCPort, service.RPC.HTTPPort} {
			if port == 0 {
				continue
			}
			require.False(t, taken[port], "port %d is given twice", port)
			require.GreaterOrEqual(t, port, 7000)
			require.Less(t, port, 7000+servicePorts)
			taken[port] = true
		}
	}
	require.Len(t, taken, servicePorts)
	for name, host := range hosts(o) {
		require.Equal(t, []string{host.Self}, host.All, name)
	}
	require.Equal(t, "127.0.0.1:7000", hosts(o)["frontend"].Self)
}

func TestConfigIsValid(t *testing.T) {
	t.Parallel()
	o, err := parse(arguments(), &bytes.Buffer{})
	require.NoError(t, err)
	config := serverConfig(o, "secret")
	require.NoError(t, config.Validate())
	require.EqualValues(t, 4, config.Persistence.NumHistoryShards, "fixed for the life of a database")
	for store, schema := range map[string]string{mainStore: "temporal,public", visibilityStore: "temporal_vis,public"} {
		require.Equal(t, schema, config.Persistence.DataStores[store].SQL.ConnectAttributes["search_path"])
	}
}

// Names of settings that the server does not know would be passed over in silence.
func TestDynamicSettingsReachTheServer(t *testing.T) {
	t.Parallel()
	settings := dynamicconfig.NewCollection(dynamic(), nil)
	require.Equal(t, 500, dynamicconfig.TransferProcessorMaxPollRPS.Get(settings)())
	require.Equal(t, 500, dynamicconfig.TimerProcessorMaxPollRPS.Get(settings)())
	require.Equal(t, 1, dynamicconfig.MatchingNumTaskqueueReadPartitions.Get(settings)("homeward", "case", 1))
	require.Equal(t, 1, dynamicconfig.MatchingNumTaskqueueWritePartitions.Get(settings)("homeward", "case", 1))
	require.Equal(t, 200, dynamicconfig.WorkflowExecutionMaxInFlightUpdates.Get(settings)("homeward"))
	require.Equal(t, 5*time.Second, dynamicconfig.HistoryLongPollExpirationInterval.Get(settings)("homeward"))
}

func TestAskedToEndIsNoError(t *testing.T) {
	t.Parallel()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	interrupted := fmt.Errorf("look at schema temporal: %w", context.Canceled)
	require.NoError(t, orderly(ended, interrupted))
	require.Error(t, orderly(t.Context(), interrupted))
	require.Error(t, orderly(ended, errors.New("something else")))
}

// The containers' server reads the same settings from a file.
func TestContainersHaveTheSameSettings(t *testing.T) {
	t.Parallel()
	done := make(chan any)
	t.Cleanup(func() { close(done) })
	file, err := dynamicconfig.NewFileBasedClient(&dynamicconfig.FileBasedClientConfig{
		Filepath: filepath.Join("..", "..", "deploy", "temporal", "dynamicconfig.yaml"), PollInterval: time.Minute,
	}, log.NewNoopLogger(), done)
	require.NoError(t, err)
	content, err := os.ReadFile(filepath.Join("..", "..", "deploy", "temporal", "dynamicconfig.yaml"))
	require.NoError(t, err)
	require.Equal(t, len(dynamic()), bytes.Count(content, []byte("value:")), "neither has more than the other")
	for key, want := range dynamic() {
		values := file.GetValue(key)
		require.Len(t, values, 1, key.String())
		require.Equal(t, fmt.Sprint(want), fmt.Sprint(values[0].Value), key.String())
	}
}
