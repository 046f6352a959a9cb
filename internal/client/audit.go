package client

import (
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// ProofHashes parses the hashes of a proof. The error is fault.Unknown if one is not valid.
func ProofHashes(proof wire.AuditProof) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(proof.Hashes))
	for i, text := range proof.Hashes {
		var err error
		if hashes[i], err = tlog.ParseHash(text); err != nil {
			return nil, fault.New(fault.Unknown, "the server's proof cannot be read; is this a Homeward server?")
		}
	}
	return hashes, nil
}
