package api

// missing names the required parts that a Config does not have.
func (c Config) missing() []string {
	var out []string
	for _, part := range []struct {
		name  string
		there bool
	}{
		{"HTTP", c.HTTP != nil},
		{"Authenticator", c.Authenticator != nil},
		{"Usecases", c.Usecases != nil},
		{"AuditLog", c.AuditLog != nil},
		{"Record", c.Record != nil},
		{"Events", c.Events != nil},
		{"Now", c.Now != nil},
		{"Logger", c.Logger != nil},
	} {
		if !part.there {
			out = append(out, part.name)
		}
	}
	return out
}
