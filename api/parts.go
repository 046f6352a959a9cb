package api

// missing names the parts that a Config does not have and a Server cannot do without.
func (c Config) missing() []string {
	var out []string
	for _, part := range []struct {
		name  string
		there bool
	}{
		{"HTTP", c.HTTP != nil},
		{"Authenticator", c.Authenticator != nil},
		{"Commands", c.Commands != nil},
		{"Trail", c.Trail != nil},
		{"AuditKey", c.AuditKey.Verifier != nil},
		{"Record", c.Record != nil},
		{"Directory", c.Directory != nil},
		{"Corridors", c.Corridors != nil},
		{"Rosters", c.Rosters != nil},
		{"Events", c.Events != nil},
		{"Retention", c.Retention != nil},
		{"Procedure", c.Procedure != nil},
		{"NewRef", c.NewRef != nil},
		{"Now", c.Now != nil},
		{"Logger", c.Logger != nil},
	} {
		if !part.there {
			out = append(out, part.name)
		}
	}
	return out
}
