package api

import (
	"context"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// live reports that the process runs. It checks nothing else, so that the process is not killed when
// another service is down.
func (s *Server) live(context.Context, struct{}) (wire.Health, error) {
	return wire.Health{Status: wire.Ok}, nil
}

// ready reports whether the record can be read and the key-encryption key can be used: without them no
// personal data is shown or accepted. The workflow server is not checked, because without it reading
// works and writes are kept as pending commands. The check is public, so the answer names no hosts.
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
