#!/usr/bin/env bash
# excelize v2.10.0 reads a cell of 16 digits with the last one changed to 0, also with RawCellValue.
# The file has every digit: the script prints the XML, and SheetJS (xlsx 0.18.5) reads them all. Indonesia's identity number has 16 digits.
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
	"archive/zip"
	"fmt"
	"io"
	"regexp"

	"github.com/xuri/excelize/v2"
)

func main() {
	f := excelize.NewFile()
	id, err := f.NewStyle(&excelize.Style{NumFmt: 1}) // the format 0: all digits
	must(err)
	must(f.SetCellValue("Sheet1", "A1", 1234567890123456))
	must(f.SetCellStyle("Sheet1", "A1", "A1", id))
	must(f.SaveAs("numbers.xlsx"))

	z, err := zip.OpenReader("numbers.xlsx")
	must(err)
	xml, err := z.Open("xl/worksheets/sheet1.xml")
	must(err)
	text, err := io.ReadAll(xml)
	must(err)
	fmt.Printf("the file: %s\n", regexp.MustCompile(`<v>[^<]*</v>`).Find(text))

	g, err := excelize.OpenFile("numbers.xlsx")
	must(err)
	shown, err := g.GetCellValue("Sheet1", "A1")
	must(err)
	raw, err := g.GetCellValue("Sheet1", "A1", excelize.Options{RawCellValue: true})
	must(err)
	fmt.Printf("excelize: %s, raw: %s\n", shown, raw)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
EOF
cat >main.js <<'EOF'
const cell = require("xlsx").readFile("numbers.xlsx").Sheets.Sheet1.A1;
console.log(`SheetJS: ${cell.w}, raw: ${cell.v}`);
EOF
go get github.com/xuri/excelize/v2@v2.10.0 2>/dev/null
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 >/dev/null

echo "excelize $(go list -m -f '{{.Version}}' github.com/xuri/excelize/v2), xlsx 0.18.5"
seen=$(go run . && node main.js)
echo "$seen"

expected='the file: <v>1234567890123456</v>
excelize: 1234567890123460, raw: 1.23456789012346E+15
SheetJS: 1234567890123456, raw: 1234567890123456'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the digits read differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: the last digit is lost, and the option for the raw value does not bring it back"
