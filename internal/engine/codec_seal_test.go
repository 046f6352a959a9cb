package engine_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"

	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
	"example.org/homeward/workflows"
)

// of returns the converters of one workflow.
func of(codec *engine.Codec, workflowID string) (converter.DataConverter, converter.FailureConverter) {
	data, failure := engine.Converters(codec)
	sc := converter.WorkflowSerializationContext{Namespace: "homeward", WorkflowID: workflowID}
	return converter.WithDataConverterSerializationContext(data, sc), converter.WithFailureConverterSerializationContext(failure, sc)
}

func payload(tb testing.TB, codec *engine.Codec, workflowID string) *commonpb.Payload {
	tb.Helper()
	data, _ := of(codec, workflowID)
	p, err := data.ToPayload(secret)
	require.NoError(tb, err)
	return p
}

func TestEachWorkflowHasTheKeyOfItsSubject(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]seal.Subject{
		workflows.CaseID("q7m2"): "case/q7m2", workflows.RescueID("r1"): "operation/r1", workflows.TransportID("t1"): "movement/t1",
		"sweep": seal.Installation, "": seal.Installation, "case/": seal.Installation, "case/a/b": seal.Installation, "case/a b": seal.Installation, "xcase/a": seal.Installation,
	} {
		require.Equal(t, want, engine.SubjectOf(id), id)
		p := payload(t, engine.NewCodec(sealtest.New(t), "homeward"), id)
		subject, ok := engine.KeyOf(p)
		require.True(t, ok)
		require.Equal(t, want, subject)
		text, err := proto.Marshal(p)
		require.NoError(t, err)
		require.False(t, bytes.Contains(text, []byte(secret)))
		require.False(t, bytes.Contains(text, []byte("json/plain")), "not even of what form it is")
	}
}

func TestPayloadsComeBack(t *testing.T) {
	t.Parallel()
	codec := engine.NewCodec(sealtest.New(t), "homeward")
	for _, workflowID := range []string{workflows.CaseID("q7m2"), "sweep"} {
		data, failure := of(codec, workflowID)
		plain, _ := engine.Converters(codec)
		for _, value := range []any{secret, "", nil, []string{"a", "b"}, map[string]any{"n": 1.5}} {
			p, err := data.ToPayloads(value)
			require.NoError(t, err)
			for _, reader := range []converter.DataConverter{data, plain} { // by the key that stands on it
				var back any
				require.NoError(t, reader.FromPayloads(p, &back))
				if s, ok := value.([]string); ok {
					require.Equal(t, []any{s[0], s[1]}, back)
					continue
				}
				require.Equal(t, value, back)
			}
		}
		f := failure.ErrorToFailure(temporal.NewApplicationError(secret, string(fault.Conflict), secret))
		require.NotContains(t, f.String(), secret)
		require.Equal(t, secret, fault.MessageOf(engine.FromTemporal(failure.FailureToError(f))))
	}
}

func TestPayloadsThatAreRefused(t *testing.T) {
	t.Parallel()
	box := sealtest.New(t)
	codec := engine.NewCodec(box, "homeward")
	good := payload(t, codec, workflows.CaseID("a"))
	hers := payload(t, codec, workflows.CaseID("b"))
	plain, err := converter.GetDefaultDataConverter().ToPayload(secret)
	require.NoError(t, err)
	change := func(do func(p *commonpb.Payload)) *commonpb.Payload {
		p, _ := proto.Clone(good).(*commonpb.Payload)
		do(p)
		return p
	}
	for name, tt := range map[string]struct {
		payload *commonpb.Payload
		want    error
	}{
		"in clear":                   {plain, engine.ErrClear},
		"said to be in clear":        {change(func(p *commonpb.Payload) { p.Metadata["encoding"] = []byte("json/plain") }), engine.ErrClear},
		"without a word":             {change(func(p *commonpb.Payload) { p.Metadata = nil }), engine.ErrClear},
		"empty":                      {change(func(p *commonpb.Payload) { p.Data = nil }), engine.ErrClear},
		"of another case":            {hers, seal.ErrMoved},
		"relabelled":                 {change(func(p *commonpb.Payload) { p.Metadata["kid"] = []byte("case/b") }), seal.ErrMoved},
		"relabelled as the house's":  {change(func(p *commonpb.Payload) { p.Metadata["kid"] = []byte("house") }), seal.ErrNoKey},
		"changed":                    {change(func(p *commonpb.Payload) { p.Data[len(p.Data)-1] ^= 1 }), seal.ErrMoved},
		"cut":                        {change(func(p *commonpb.Payload) { p.Data = p.Data[:20] }), seal.ErrForm},
		"of nobody":                  {change(func(p *commonpb.Payload) { delete(p.Metadata, "kid") }), seal.ErrMoved},
		"of this case, sealed by us": {change(func(*commonpb.Payload) {}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, _ := of(codec, workflows.CaseID("a"))
			var back string
			err := data.FromPayload(tt.payload, &back)
			if tt.want == nil {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, tt.want)
			require.NotContains(t, err.Error(), secret)
			require.Empty(t, back)
		})
	}
	t.Run("of another namespace", func(t *testing.T) {
		t.Parallel()
		data, _ := of(engine.NewCodec(box, "elsewhere"), workflows.CaseID("a"))
		var back string
		require.ErrorIs(t, data.FromPayload(good, &back), seal.ErrMoved)
	})
	t.Run("a column of the record", func(t *testing.T) {
		t.Parallel()
		sealed, err := box.Seal(t.Context(), seal.Place{Subject: "case/a", Column: "people.name"}, []byte(secret))
		require.NoError(t, err)
		data, _ := of(codec, workflows.CaseID("a"))
		var back string
		require.ErrorIs(t, data.FromPayload(change(func(p *commonpb.Payload) { p.Data = sealed }), &back), seal.ErrMoved)
	})
}

