package engine

import (
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
)

// Converters gives the pair that turns values and errors into payloads: JSON, and with a
// codec what the codec makes of it. Messages and stack traces of errors become payloads too,
// so that a codec covers them.
func Converters(codec converter.PayloadCodec) (converter.DataConverter, converter.FailureConverter) {
	data := converter.GetDefaultDataConverter()
	if codec != nil {
		data = converter.NewCodecDataConverter(data, codec)
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

// WithSerializationContext gives the converter for one workflow or activity.
func (f *failures) WithSerializationContext(sc converter.SerializationContext) converter.FailureConverter {
	return newFailures(converter.WithDataConverterSerializationContext(f.data, sc))
}
