package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// reachTemporal connects to Temporal, and waits until it answers. With appOptions.lazy it returns before
// there is a connection.
func (a *app) reachTemporal(ctx context.Context, o appOptions) error {
	connect := engine.Config{Options: o.config.Temporal, Identity: o.identity, Logger: o.logger, Codec: a.codec}
	err := a.start.Until(ctx, "temporal", func(ctx context.Context) (err error) {
		if o.lazy {
			a.engine, err = engine.Lazy(connect)
		} else {
			a.engine, err = engine.Dial(ctx, connect)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("reach Temporal at %s: %w", o.config.Temporal.HostPort, err)
	}
	a.sender.engine.Store(a.engine)
	return nil
}

// sender sends commands to the engine. While there is no engine it fails at once, so that a caller
// does not wait for a server that is being built: the command is stored and sent later.
type sender struct{ engine atomic.Pointer[engine.Engine] }

// Send is Engine.Send. It returns fault.Unavailable while there is no engine.
func (s *sender) Send(ctx context.Context, target record.Target, name string, key casework.Key, args json.RawMessage) (json.RawMessage, error) {
	to := s.engine.Load()
	if to == nil {
		return nil, fault.New(fault.Unavailable, "the Temporal server is not up yet")
	}
	return to.Send(ctx, target, name, key, args)
}
