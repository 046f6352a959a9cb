package engine

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"

	"example.org/homeward/internal/seal"
	"example.org/homeward/workflows"
)

// What an encrypted payload says of itself: that it is one, and whose key opens it.
const (
	encrypted  = "binary/encrypted"
	keyOf      = "kid"
	payloadCol = "temporal.payload"
)

// codecWithin limits one lookup of a key. A cached key needs none.
const codecWithin = 5 * time.Second

// ErrClear reports that a payload was not encrypted: Homeward has not written it.
var ErrClear = errors.New("a payload is not encrypted")

// Codec encrypts every payload with the key of the case, operation or movement whose workflow
// it belongs to, so that erasing one erases what Temporal keeps of it. It holds references and
// codes only; that they are encrypted too is a second protection. A payload is bound to
// its subject and to the namespace, so that it cannot be given to another case.
//
// Payloads that are not encrypted are refused. It is safe for concurrent use.
type Codec struct {
	box       seal.Box
	namespace string
	of        seal.Subject // "" when no workflow is known
}

var _ converter.PayloadCodecWithSerializationContext = (*Codec)(nil)

// NewCodec makes the codec of one namespace.
func NewCodec(box seal.Box, namespace string) *Codec { return &Codec{box: box, namespace: namespace} }

// WithSerializationContext returns the codec of one workflow and its activities.
func (c *Codec) WithSerializationContext(sc converter.SerializationContext) converter.PayloadCodec {
	switch sc := sc.(type) {
	case converter.WorkflowSerializationContext:
		return c.ofSubject(SubjectOf(sc.WorkflowID))
	case converter.ActivitySerializationContext:
		return c.ofSubject(SubjectOf(sc.WorkflowID))
	default:
		return c
	}
}

func (c *Codec) ofSubject(subject seal.Subject) *Codec {
	if c.of == subject {
		return c
	}
	other := *c
	other.of = subject
	return &other
}

var reference = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// SubjectOf says whose key protects the payloads of a workflow. Payloads that belong to no case,
// operation or movement have the subject of the installation.
func SubjectOf(workflowID string) seal.Subject {
	for _, of := range [][2]string{
		{workflows.CaseID(""), "case/"}, {workflows.RescueID(""), "operation/"}, {workflows.TransportID(""), "movement/"},
	} {
		if ref, ok := strings.CutPrefix(workflowID, of[0]); ok && reference.MatchString(ref) {
			return seal.Subject(of[1] + ref)
		}
	}
	return seal.Installation
}

// Encode encrypts payloads.
func (c *Codec) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	ctx, cancel := context.WithTimeout(context.Background(), codecWithin)
	defer cancel()
	subject := c.of
	if subject == "" {
		subject = seal.Installation
	}
	out := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		plain, err := proto.Marshal(p)
		if err != nil {
			return nil, &codecError{errors.New("encrypt a payload: it cannot be written down")}
		}
		sealed, err := c.box.Seal(ctx, c.place(subject), plain)
		if err != nil {
			return nil, &codecError{fmt.Errorf("encrypt a payload: %w", err)}
		}
		out[i] = &commonpb.Payload{Metadata: map[string][]byte{converter.MetadataEncoding: []byte(encrypted), keyOf: []byte(subject)}, Data: sealed}
	}
	return out, nil
}

// Decode decrypts payloads. Where the workflow is known, those of another one are refused.
func (c *Codec) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	ctx, cancel := context.WithTimeout(context.Background(), codecWithin)
	defer cancel()
	out := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		subject, ok := KeyOf(p)
		if !ok {
			return nil, &codecError{ErrClear}
		}
		if c.of != "" && subject != c.of && subject != seal.Installation {
			return nil, &codecError{fmt.Errorf("decrypt a payload: %w", seal.ErrMoved)}
		}
		plain, err := c.box.Open(ctx, c.place(subject), p.GetData())
		if err != nil {
			return nil, &codecError{fmt.Errorf("decrypt a payload: %w", err)}
		}
		out[i] = &commonpb.Payload{}
		if err := proto.Unmarshal(plain, out[i]); err != nil {
			return nil, &codecError{errors.New("decrypt a payload: its bytes are not one")}
		}
	}
	return out, nil
}

// KeyOf says whose key a payload was encrypted with; ok is false for one that is not encrypted.
func KeyOf(p *commonpb.Payload) (subject seal.Subject, ok bool) {
	meta := p.GetMetadata()
	return seal.Subject(meta[keyOf]), string(meta[converter.MetadataEncoding]) == encrypted && p.GetData() != nil
}

func (c *Codec) place(subject seal.Subject) seal.Place {
	return seal.Place{Subject: subject, Column: payloadCol, Row: c.namespace}
}

// codecError is an error of encrypting or decrypting a payload, as opposed to an error in its contents.
type codecError struct{ error }

func (e *codecError) Unwrap() error { return e.error }
