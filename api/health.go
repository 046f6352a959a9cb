package api

import (
	"context"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// Live says that the process runs. It looks at nothing else, so that nobody kills it
// because something that it leans on is down.
func (s *Server) Live(context.Context, wire.LiveRequestObject) (wire.LiveResponseObject, error) {
	return wire.Live200JSONResponse{HealthJSONResponse: wire.HealthJSONResponse{Status: wire.Ok}}, nil
}

// Ready says whether the record can be read, and the key-encryption key be used: without either
// nothing personal is shown or taken. Without the workflows' server reading works and writes wait
// as commands, so that it is not asked about. Anybody may ask, so that the answer names no place.
func (s *Server) Ready(ctx context.Context, _ wire.ReadyRequestObject) (wire.ReadyResponseObject, error) {
	if err := s.Record.Ping(ctx); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the record cannot be read")
	}
	if s.Keys != nil {
		if err := s.keys.ask(ctx, s.Keys.CheckKEK); err != nil {
			return nil, fault.Wrap(err, fault.Unavailable, "the keys that personal data are encrypted with cannot be reached")
		}
	}
	return wire.Ready200JSONResponse{HealthJSONResponse: wire.HealthJSONResponse{Status: wire.Ok, Starting: s.HTTP.Startup().String()}}, nil
}
