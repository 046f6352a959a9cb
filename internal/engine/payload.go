package engine

import (
	"strings"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Whose returns the target of a payload, by the key that it names; ok is false if the payload is not
// encrypted. The target has no kind if the payload belongs to the installation.
func (c *Codec) Whose(metadata map[string][]byte, data []byte) (of record.Target, ok bool) {
	subject, ok := KeyOf(&commonpb.Payload{Metadata: metadata, Data: data})
	if !ok {
		return record.Target{}, false
	}
	kind, ref, _ := strings.Cut(string(subject), "/")
	switch k := record.TargetKind(kind); k {
	case record.TargetCase, record.TargetOperation, record.TargetMovement:
		return record.Target{Kind: k, Ref: casework.Ref(ref)}, true
	default:
		return record.Target{}, true
	}
}

// OpenJSON decrypts a payload and returns its JSON; json is false if it holds another format.
func (c *Codec) OpenJSON(metadata map[string][]byte, data []byte) (text []byte, json bool, err error) {
	out, err := c.Decode([]*commonpb.Payload{{Metadata: metadata, Data: data}})
	if err != nil {
		return nil, false, err
	}
	return out[0].GetData(), string(out[0].GetMetadata()[converter.MetadataEncoding]) == converter.MetadataEncodingJSON, nil
}
