package identitydb

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres/db"
)

// EndByProvider ends the sessions that began with a sign-in at a provider, because the provider
// says so. It returns fault.Conflict if the same logout token was used before.
func (s *Accounts) EndByProvider(ctx context.Context, l identity.Logout, at time.Time, ended func(casework.AccountID) audit.Event) ([]casework.AccountID, error) {
	var whose []casework.AccountID
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		whose = nil
		fresh, err := db.Exec(ctx, tx, "take logout", `insert into app.logout_tokens (token_hash, expires_at) values ($1, $2) on conflict do nothing`, l.TokenHash, l.Expires)
		if err != nil {
			return err
		}
		if fresh == 0 {
			return fault.New(fault.Conflict, "this logout token was used before")
		}
		err = db.List(ctx, tx, "end sessions by provider", &whose, `with over as (
				update app.sessions s set ended_at = $2 where s.provider = $1 and s.ended_at is null
				and ($3 = '' or s.account in (select k.account from app.account_links k where k.issuer = $4 and k.subject_hash = $3))
				and ($5 = '' or s.sid_hash = $5)
				returning s.account)
			select distinct account from over order by account`, l.Provider, at, l.Link.SubjectHash, l.Link.Issuer, l.SIDHash)
		if err != nil {
			return err
		}
		traces := make([]audit.Event, len(whose))
		for i, account := range whose {
			traces[i] = ended(account)
		}
		return s.log.AppendEvents(ctx, tx, traces...)
	})
	if err != nil {
		return nil, err
	}
	return whose, nil
}
