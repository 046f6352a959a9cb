package seal_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

func BenchmarkSealWarm(b *testing.B) {
	box := sealtest.New(b)
	plain := []byte(strings.Repeat("n", 40))
	for b.Loop() {
		_, _ = box.Seal(b.Context(), nameOf("case/a"), plain)
	}
}

func BenchmarkOpenWarm(b *testing.B) {
	box := sealtest.New(b)
	bytes := sealed(b, box, nameOf("case/a"), strings.Repeat("n", 40))
	for b.Loop() {
		_, _ = box.Open(b.Context(), nameOf("case/a"), bytes)
	}
}

func BenchmarkOpenCold(b *testing.B) {
	box := sealtest.New(b)
	bytes := sealed(b, box, nameOf("case/a"), strings.Repeat("n", 40))
	for b.Loop() {
		box.Forget("case/a")
		_, _ = box.Open(b.Context(), nameOf("case/a"), bytes)
	}
}

func BenchmarkToken(b *testing.B) {
	x := index(b)
	for b.Loop() {
		_ = x.Token("people.phone", "66812345678")
	}
}

func BenchmarkWrappedSize(b *testing.B) {
	store := &sealtest.Store{}
	sealed(b, sealtest.With(b, seal.KeyedOptions{Store: store}), nameOf("case/a"), "x")
	found, err := store.FindKeys(b.Context(), []seal.Subject{"case/a"})
	require.NoError(b, err)
	for b.Loop() {
		b.ReportMetric(float64(len(found["case/a"].Keyset)), "bytes")
	}
}
