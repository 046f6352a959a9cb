// Package lambda stands for the client of AWS Lambda. Temporal uses it when it is configured to; this
// server is not, and was built without the client. Everything fails.
package lambda

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

var errWithout = errors.New("this Temporal server was built without AWS Lambda")

// The types that callers name. The client's methods return an error.
type (
	Client  struct{}
	Options struct{}
)

func NewFromConfig(aws.Config, ...func(*Options)) *Client { return &Client{} }

type (
	GetFunctionInput  struct{ FunctionName *string }
	GetFunctionOutput struct{}

	InvokeInput struct {
		FunctionName   *string
		InvocationType types.InvocationType
		Payload        []byte
	}
	InvokeOutput struct {
		StatusCode    int32
		FunctionError *string
	}
)

func (*Client) GetFunction(context.Context, *GetFunctionInput, ...func(*Options)) (*GetFunctionOutput, error) {
	return nil, errWithout
}

func (*Client) Invoke(context.Context, *InvokeInput, ...func(*Options)) (*InvokeOutput, error) {
	return nil, errWithout
}
