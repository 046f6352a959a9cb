package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	cloudrun "cloud.google.com/go/run/apiv2"
	"cloud.google.com/go/storage"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/require"
	"k8s.io/client-go/rest"
)

// mostPackages is how many packages the server may depend on, with those of the standard library.
// It was 1,786 before the modules in without/ took the place of others.
const mostPackages = 1200

// An upgrade of the server that brings in another large client is noticed here.
func TestNothingLargeIsCompiledThatThisServerNeverUses(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{.ImportPath}} {{with .Module}}{{if .Replace}}replaced{{end}}{{end}}", ".").Output()
	require.NoError(t, err)
	packages := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Less(t, len(packages), mostPackages, "put a module into without/, or raise the number with a reason")
	never := regexp.MustCompile(`^(k8s\.io|cloud\.google\.com/go/(storage|run)|google\.golang\.org/api|modernc\.org|github\.com/aws/aws-sdk-go-v2/service/(s3|ecs|lambda|bedrock))`)
	for _, line := range packages {
		if never.MatchString(line) {
			require.Contains(t, line, "replaced")
		}
	}
}

func TestWhatWasLeftOutSaysSo(t *testing.T) {
	t.Parallel()
	_, err := storage.NewClient(context.Background())
	require.EqualError(t, err, "this Temporal server was built without Google Cloud Storage")
	_, err = cloudrun.NewWorkerPoolsClient(context.Background())
	require.EqualError(t, err, "this Temporal server was built without Google Cloud Run")
	_, err = rest.InClusterConfig()
	require.EqualError(t, err, "this Temporal server was built without Kubernetes")
	_, err = s3.NewFromConfig(aws.Config{}).HeadBucket(context.Background(), &s3.HeadBucketInput{})
	require.EqualError(t, err, "this Temporal server was built without Amazon S3")
}

// Modules that both go.mod files name have one version, so that what is compiled for homeward is
// not compiled again for the server.
func TestVersionsAreThoseOfTheProject(t *testing.T) {
	t.Parallel()
	ours, projects := required(t, "go.mod"), required(t, filepath.Join("..", "..", "go.mod"))
	both := 0
	for module, version := range ours {
		if project, named := projects[module]; named {
			both++
			require.Equal(t, project, version, "%s: raise the lower of both with go get, here or in the project", module)
		}
	}
	require.Greater(t, both, 20)
}

// required reads the versions that a go.mod file requires.
func required(t *testing.T, file string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	out := map[string]string{}
	for _, found := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)`).FindAllStringSubmatch(string(content), -1) {
		out[found[1]] = found[2]
	}
	return out
}
