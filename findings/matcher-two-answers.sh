#!/usr/bin/env bash
# golang.org/x/text v0.43.0: Matcher.Match and MatchStrings of one package answer differently for the same reader.
# The fallbacks of CLDR say that a reader of Shan or Mon may be shown Burmese, and one of Egyptian Arabic Arabic.
# Match chooses that language with the confidence No. MatchStrings discards a match of that confidence and
# takes the first language of the list, English. A second implementation, @formatjs/intl-localematcher 0.10.1, has a third answer.
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

	"golang.org/x/text/language"
)

func main() {
	pages := []language.Tag{language.English, language.Arabic, language.Burmese}
	matcher := language.NewMatcher(pages)
	for _, reader := range []string{"shn", "mnw", "arz", "apc", "apd"} {
		_, one, confidence := matcher.Match(language.MustParse(reader))
		_, two := language.MatchStrings(matcher, reader)
		fmt.Printf("%s Match=%s(%s) MatchStrings=%s\n", reader, pages[one], confidence, pages[two])
	}
}
EOF
cat >main.mjs <<'EOF'
import { match } from "@formatjs/intl-localematcher";
for (const reader of ["shn", "mnw", "arz", "apc", "apd"]) {
  console.log(`${reader} formatjs=${match([reader], ["en", "ar", "my"], "en", { algorithm: "best fit" })}`);
}
EOF
go get golang.org/x/text@v0.43.0 2>/dev/null
npm install --silent --no-audit --no-fund --prefix . @formatjs/intl-localematcher@0.10.1 >/dev/null

echo "golang.org/x/text $(go list -m -f '{{.Version}}' golang.org/x/text), @formatjs/intl-localematcher 0.10.1; pages in en, ar, my"
seen=$(go run . && node main.mjs)
echo "$seen"

expected='shn Match=my(No) MatchStrings=en
mnw Match=my(No) MatchStrings=en
arz Match=ar(No) MatchStrings=en
apc Match=ar(No) MatchStrings=en
apd Match=ar(No) MatchStrings=en
shn formatjs=en
mnw formatjs=en
arz formatjs=ar
apc formatjs=ar
apd formatjs=ar'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the languages chosen for these readers differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: one package, two answers; the other library has English for Shan and Mon, Arabic for the others"
