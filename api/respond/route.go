package respond

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/encode"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Route is the handler of one operation of the contract.
type Route struct {
	ID string // the operationId

	serve func(op contract.Operation) (echo.HandlerFunc, error)
}

// Handler makes the handler for the operation. It returns an error if the handler's parameters and
// body are not those of the operation.
func (r Route) Handler(op contract.Operation) (echo.HandlerFunc, error) { return r.serve(op) }

// Read is an operation without a body. P is a struct with a field for each parameter (see binder). The
// result is sent as JSON, unless it is a Result.
func Read[P, R any](id string, do func(ctx context.Context, params P) (R, error)) Route {
	return Post(id, func(ctx context.Context, params P, _ noBody) (R, error) { return do(ctx, params) })
}

// Post is an operation with a JSON body whose answer is not a receipt.
func Post[P, B, R any](id string, do func(ctx context.Context, params P, body B) (R, error)) Route {
	raw := Raw(id, func(c echo.Context, params P) error {
		ctx := c.Request().Context()
		body, err := decode[B](ctx)
		if err != nil {
			return err
		}
		result, err := do(ctx, params, body)
		if err != nil {
			return err
		}
		return Send(c, result)
	})
	return Route{ID: id, serve: func(op contract.Operation) (echo.HandlerFunc, error) {
		if _, none := any(*new(B)).(noBody); none != (op.JSON() == nil) {
			return nil, fmt.Errorf("operation %s: its handler and the contract differ on whether it has a body", id)
		}
		return raw.serve(op)
	}}
}

// Write is a write with a JSON body. Its answer is a receipt.
func Write[P, B any](id string, do func(ctx context.Context, params P, body B) (act.Receipt, error)) Route {
	return Post(id, do)
}

// Act is a write without a body. Its answer is a receipt.
func Act[P any](id string, do func(ctx context.Context, params P) (act.Receipt, error)) Route {
	return Read(id, do)
}

// Raw is an operation that reads its body or writes its answer itself, such as an upload or a stream.
func Raw[P any](id string, do func(c echo.Context, params P) error) Route {
	return Route{ID: id, serve: func(op contract.Operation) (echo.HandlerFunc, error) {
		bind, err := binder[P](op)
		if err != nil {
			return nil, fmt.Errorf("operation %s: %w", id, err)
		}
		return func(c echo.Context) error {
			params, err := bind(c)
			if err != nil {
				return err
			}
			return do(c, params)
		}, nil
	}}
}

type noBody struct{}

// decode decodes the body from its canonical bytes.
func decode[B any](ctx context.Context) (B, error) {
	var body B
	if _, none := any(body).(noBody); none {
		return body, nil
	}
	if err := json.Unmarshal(From(ctx).Body, &body); err != nil {
		return body, fault.Wrap(err, fault.Malformed, "the request cannot be read")
	}
	return body, nil
}

// Result is a result with values for the headers of the answer.
type Result[R any] struct {
	Body R
	Next string // the cursor of the next page, for the Link header; "" for none
	// NotUsed names the filters of the query that were not used for this caller. The link leaves them out.
	NotUsed []string
	// Version is that of a task, for its ETag; 0 for none.
	Version int64
	// Created is the address of a new thing; the status is then 201.
	Created string
	// Accepted is true of an answer that says that the request waits; the status is then 202.
	Accepted bool
}

func (w Result[R]) put(c echo.Context) error {
	status, header := http.StatusOK, c.Response().Header()
	if w.Next != "" {
		header.Set("Link", linkTo(c.Request().URL, w.Next, w.NotUsed...))
	}
	if w.Accepted {
		status = http.StatusAccepted
	}
	if w.Created != "" {
		status = http.StatusCreated
		header.Set(echo.HeaderLocation, w.Created)
	}
	return answer(c, status, w.Version, w.Body)
}

// Send answers with a result. It returns request.ErrNotAuthorized if no use-case has asked policy for
// the request.
func Send(c echo.Context, result any) error {
	if r := request.From(c.Request().Context()); r.Action != policy.Public && !r.Authorized() {
		return request.ErrNotAuthorized
	}
	switch v := result.(type) {
	case act.Receipt:
		return putReceipt(c, v)
	case interface{ put(c echo.Context) error }:
		return v.put(c)
	default:
		return answer(c, http.StatusOK, 0, v)
	}
}

// answer sends a body. What was read has a tag, and is not sent again to a client that has it: the read is recorded
// as any other.
func answer(c echo.Context, status int, version int64, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode an answer: %w", err)
	}
	if r := c.Request(); r.Method == http.MethodGet && status == http.StatusOK {
		tag := encode.ETag(version, raw)
		c.Response().Header().Set("ETag", tag)
		if known := r.Header.Values(NoneMatchHeader); len(known) > 0 && !encode.NoneMatch(strings.Join(known, ","), tag) {
			return c.NoContent(http.StatusNotModified)
		}
	}
	return c.Blob(status, echo.MIMEApplicationJSON, append(raw, '\n'))
}

// putReceipt answers with status 202 for a pending write, 201 for a new thing, and otherwise 200.
func putReceipt(c echo.Context, r act.Receipt) error {
	status, header := http.StatusOK, c.Response().Header()
	switch {
	case r.Pending():
		status = http.StatusAccepted
		header.Set(echo.HeaderLocation, "/commands/"+r.Key)
		header.Set(echo.HeaderRetryAfter, "2")
	case r.Created:
		status = http.StatusCreated
		header.Set(echo.HeaderLocation, "/"+string(r.Target.Kind)+"s/"+string(r.Target.Ref))
	}
	return answer(c, status, 0, encode.Receipt(r))
}
