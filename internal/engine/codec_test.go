package engine_test

import (
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"
)

// contextCodec writes into every payload which workflow it was encoded for, and turns its bytes around.
type contextCodec struct{ workflow string }

func (c *contextCodec) WithSerializationContext(sc converter.SerializationContext) converter.PayloadCodec {
	switch sc := sc.(type) {
	case converter.WorkflowSerializationContext:
		return &contextCodec{workflow: sc.WorkflowID}
	case converter.ActivitySerializationContext:
		return &contextCodec{workflow: sc.WorkflowID}
	default:
		return c
	}
}

func (c *contextCodec) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	out := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		bytes, err := proto.Marshal(p)
		if err != nil {
			return nil, err
		}
		out[i] = &commonpb.Payload{
			Metadata: map[string][]byte{"encoding": []byte("binary/turned"), "workflow": []byte(c.workflow)}, Data: turned(bytes),
		}
	}
	return out, nil
}

func (c *contextCodec) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	out := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		if string(p.GetMetadata()["encoding"]) != "binary/turned" {
			out[i] = p
			continue
		}
		out[i] = &commonpb.Payload{}
		if err := proto.Unmarshal(turned(p.GetData()), out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func turned(in []byte) []byte {
	out := make([]byte, len(in))
	for i, b := range in {
		out[i] = ^b
	}
	return out
}
