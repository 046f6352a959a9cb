package api_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
)

// Whoever puts the program together hears what they have forgotten, and all of it at once.
func TestNothingMayBeMissing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, name := range []string{
		"Authenticator", "Commands", "Trail", "AuditKey", "Record", "Directory", "Corridors", "Rosters", "Events", "Retention", "Procedure", "NewRef", "Now", "Logger",
	} {
		config := h.config()
		reflect.ValueOf(&config).Elem().FieldByName(name).SetZero()
		_, err := api.New(config)
		require.EqualError(t, err, "make API: missing: "+name)
	}
	_, err := api.New(api.Config{})
	require.EqualError(t, err, "make API: missing: Authenticator, Commands, Trail, AuditKey, Record, Directory, Corridors, Rosters, Events, Retention, Procedure, NewRef, Now, Logger")
	whole := h.config()
	whole.Door, whole.Codec, whole.Keys = nil, nil, nil
	_, err = api.New(whole)
	require.NoError(t, err, "what an API can do without")
}
