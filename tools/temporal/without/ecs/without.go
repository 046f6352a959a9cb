// Package ecs stands for the client of Amazon ECS. Temporal uses it when it is configured to; this
// server is not, and was built without the client. Everything fails.
package ecs

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
)

var errWithout = errors.New("this Temporal server was built without Amazon ECS")

// The types that callers name. The client's methods return an error.
type (
	Client  struct{}
	Options struct{}
)

func NewFromConfig(aws.Config, ...func(*Options)) *Client { return &Client{} }

type (
	DescribeServicesInput struct {
		Cluster  *string
		Services []string
	}
	DescribeServicesOutput struct {
		Services []Service
		Failures []Failure
	}
	Service struct{ Status *string }
	Failure struct{ Reason *string }

	UpdateServiceInput struct {
		Cluster, Service *string
		DesiredCount     *int32
	}
	UpdateServiceOutput struct{}
)

func (*Client) DescribeServices(context.Context, *DescribeServicesInput, ...func(*Options)) (*DescribeServicesOutput, error) {
	return nil, errWithout
}

func (*Client) UpdateService(context.Context, *UpdateServiceInput, ...func(*Options)) (*UpdateServiceOutput, error) {
	return nil, errWithout
}
