package tasks_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

const kenyan = casework.Ref("case-kenyan")

// allowed returns the desks that a refusal names, and requires that it says that the desk does not answer.
func allowed(t *testing.T, err error, code fault.Code) []string {
	t.Helper()
	require.Equal(t, code, fault.CodeOf(err), "%v", err)
	fields, ok := fault.DetailsOf(err).(act.InvalidFields)
	require.True(t, ok, "%v", err)
	require.Len(t, fields, 1)
	require.Equal(t, act.NotAccredited, fields[0].Code)
	return fields[0].Allowed
}

// Once a Kenyan's verification was moved to the embassy of Myanmar, and its "confirmed" became her nationality. The
// question of a state is moved only to a mission of that state that answers where she is.
func TestAKenyanIsNeverAskedOfMyanmarsEmbassy(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(kenyan, "tha-ken", 48*time.Hour)
	o.Record.Put(kenyan, record.Person{Name: "Achieng", Nationality: "KEN"})
	head := usecasetest.By(t, "acc-head", desk, casework.RoleMissionHead)
	for _, task := range []casework.TaskID{"verify_nationality#1", "embassy_commitment#1"} {
		for _, to := range []casework.DeskID{"mmr-mission-bangkok", "lao-mission-bangkok", "intl-capital", "ken-mfa-focal"} {
			_, err := o.ReassignTask(head, tasks.Write{Case: kenyan, Task: task, Key: "to-" + string(task) + string(to)}, to, "The other embassy knows her.")
			require.Equal(t, []string{"ken-mission-bangkok"}, allowed(t, err, fault.Invalid), "%s to %s", task, to)
		}
	}
	state := o.State(kenyan)
	verification, _ := state.TaskFor(casework.StepVerifyNationality)
	require.Equal(t, desk, verification.Desk)
}

// An Ethiopian's question may go from New Delhi to Tokyo: both missions answer for Ethiopia in Thailand.
func TestAQuestionMovesBetweenMissionsThatAnswer(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(kenyan, "tha-eth", 48*time.Hour)
	head := usecasetest.By(t, "acc-head", "eth-mission-newdelhi", casework.RoleMissionHead)
	_, err := o.ReassignTask(head, tasks.Write{Case: kenyan, Task: "verify_nationality#1", Key: "to-tokyo"}, "eth-mission-tokyo", "They hold the register.")
	require.NoError(t, err)
	state := o.State(kenyan)
	verification, _ := state.TaskFor(casework.StepVerifyNationality)
	require.Equal(t, casework.DeskID("eth-mission-tokyo"), verification.Desk)
}

// A Kenyan who is in the corridor of Myanmar since before there was a registry: the embassy of Myanmar cannot say
// who she is, and her case has to move to the corridor of her state.
func TestConfirmedCountsOnlyForTheStateOfTheDesk(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(kenyan, "tha-mmr", 48*time.Hour)
	myanmar := usecasetest.By(t, "acc-mmr", "mmr-mission-bangkok", casework.RoleConsul)
	confirm := func(key string, state casework.Country) error {
		_, err := o.DecideTask(myanmar, tasks.Write{Case: kenyan, Task: "verify_nationality#1", Key: key}, tasks.Decision{Outcome: casework.Confirmed, State: state})
		return err
	}
	o.Record.Put(kenyan, record.Person{Name: "Achieng", Nationality: "KEN"})
	require.Equal(t, fault.Conflict, fault.CodeOf(confirm("as-kenyan", "")))
	o.Record.Put(kenyan, record.Person{Name: "Achieng", Nationality: "XXA"})
	require.Equal(t, fault.Conflict, fault.CodeOf(confirm("without-a-state", "")))
	_, nationality := factOf(o, kenyan)
	require.False(t, nationality, "nothing of it is on record")

	o.Record.Put(kenyan, record.Person{Name: "Achieng"})
	require.Equal(t, fault.Invalid, fault.CodeOf(confirm("for-another-state", "KEN")), "it is asked of Myanmar")
	require.NoError(t, confirm("hers", "MMR"), "a nationality that is open is what the embassy is asked about")
	value, _ := factOf(o, kenyan)
	require.Equal(t, "confirmed", value)
}

func factOf(o *usecasetest.Office, ref casework.Ref) (string, bool) {
	state := o.State(ref)
	fact, known := state.Fact(casework.FactNationality)
	return fact.Value, known
}

// The second state that is tried in a dispute is asked at its mission where she is, and nowhere else.
func TestTheSecondStateIsAskedAtItsMission(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(kenyan, "tha-ken", 48*time.Hour)
	o.Settle(kenyan, 24*time.Hour, casework.StepVerifyNationality, casework.NotNational, casework.RoleConsul)
	dispute := func(key string, state casework.Country, at casework.DeskID) error {
		caseworker := usecasetest.By(t, "acc-caseworker", team, casework.RoleCaseworker)
		_, err := o.DecideTask(caseworker, tasks.Write{Case: kenyan, Task: "nationality_dispute#1", Key: key}, tasks.Decision{Outcome: casework.SecondState, State: state, Desk: at, Reasons: "Her mother is from there."})
		return err
	}
	require.Equal(t, []string{"lao-mission-bangkok"}, allowed(t, dispute("another", "LAO", "mmr-mission-bangkok"), fault.Invalid))
	require.Equal(t, []string{"intl-capital"}, allowed(t, dispute("none", "UGA", "ken-mission-bangkok"), fault.Invalid), "her fear of Uganda would not hide her from Kenya")
	require.Equal(t, fault.Invalid, fault.CodeOf(dispute("unnamed", "", "lao-mission-bangkok")))
	require.NoError(t, dispute("hers", "LAO", "lao-mission-bangkok"))
}
