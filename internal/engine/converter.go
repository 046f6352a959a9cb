package engine

import (
	"errors"

	failurepb "go.temporal.io/api/failure/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/fault"
)

// Converters returns the pair that turns values and errors into payloads: JSON, and with a
// codec what the codec makes of it. Messages and stack traces of errors become payloads too,
// so that a codec covers them.
func Converters(codec converter.PayloadCodec) (converter.DataConverter, converter.FailureConverter) {
	data := converter.GetDefaultDataConverter()
	if codec != nil {
		// A key that is not warm is looked for over the network, which may take longer than a
		// workflow is otherwise allowed to think.
		data = workflow.DataConverterWithoutDeadlockDetection(&steady{DataConverter: converter.NewCodecDataConverter(data, codec)})
	}
	return data, newFailures(data)
}

// failures is the SDK's failure converter with the context that the SDK's own leaves out:
// without it the failures of a case would not be encrypted with the case's key.
type failures struct {
	*temporal.DefaultFailureConverter

	data converter.DataConverter
}

func newFailures(data converter.DataConverter) *failures {
	return &failures{
		DefaultFailureConverter: temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{
			DataConverter: data, EncodeCommonAttributes: true,
		}),
		data: data,
	}
}

// WithSerializationContext returns the converter for one workflow or activity.
func (f *failures) WithSerializationContext(sc converter.SerializationContext) converter.FailureConverter {
	return newFailures(converter.WithDataConverterSerializationContext(f.data, sc))
}

// ErrorToFailure encodes an error. When it cannot be encrypted its text is left out:
// the SDK's own would panic, and an activity that fails because the database is away would
// take its worker with it, because the keys are there.
func (f *failures) ErrorToFailure(err error) (failure *failurepb.Failure) {
	defer func() {
		trouble := recover()
		if trouble == nil {
			return
		}
		if cause, ok := trouble.(error); !ok || !isCodec(cause) {
			panic(trouble)
		}
		failure = wordless(err)
	}()
	return f.DefaultFailureConverter.ErrorToFailure(err)
}

func isCodec(err error) bool {
	_, ok := errors.AsType[*codecError](err)
	return ok
}

// wordless returns the part of an error that may be in clear: its code, and whether a retry can help.
func wordless(err error) *failurepb.Failure {
	bare := temporal.NewApplicationErrorWithOptions(fault.MessageOf(nil), string(fault.Unknown), temporal.ApplicationErrorOptions{})
	if app, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		bare = temporal.NewApplicationErrorWithOptions(fault.MessageOf(nil), app.Type(), temporal.ApplicationErrorOptions{
			NonRetryable: app.NonRetryable(), NextRetryDelay: app.NextRetryDelay(), Category: app.Category(),
		})
	}
	if temporal.IsCanceledError(err) {
		bare = temporal.NewCanceledError()
	}
	return temporal.GetDefaultFailureConverter().ErrorToFailure(bare)
}
