package erasures

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/wire"
)

func (h handlers) showRetention(ctx context.Context, _ struct{}) (wire.Retention, error) {
	r, err := h.do.ShowRetention(ctx)
	v := wire.Retention{
		Version: r.Version, Checked: r.Checked, Rules: []wire.RetentionRule{}, WouldPurge: []wire.OldThings{}, Due: []wire.DueFile{},
	}
	for _, rule := range r.Rules {
		v.Rules = append(v.Rules, wire.RetentionRule{
			Kind: string(rule.Kind), Corridor: rule.Corridor, Keep: rule.Keep.String(), UntilAge: rule.UntilAge, Then: string(rule.Then), Source: rule.Source,
		})
	}
	for _, old := range r.WouldPurge {
		v.WouldPurge = append(v.WouldPurge, wire.OldThings{Kind: string(old.Kind), Count: old.Count, Oldest: encode.Stamp(old.Oldest), At: old.At.UTC()})
	}
	for _, file := range r.Due {
		v.Due = append(v.Due, wire.DueFile{Case: file.Case, Kind: string(file.Kind), Due: file.Due.UTC()})
	}
	return v, err
}
