package identity

import (
	"encoding/json"

	"github.com/go-jose/go-jose/v4"
)

// LocalPath is localPath.
func LocalPath(to string) string { return localPath(to) }

// PublicKeys is publicKeys.
func PublicKeys(all []json.RawMessage) []jose.JSONWebKey { return publicKeys(all) }
