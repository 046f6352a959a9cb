#!/usr/bin/env bash
# excelize v2.10.0 prints a date of the number format d/m/bbbb (the Thai Buddhist year) without its year: "30/11/".
# SheetJS (xlsx 0.18.5) prints 30/11/2569 for the same cell. Format 81, which is d/m/bb in Thai, is
# a serial number in one library and a time in the other.
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
	"time"

	"github.com/xuri/excelize/v2"
)

func main() {
	f := excelize.NewFile()
	long, short := "d/m/bbbb", "dd/mm/bb"
	for i, style := range []excelize.Style{{CustomNumFmt: &long}, {CustomNumFmt: &short}, {NumFmt: 81}} {
		cell := fmt.Sprintf("A%d", i+1)
		id, err := f.NewStyle(&style)
		must(err)
		must(f.SetCellValue("Sheet1", cell, time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)))
		must(f.SetCellStyle("Sheet1", cell, cell, id))
	}
	must(f.SaveAs("dates.xlsx"))
	g, err := excelize.OpenFile("dates.xlsx")
	must(err)
	for _, cell := range []string{"A1", "A2", "A3"} {
		v, err := g.GetCellValue("Sheet1", cell)
		must(err)
		fmt.Printf("excelize %s %q\n", cell, v)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
EOF
cat >main.js <<'EOF'
const sheet = require("xlsx").readFile("dates.xlsx").Sheets.Sheet1;
for (const cell of ["A1", "A2", "A3"]) console.log(`SheetJS ${cell} "${sheet[cell].w}"`);
EOF
go get github.com/xuri/excelize/v2@v2.10.0 2>/dev/null
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 >/dev/null

echo "excelize $(go list -m -f '{{.Version}}' github.com/xuri/excelize/v2), xlsx 0.18.5; 2026-11-30 as d/m/bbbb, dd/mm/bb and format 81"
seen=$(go run . && node main.js)
echo "$seen"

expected='excelize A1 "30/11/"
excelize A2 "30/11/"
excelize A3 "46356"
SheetJS A1 "30/11/2569"
SheetJS A2 "30/11/69"
SheetJS A3 "0000.0"'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the dates printed for these cells differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: the year is silently left out"
