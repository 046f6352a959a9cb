package cases_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/usecase/usecasetest"
)

const wronglyNamed = casework.Ref("case-misnamed")

// proposed is an office in which a caseworker has proposed to correct her name and the day of her birth.
func proposed(t *testing.T) (*usecasetest.Office, context.Context) {
	t.Helper()
	o := usecasetest.New(t, noon)
	o.Ask(wronglyNamed, "tha-ken", 5*24*time.Hour)
	o.Record.Put(wronglyNamed, record.Person{Name: "Njeri Wairimu", Nationality: "KEN", DocumentNumber: "A100", Phone: "+66 81 234 5678"})
	ctx := usecasetest.By(t, "author", team, casework.RoleCaseworker)
	_, err := o.CorrectIdentity(ctx, wronglyNamed, "corrected", cases.Correction{
		Person: record.Person{Name: "Wanjiku Njeri", DocumentNumber: "A100"}, Birth: cases.Birth{Date: "1999-05-14"}, Reasons: "Her card says so.",
	})
	require.NoError(t, err)
	return o, ctx
}

func agree(ctx context.Context, o *usecasetest.Office, key string) error {
	seen, err := o.ShowProposal(ctx, wronglyNamed, 1)
	if err != nil {
		return err
	}
	_, err = o.AnswerProposal(ctx, wronglyNamed, 1, key, proposals.Answer{Agrees: true, Digest: seen.Digest})
	return err
}

// A colleague of the desk sees the old and the new values and agrees; then what was on record before stands under the
// earlier versions, with who proposed the correction, when it took effect, and why.
func TestAColleagueAgreesToACorrectedIdentity(t *testing.T) {
	t.Parallel()
	o, author := proposed(t)
	waits, err := o.ShowIdentity(author, wronglyNamed)
	require.NoError(t, err)
	require.Equal(t, "Njeri Wairimu", waits.Current.Name, "nothing changes before")
	require.Equal(t, "Wanjiku Njeri", waits.Proposed.Person.Name)
	require.Equal(t, []casework.IdentityField{casework.IdentityName, casework.IdentityBirth}, waits.Proposed.Fields, "a value that is on record corrects nothing")

	colleague := usecasetest.By(t, "colleague", team, casework.RoleCaseworker)
	seen, err := o.ShowProposal(colleague, wronglyNamed, 1)
	require.NoError(t, err)
	require.True(t, seen.MayAnswer)
	require.Equal(t, "Her card says so.", seen.Reasons)
	require.Equal(t, "Njeri Wairimu", seen.Correction.Before.Name)
	require.Equal(t, "Wanjiku Njeri", seen.Correction.After.Name)
	require.Equal(t, "1999-05-14", seen.Correction.After.Birth.AsWritten)
	require.Empty(t, seen.Correction.Before.DocumentNumber+seen.Correction.Before.Phone, "the corrected fields alone")
	require.NoError(t, agree(colleague, o, "agreed"))

	now, err := o.ShowIdentity(author, wronglyNamed)
	require.NoError(t, err)
	require.Equal(t, "Wanjiku Njeri", now.Current.Name)
	require.Nil(t, now.Proposed)
	require.Len(t, now.Former, 1)
	require.Equal(t, "Njeri Wairimu", now.Former[0].Person.Name)
	require.Equal(t, team, now.Former[0].Desk)
	require.Equal(t, "Her card says so.", now.Former[0].Words)
	require.Equal(t, noon, now.Former[0].At)
	after, err := o.ShowProposal(colleague, wronglyNamed, 1)
	require.NoError(t, err)
	require.Nil(t, after.Correction, "her page has it; a proposal that is answered shows no one's name")
}

// The officer who proposed it does not agree, and no officer of another desk does, though they may see who she is.
func TestWhoMayNotAgreeToACorrectedIdentity(t *testing.T) {
	t.Parallel()
	o, author := proposed(t)
	state := o.State(wronglyNamed)
	digest := state.Proposals[0].Seal(state.Ref)
	_, err := o.AnswerProposal(author, wronglyNamed, 1, "self", proposals.Answer{Agrees: true, Digest: digest})
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	for _, other := range []struct {
		desk casework.DeskID
		role casework.Role
	}{{"tha-supervisor-maesot", casework.RoleSupervisor}, {"tha-registrar-maesot", casework.RoleRegistrar}} {
		ctx := usecasetest.By(t, "other", other.desk, other.role)
		seen, err := o.ShowProposal(ctx, wronglyNamed, 1)
		if err == nil {
			require.False(t, seen.MayAnswer, "%s", other.desk)
			require.Empty(t, seen.Digest)
			require.Nil(t, seen.Correction)
		}
		_, err = o.AnswerProposal(ctx, wronglyNamed, 1, "other-"+string(other.desk), proposals.Answer{Agrees: true, Digest: digest})
		require.Contains(t, []fault.Code{fault.Denied, fault.NotFound}, fault.CodeOf(err), "%s", other.desk)
	}
	state = o.State(wronglyNamed)
	require.Equal(t, casework.ProposalWaits, state.Proposals[0].State)
}

// A mission and a carrier may neither correct who she is nor read the earlier versions.
func TestAMissionDoesNotCorrectAnIdentity(t *testing.T) {
	t.Parallel()
	o, _ := proposed(t)
	ctx := usecasetest.By(t, "consul", desk, casework.RoleConsul)
	_, err := o.CorrectIdentity(ctx, wronglyNamed, "mission", cases.Correction{Person: record.Person{Name: "Another"}, Reasons: "so"})
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	_, err = o.ShowIdentity(ctx, wronglyNamed)
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	_, err = o.ShowProposal(ctx, wronglyNamed, 1)
	require.Contains(t, []fault.Code{fault.Denied, fault.NotFound}, fault.CodeOf(err))
}

// Without reasons, or with nothing that differs from what is on record, nothing is proposed. The preview needs no
// reasons: it says that the mission's request is called back and put again with the right name.
func TestACorrectionNeedsReasonsAndADifference(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(wronglyNamed, "tha-ken", 5*24*time.Hour)
	o.Record.Put(wronglyNamed, record.Person{Name: "Njeri Wairimu"})
	ctx := usecasetest.By(t, "author", team, casework.RoleCaseworker)
	_, err := o.CorrectIdentity(ctx, wronglyNamed, "unreasoned", cases.Correction{Person: record.Person{Name: "Wanjiku"}})
	require.Equal(t, "/reasons", usecasetest.PointerOf(t, err))
	_, err = o.CorrectIdentity(ctx, wronglyNamed, "same", cases.Correction{Person: record.Person{Name: "Njeri Wairimu"}, Reasons: "so"})
	require.Equal(t, "/person", usecasetest.PointerOf(t, err))
	preview, err := o.PreviewCorrection(ctx, wronglyNamed, cases.Correction{Person: record.Person{Name: "Wanjiku"}})
	require.NoError(t, err)
	require.Contains(t, steps(preview.Recalls), casework.StepVerifyNationality)
	require.Contains(t, steps(preview.Asks), casework.StepVerifyNationality)
	state := o.State(wronglyNamed)
	require.Empty(t, state.Proposals, "a preview changes nothing")
}

func steps(tasks []casework.PreviewTask) (out []casework.Step) {
	for _, one := range tasks {
		out = append(out, one.Step)
	}
	return out
}
