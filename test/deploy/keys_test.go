package deploy_test

import (
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// mounts are the volumes of a service: where they are mounted, and whether they are only read.
func mounts(s service) map[string]struct {
	at   string
	only bool
} {
	found := map[string]struct {
		at   string
		only bool
	}{}
	for _, volume := range s.Volumes {
		parts := strings.Split(volume, ":")
		found[parts[0]] = struct {
			at   string
			only bool
		}{parts[1], len(parts) > 2 && parts[2] == "ro"}
	}
	return found
}

// The key and the list of erased persons are on separate volumes, which the account of the image
// may write. They are made in the place where they are read, and only the right services can
// write to them.
func TestKeysLieApartFromTheDatabase(t *testing.T) {
	t.Parallel()
	c := load(t)
	for volume := range mounts(c.Services["postgres"]) {
		require.NotContains(t, []string{"keys", "erased"}, volume, "a backup of the database would hold it")
	}
	made := c.Services["keys"]
	require.Equal(t, []string{"once"}, made.Profiles, "nothing starts it by itself")
	for name, writes := range map[string]bool{"api": false, "worker": true} {
		s := c.Services[name]
		key, ok := strings.CutPrefix(s.Environment["HOMEWARD_KEK"], "file:")
		require.True(t, ok, name)
		log := s.Environment["HOMEWARD_KEY_LOG"]
		require.Contains(t, made.Command, key)
		require.Contains(t, made.Command, log)
		require.Equal(t, path.Dir(key), mounts(s)["keys"].at, name)
		require.True(t, mounts(s)["keys"].only, name)
		require.Equal(t, path.Dir(log), mounts(s)["erased"].at, name)
		require.Equal(t, writes, !mounts(s)["erased"].only, name)
		for _, dir := range []string{path.Dir(key), path.Dir(log)} {
			require.Contains(t, dockerfile(t).all("RUN"), dir, "a volume takes its owner from the image")
		}
		require.NotEqual(t, path.Dir(key), path.Dir(log))
	}
}

// all returns the values of all instructions with a name.
func (in instructions) all(name string) string {
	var said strings.Builder
	for _, instruction := range in {
		if instruction[0] == name {
			said.WriteString(instruction[1] + "\n")
		}
	}
	return said.String()
}

// Only the worker has the key that signs the audit log. The API, which anyone can reach, has the public
// key. The newest head is stored outside of the backups of the database.
func TestTheLogIsSignedByTheWorkerAlone(t *testing.T) {
	t.Parallel()
	c := load(t)
	made, worker, api := c.Services["audit-key"], c.Services["worker"], c.Services["api"]
	require.Equal(t, []string{"once"}, made.Profiles, "nothing starts it by itself")
	key := worker.Environment["HOMEWARD_AUDIT_KEY_FILE"]
	require.Contains(t, made.Command, key)
	require.Equal(t, path.Dir(key), mounts(worker)["audit"].at)
	require.Equal(t, path.Dir(key), path.Dir(worker.Environment["HOMEWARD_AUDIT_KEPT_FILE"]))
	require.False(t, mounts(worker)["audit"].only, "it keeps the newest head there")
	for name, s := range c.Services {
		if name != "worker" && name != "audit-key" {
			require.NotContains(t, mounts(s), "audit", name)
			require.Empty(t, s.Environment["HOMEWARD_AUDIT_KEY_FILE"], name)
		}
	}
	public, ok := strings.CutPrefix(api.Environment["HOMEWARD_AUDIT_PUBLIC"], "@")
	require.True(t, ok)
	require.Contains(t, made.Command, public)
	require.Equal(t, path.Dir(public), mounts(api)["proof"].at)
	require.True(t, mounts(api)["proof"].only)
	for _, dir := range []string{path.Dir(key), path.Dir(public)} {
		require.Contains(t, dockerfile(t).all("RUN"), dir, "a volume takes its owner from the image")
	}
}
