package benchmark

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// as returns a client that acts for a desk. Each officer signs in once. An account "one@agency" is
// a member that another agency has sent to the desk.
func (e Env) as(desk casework.DeskID, role casework.Role, account string) (*client.Client, error) {
	name, sender, _ := strings.Cut(account, "@")
	who := client.Persona{Desk: desk, Role: role, Account: name, Agency: casework.AgencyID(sender)}
	return client.New(client.Options{Server: e.Server, Sign: e.signIn.As(who)})
}

func once() client.Intent { return client.Intent{Key: uuid.NewString()} }

// openOne opens a case by hand and returns its reference. The person is invented.
func (e Env) openOne(ctx context.Context, rules casework.Rules) (casework.Ref, error) {
	registrar, err := e.as(rules.Desks[casework.DeskRegistrar], casework.RoleRegistrar, "bench-registrar")
	if err != nil {
		return "", err
	}
	receipt, err := registrar.OpenCase(ctx, once(), wire.CaseOpening{
		Host: rules.Host, Origin: rules.Origin, Custodian: "state", ToldOfPurpose: "yes", Age: "adult",
		Corridor: rules.Corridor, Despite: "Everybody here has one name.", Person: wire.PersonInput{Name: "Invented", Nationality: rules.Origin},
	})
	if err != nil {
		return "", fmt.Errorf("open case: %w", err)
	}
	return receipt.Target.Ref, nil
}

// openMany opens cases, ten at a time.
func (e Env) openMany(ctx context.Context, rules casework.Rules, n int) ([]casework.Ref, error) {
	refs := make([]casework.Ref, n)
	_, err := sideBySide(ctx, n, func(ctx context.Context, i int) error {
		ref, err := e.openOne(ctx, rules)
		refs[i] = ref
		return err
	})
	return refs, err
}
