package identity

import (
	"context"
	"log/slog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
)

// The actions of identity in the audit log.
const (
	actSignIn     audit.Action = "identity.sign_in"
	actProve      audit.Action = "identity.prove"
	actSignOut    audit.Action = "identity.sign_out"
	actEndAll     audit.Action = "identity.sign_out_everywhere"
	actRole       audit.Action = "identity.switch_role"
	actEnrol      audit.Action = "identity.passkey_added"
	actRemove     audit.Action = "identity.passkey_removed"
	actInvite     audit.Action = "identity.invite"
	actVouch      audit.Action = "identity.vouch"
	actConfirm    audit.Action = "identity.confirm_admission"
	actWithdraw   audit.Action = "identity.withdraw_admission"
	actAccept     audit.Action = "identity.invitation_accepted"
	actRecover    audit.Action = "identity.recovered"
	actHandover   audit.Action = "identity.handover_approved"
	actHandedOver audit.Action = "identity.handed_over"
	actDisable    audit.Action = "identity.account_disabled"
	actEnable     audit.Action = "identity.account_enabled"
	actLogout     audit.Action = "identity.signed_out_by_provider"
	actMove       audit.Action = "identity.account_moved"
)

// recordRefusal records a failed attempt in the audit log: the action, and a code from our list for the
// reason. account is "" if it is not known. Nothing of the input is recorded.
func (s *Service) recordRefusal(ctx context.Context, action audit.Action, account casework.AccountID, why string) {
	e := audit.Event{
		Action: action, Account: account, Outcome: audit.Denied, Code: why,
		Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(account)},
	}
	s.logger.LogAttrs(ctx, slog.LevelInfo, "sign-in refused", slog.String("action", string(action)), slog.String("reason", why))
	if err := s.store.Record(asSignIn(ctx), e); err != nil {
		// No one was signed in, so nothing has to be undone.
		s.logger.LogAttrs(ctx, slog.LevelError, "a refused attempt was not recorded in the audit log", slog.String("action", string(action)))
	}
}
