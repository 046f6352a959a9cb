package engine

import (
	"context"
	"errors"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"
)

// steady prevents that an unavailable key changes the course of a case. To a workflow, an error of its
// data converter looks like an answer, and it would continue with it or end. Here such an error fails
// the workflow task instead, and Temporal retries the task until the key is available. Outside of
// workflows errors stay errors.
type steady struct {
	converter.DataConverter

	inside bool
}

var (
	_ workflow.ContextAware                           = (*steady)(nil)
	_ converter.DataConverterWithSerializationContext = (*steady)(nil)
)

// WithWorkflowContext returns the converter for use inside of a workflow.
func (s *steady) WithWorkflowContext(workflow.Context) converter.DataConverter {
	return &steady{DataConverter: s.DataConverter, inside: true}
}

// WithContext returns the converter for use outside.
func (s *steady) WithContext(context.Context) converter.DataConverter { return s }

// WithSerializationContext returns the converter for one workflow or activity.
func (s *steady) WithSerializationContext(sc converter.SerializationContext) converter.DataConverter {
	return &steady{DataConverter: converter.WithDataConverterSerializationContext(s.DataConverter, sc), inside: s.inside}
}

func (s *steady) ToPayload(value any) (*commonpb.Payload, error) {
	payload, err := s.DataConverter.ToPayload(value)
	return payload, s.broken(err)
}

func (s *steady) ToPayloads(values ...any) (*commonpb.Payloads, error) {
	payloads, err := s.DataConverter.ToPayloads(values...)
	return payloads, s.broken(err)
}

func (s *steady) FromPayload(payload *commonpb.Payload, into any) error {
	return s.broken(s.DataConverter.FromPayload(payload, into))
}

func (s *steady) FromPayloads(payloads *commonpb.Payloads, into ...any) error {
	return s.broken(s.DataConverter.FromPayloads(payloads, into...))
}

// broken returns the error, or fails the workflow task.
func (s *steady) broken(err error) error {
	var codec *codecError
	if s.inside && errors.As(err, &codec) {
		panic(codec)
	}
	return err
}
