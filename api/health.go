package api

import (
	"context"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// live says that the process runs. It checks nothing else, so that the process is not killed because
// something that it depends on is down.
func (s *Server) live(context.Context, struct{}) (wire.Health, error) {
	return wire.Health{Status: wire.Ok}, nil
}

// ready reports whether the record can be read and the key-encryption key be used: without either, nothing
// personal is shown or accepted. Without the workflow server reading works and writes wait as commands,
// so it is not checked. Everyone may ask, so the answer names no place.
func (s *Server) ready(ctx context.Context, _ struct{}) (wire.Health, error) {
	if err := s.Record.Ping(ctx); err != nil {
		return wire.Health{}, fault.Wrap(err, fault.Unavailable, "the record cannot be read")
	}
	if s.Keys != nil {
		if err := s.keys.ask(ctx, s.Keys.CheckKEK); err != nil {
			return wire.Health{}, fault.Wrap(err, fault.Unavailable, "the keys that personal data are encrypted with cannot be reached")
		}
	}
	return wire.Health{Status: wire.Ok, Starting: s.HTTP.Startup().String()}, nil
}
