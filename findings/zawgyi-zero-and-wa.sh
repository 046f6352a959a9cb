#!/usr/bin/env bash
# rabbit-node 1.0.4 and knayi-myscript 2.8.3 convert the old Burmese font encoding (Zawgyi) to Unicode, and differ about the
# digit zero, which looks like the letter wa. knayi-myscript writes the letter for the zeros of a date, so that no program reads
# the date any more. rabbit-node keeps the zero of the name Win, which many typed with a zero. Of a list with names and birth
# dates each of them damages one column, so a list has to be converted cell by cell. Both write the end of one word twice.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >main.js <<'EOF'
const rabbit = require("rabbit-node"), knayi = require("knayi-myscript");
const points = (s) => [...s].map((c) => c.codePointAt(0).toString(16)).join(" ");
const cells = {
  "1.01.2010": "\u1041.\u1040\u1041.\u1042\u1040\u1041\u1040",
  "Win, typed with a zero": "\u1040\u1004\u1039\u1038",
  "the same (of a place)": "\u104e\u1004\u1039\u1038",
};
for (const [name, cell] of Object.entries(cells)) {
  console.log(`${name}: ${points(cell)}`);
  console.log(`  rabbit-node     ${points(rabbit.zg2uni(cell))}`);
  console.log(`  knayi-myscript  ${points(knayi.fontConvert(cell, "unicode", "zawgyi"))}`);
}
EOF
npm install --silent --no-audit --no-fund --prefix . rabbit-node@1.0.4 knayi-myscript@2.8.3 >/dev/null

echo "two converters from Zawgyi to Unicode, and the digit zero (1040) beside the letter wa (101d)"
seen=$(node main.js)
echo "$seen"

expected='1.01.2010: 1041 2e 1040 1041 2e 1042 1040 1041 1040
  rabbit-node     1041 2e 1040 1041 2e 1042 1040 1041 1040
  knayi-myscript  1041 2e 101d 1041 2e 1042 101d 1041 101d
Win, typed with a zero: 1040 1004 1039 1038
  rabbit-node     1040 1004 103a 1038
  knayi-myscript  101d 1004 103a 1038
the same (of a place): 104e 1004 1039 1038
  rabbit-node     104e 1004 103a 1038 1004 103a 1038
  knayi-myscript  104e 1004 103a 1038 1004 103a 1038'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the converted texts differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: one converter damages the dates, the other one the names"
