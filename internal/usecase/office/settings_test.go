package office_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/usecasetest"
)

func TestSettingsAreKeptWithTheAccount(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me := usecasetest.By(t, "me", desk, casework.RoleConsul)
	_, err := o.SetLanguage(me, "my")
	require.NoError(t, err)
	_, err = o.SetKeys(me, true)
	require.NoError(t, err)
	found, err := o.ShowSettings(me)
	require.NoError(t, err)
	require.Equal(t, office.Settings{Keys: true, Language: "my"}, found)
	_, err = o.SetLanguage(me, "Burmese, please")
	require.Equal(t, "/language", usecasetest.PointerOf(t, err))
	other, err := o.ShowSettings(usecasetest.By(t, "other", desk, casework.RoleConsul))
	require.NoError(t, err)
	require.Equal(t, office.Settings{}, other)
}