func TestWhoIsErasedIsErasedInTemporalToo(t *testing.T) {
	t.Parallel()
	box := sealtest.New(t)
	codec := engine.NewCodec(box, "homeward")
	p := payload(t, codec, workflows.CaseID("a"))
	require.NoError(t, box.Destroy(t.Context(), "case/a"))
	var back string
	data, _ := of(codec, workflows.CaseID("a"))
	require.True(t, seal.Erased(data.FromPayload(p, &back)))
	_, err := data.ToPayload(secret)
	require.True(t, seal.Erased(err))
}

// An activity fails because the database is away; and so are the keys that its failure would
// be encrypted with.
func TestAFailureThatCannotBeEncryptedIsToldWithoutWords(t *testing.T) {
	t.Parallel()
	store := &sealtest.Store{}
	codec := engine.NewCodec(sealtest.With(t, seal.KeyedOptions{Store: store}), "homeward")
	_, failure := of(codec, workflows.CaseID("a"))
	store.Fail(fault.New(fault.Unavailable, "away"))
	for name, err := range map[string]error{
		"a fault":      temporal.NewApplicationErrorWithOptions(secret, string(fault.Busy), temporal.ApplicationErrorOptions{NextRetryDelay: time.Minute}),
		"for good":     temporal.NewNonRetryableApplicationError(secret, string(fault.Busy), errors.New(secret), secret),
		"with details": temporal.NewApplicationError(secret, string(fault.Busy), secret),
		"any other":    errors.New(secret),
		"cancelled":    temporal.NewCanceledError(secret),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := failure.ErrorToFailure(err)
			require.NotContains(t, f.String(), secret)
			back := failure.FailureToError(f)
			switch app, ok := errors.AsType[*temporal.ApplicationError](err); {
			case ok:
				require.Equal(t, fault.Busy, fault.CodeOf(engine.FromTemporal(back)))
				require.Equal(t, app.NonRetryable(), f.GetApplicationFailureInfo().GetNonRetryable())
				require.Equal(t, app.NextRetryDelay(), f.GetApplicationFailureInfo().GetNextRetryDelay().AsDuration())
			case temporal.IsCanceledError(err):
				require.True(t, temporal.IsCanceledError(back))
			default:
				require.Equal(t, fault.Unknown, fault.CodeOf(engine.FromTemporal(back)))
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	codec := engine.NewCodec(sealtest.New(f), "homeward")
	sc := converter.WorkflowSerializationContext{WorkflowID: workflows.CaseID("a")}
	theirs := codec.WithSerializationContext(sc)
	good, err := theirs.Encode([]*commonpb.Payload{{Data: []byte(secret)}})
	require.NoError(f, err)
	f.Add(good[0].GetData(), "case/a", "binary/encrypted")
	f.Add([]byte{2}, "house", "binary/encrypted")
	f.Add([]byte("{}"), "", "json/plain")
	f.Fuzz(func(t *testing.T, data []byte, kid, encoding string) {
		p := &commonpb.Payload{Metadata: map[string][]byte{"encoding": []byte(encoding), "kid": []byte(kid)}, Data: data}
		out, err := theirs.Decode([]*commonpb.Payload{p})
		if err != nil {
			require.Nil(t, out)
			return
		}
		require.Equal(t, secret, string(out[0].GetData()), "nobody can make up a payload")
	})
}
