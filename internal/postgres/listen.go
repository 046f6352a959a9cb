package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/live"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
)

// How long a listener waits before it connects again, and how often it checks its connection.
const (
	reconnectFirst = 100 * time.Millisecond
	reconnectLast  = 10 * time.Second
	pingEvery      = 60 * time.Second
)

// Listen publishes every committed change, of any process, to hub until ctx ends, and then returns
// nil. The topics are "case:<ref>", "operation:<ref>", "movement:<ref>" and "desk:<code>"; the ID
// is the sequence number. Changes are missed while the connection is lost, so when it is back hub
// publishes that everything may have changed. It returns an error only if the address cannot be read.
func Listen(ctx context.Context, dsn string, hub *live.Hub, logger *slog.Logger) error {
	full, err := db.PlainSettings().Into(dsn)
	if err != nil {
		return err
	}
	listener := pq.NewListener(full, reconnectFirst, reconnectLast, func(event pq.ListenerEventType, err error) {
		switch event {
		case pq.ListenerEventConnected:
			logger.InfoContext(ctx, "listening for changes")
		case pq.ListenerEventReconnected:
			logger.WarnContext(ctx, "listening for changes again")
		case pq.ListenerEventDisconnected, pq.ListenerEventConnectionAttemptFailed:
			logger.WarnContext(ctx, "not listening for changes", logline.Cause(err))
		}
	})
	// Listen waits for a connection, for ever if necessary: only closing ends that.
	stop := context.AfterFunc(ctx, func() { stopListening(listener) })
	defer stopListening(listener)
	defer stop()
	if err := listener.Listen(changedb.Channel); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("listen: %w", db.Translate(err))
	}
	hub.PublishAll() // changes before the connection were missed
	receive(ctx, listener, hub)
	return nil
}

// stopListening closes a listener. Its only possible error is that it was closed before.
func stopListening(listener *pq.Listener) { _ = listener.Close() }

func receive(ctx context.Context, listener *pq.Listener, hub *live.Hub) {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case n, open := <-listener.Notify:
			switch {
			case !open:
				return
			case n == nil: // the connection was lost and is back
				hub.PublishAll()
			default:
				publish(hub, n.Extra)
			}
		case <-ping.C:
			_ = listener.Ping() // this notices a lost connection; the listener connects again by itself
		}
	}
}

// publish publishes one notification: a topic, a colon and a sequence number.
func publish(hub *live.Hub, payload string) {
	i := strings.LastIndexByte(payload, ':')
	if i < 0 {
		hub.PublishAll() // a notification of another form
		return
	}
	hub.Publish(payload[:i], payload[i+1:])
}
