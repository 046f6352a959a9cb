package say_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/words"
)

func TestEveryActionHasWords(t *testing.T) {
	t.Parallel()
	texts, err := words.Load()
	require.NoError(t, err)
	for _, action := range policy.Actions() {
		require.NotEmpty(t, say.AbilityOf(action), "%s has no words; see ability.go", action)
	}
	for _, key := range say.AbilityKeys() {
		for _, l := range words.Languages() {
			text, err := texts.Text(l, key)
			require.NoError(t, err)
			require.NotEmpty(t, text, "%s in %s", key, l.Code)
		}
	}
}
