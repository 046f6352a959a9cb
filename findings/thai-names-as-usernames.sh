#!/usr/bin/env bash
# golang.org/x/text v0.43.0, secure/precis: a Thai or Lao name with the letter SARA AM (U+0E33, U+0EB3) cannot be a
# user name, and the profile for nicknames returns another spelling of it. Its spelling with two letters is accepted.
# NFKC splits the letter and NFC keeps it, so a search key made with one does not match a key made with the other.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export GOWORK=off GOFLAGS=-mod=mod

cat >go.mod <<'EOF'
module finding

go 1.24
EOF
cat >main.go <<'EOF'
package main

import (
	"fmt"

	"golang.org/x/text/secure/precis"
	"golang.org/x/text/unicode/norm"
)

func main() {
	for _, name := range []string{"ใจดำ", "น้ำฝน", "ຄຳ", "ใจด\u0e4d\u0e32", "ขวัญ"} {
		_, err := precis.UsernameCasePreserved.String(name)
		nick, err2 := precis.Nickname.String(name)
		if err2 != nil {
			panic(err2)
		}
		fmt.Printf("%+q username=%v nickname=%+q NFC-same=%t NFKC-same=%t\n", name, err == nil, nick, norm.NFC.String(name) == name, norm.NFKC.String(name) == name)
	}
}
EOF
go get golang.org/x/text@v0.43.0 2>/dev/null

echo "golang.org/x/text $(go list -m -f '{{.Version}}' golang.org/x/text)"
seen=$(go run .)
echo "$seen"

expected='"\u0e43\u0e08\u0e14\u0e33" username=false nickname="\u0e43\u0e08\u0e14\u0e4d\u0e32" NFC-same=true NFKC-same=false
"\u0e19\u0e49\u0e33\u0e1d\u0e19" username=false nickname="\u0e19\u0e49\u0e4d\u0e32\u0e1d\u0e19" NFC-same=true NFKC-same=false
"\u0e84\u0eb3" username=false nickname="\u0e84\u0ecd\u0eb2" NFC-same=true NFKC-same=false
"\u0e43\u0e08\u0e14\u0e4d\u0e32" username=true nickname="\u0e43\u0e08\u0e14\u0e4d\u0e32" NFC-same=true NFKC-same=true
"\u0e02\u0e27\u0e31\u0e0d" username=true nickname="\u0e02\u0e27\u0e31\u0e0d" NFC-same=true NFKC-same=true'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the names that are accepted differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: an ordinary name is refused, and its spelling with two letters is accepted"
