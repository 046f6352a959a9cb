module cloud.google.com/go/run

go 1.26.0

require (
	google.golang.org/api v0.278.0
	google.golang.org/protobuf v1.36.12
)
