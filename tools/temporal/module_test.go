package main

import (
	"context"
	"os/exec"
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
