// Package bedrockagentcorecontrol stands for the client of Amazon Bedrock. Temporal uses it when it is configured to; this
// server is not, and was built without the client. Everything fails.
package bedrockagentcorecontrol

import (
	"context"
	"errors"

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
	GetAgentRuntimeEndpointInput  struct{ AgentRuntimeId, EndpointName *string }
	GetAgentRuntimeEndpointOutput struct{}
)

func (*Client) GetAgentRuntimeEndpoint(context.Context, *GetAgentRuntimeEndpointInput, ...func(*Options)) (*GetAgentRuntimeEndpointOutput, error) {
	return nil, errWithout
}
