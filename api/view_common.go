package api

import (
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// utc is an instant as it is shown; nil is the zero instant, which is left out.
func utc(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.UTC()
}

// stamp is an instant as it is shown, with the zero one left out.
func stamp(at time.Time) time.Time {
	if at.IsZero() {
		return time.Time{}
	}
	return at.UTC()
}

func pauseView(p *casework.Pause) wire.Pause {
	if p == nil {
		return wire.Pause{}
	}
	spec, _ := casework.CauseOf(p.Cause)
	return wire.Pause{Cause: p.Cause, WhoseTime: spec.Party, Since: p.Since.UTC(), Desk: string(p.By.Desk)}
}

// pauseSeen is a pause of a case or a task. Why it stands still is told to those who may know,
// to the desk that said so, and to those who see the whole case and have to know whom not to
// press; not to a desk outside that waits.
func pauseSeen(p *casework.Pause, seen request.Visibility) wire.Pause {
	v := pauseView(p)
	if p == nil || p.Cause == "" {
		return v
	}
	if !seen.RevealCause(p.Cause, p.By.Desk) {
		v.Cause, v.WhoseTime = "", ""
	}
	return v
}

// actorView names who did something, by codes; the account only to colleagues at the same desk.
func actorView(by casework.Actor, seen request.Visibility) wire.Actor {
	return actorSeenBy(by, seen.Actor())
}

func actorSeenBy(by casework.Actor, asker policy.Actor) wire.Actor {
	out := wire.Actor{Desk: string(by.Desk), Agency: string(by.Agency), Role: by.Role}
	if by.Desk != "" && by.Desk == asker.Desk || by.Role == casework.RoleSystem {
		out.Account = by.Account
	}
	return out
}

func splitWords(text string) []string {
	if fields := strings.Fields(text); len(fields) > 0 {
		return fields
	}
	return nil
}

// joinWords is the reverse of splitWords.
func joinWords(list []string) string { return strings.Join(list, " ") }
