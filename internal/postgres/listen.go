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
	"example.org/homeward/internal/postgres/db"
)

// How long a listener waits before it connects anew, and how often it looks whether its
// connection is still there.
const (
	reconnectFirst = 100 * time.Millisecond
	reconnectLast  = 10 * time.Second
	lookEvery      = 60 * time.Second
)

// Listen tells hub of every change that is committed, by whichever process, until ctx ends,
// and then returns nil. The topics are "case:<ref>", "operation:<ref>", "movement:<ref>" and
// "desk:<code>"; the ID is the sequence number. While the connection is lost nothing is
// heard; when it is back everybody is told to look at everything. It returns an error only
// when the address cannot be read.
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
	// Listen waits for a connection, for ever if need be: only closing ends that.
	stop := context.AfterFunc(ctx, func() { giveUp(listener) })
	defer giveUp(listener)
	defer stop()
	if err := listener.Listen(channel); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("listen: %w", db.Translate(err))
	}
	hub.PublishAll() // what happened before the connection stood was not heard
	hear(ctx, listener, hub)
	return nil
}

// giveUp ends the listening. That it was ended before is the only error it can have.
func giveUp(listener *pq.Listener) { _ = listener.Close() }

func hear(ctx context.Context, listener *pq.Listener, hub *live.Hub) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case n, open := <-listener.Notify:
			switch {
			case !open:
				return
			case n == nil: // the connection was lost, and is back
				hub.PublishAll()
			default:
				tell(hub, n.Extra)
			}
		case <-look.C:
			_ = listener.Ping() // a connection that is gone is noticed by this, and made anew by the listener itself
		}
	}
}

// tell hands on one announcement: a topic, a colon and a sequence number.
func tell(hub *live.Hub, payload string) {
	i := strings.LastIndexByte(payload, ':')
	if i < 0 {
		hub.PublishAll() // somebody announces in a way that is not known here: look
		return
	}
	hub.Publish(payload[:i], payload[i+1:])
}
