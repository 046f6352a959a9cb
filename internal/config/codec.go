package config

import "net/url"

// Codec enables decryption of payloads for Temporal's web pages, and names their origin.
type Codec struct {
	On     bool
	Origin string // as https://temporal.homeward.example
}

func (r *reader) codec() Codec {
	c := Codec{Origin: r.text("HOMEWARD_CODEC_ORIGIN", "")}
	switch r.text("HOMEWARD_CODEC", "off") {
	case "off":
		return Codec{}
	case "on":
		c.On = true
	default:
		r.fail("HOMEWARD_CODEC is neither on nor off")
	}
	origin, err := url.Parse(c.Origin)
	if c.On && (err != nil || origin.Host == "" || origin.User != nil || origin.Path != "" || origin.RawQuery != "" ||
		origin.Scheme != "https" && !(origin.Scheme == "http" && Loopback(origin.Hostname()+":0"))) { //nolint:staticcheck // easier to read than its negation
		r.fail("HOMEWARD_CODEC_ORIGIN is not the origin of Temporal's pages, as https://temporal.homeward.example")
	}
	return c
}
