// Package bedrockagentcore stands for the client of Amazon Bedrock. Temporal uses it when it is configured to; this
// server is not, and was built without the client. Everything fails.
package bedrockagentcore

import (
	"context"
	"errors"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
)

var errWithout = errors.New("this Temporal server was built without Amazon Bedrock")

// The types that callers name. The client's methods return an error.
type (
	Client  struct{}
	Options struct{}
)

func NewFromConfig(aws.Config, ...func(*Options)) *Client { return &Client{} }

type (
	InvokeAgentRuntimeInput struct {
		AgentRuntimeArn, AccountId, ContentType, Qualifier *string
		Payload                                            []byte
	}
	InvokeAgentRuntimeOutput struct {
		Response   io.ReadCloser
		StatusCode *int32
	}
)

func (*Client) InvokeAgentRuntime(context.Context, *InvokeAgentRuntimeInput, ...func(*Options)) (*InvokeAgentRuntimeOutput, error) {
	return nil, errWithout
}
