package persona

import (
	"net"
	"net/http"
	"strings"
)

// fromHere reports whether a request was made on this machine: over a loopback address, without a
// proxy, and with a host name that a page of another site cannot have.
func fromHere(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return ok && loopback(local) && loopbackHost(r.RemoteAddr) && !proxied(r.Header) && loopbackName(r.Host)
}

// proxied reports whether a proxy has forwarded the request. Then its sender is unknown.
func proxied(h http.Header) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if len(h.Values(name)) > 0 {
			return true
		}
	}
	return false
}

func loopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// loopbackHost reports whether "ip:port" is a loopback address.
func loopbackHost(hostPort string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	return err == nil && net.ParseIP(host).IsLoopback()
}

// loopbackName reports whether a Host header names this machine. A page of another site whose name
// resolves to this machine still sends its own name.
func loopbackName(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	return name == "localhost" || net.ParseIP(name).IsLoopback()
}
