#!/usr/bin/env bash
# SheetJS (xlsx 0.18.5) prints a date of a number format with B2, the Hijri calendar, as the Gregorian day and month
# with the year less 581: 30/11/1445 for 2026-11-30. ICU (Umm al-Qura) says 20/6/1448.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >main.js <<'EOF'
const XLSX = require("xlsx");
const icu = new Intl.DateTimeFormat("en-GB-u-ca-islamic-umalqura", { timeZone: "UTC", day: "numeric", month: "numeric", year: "numeric" });
for (const [y, m, d] of [[1990, 1, 1], [2008, 2, 29], [2026, 11, 30]]) {
  const at = Date.UTC(y, m - 1, d), serial = at / 86400000 + 25569;
  const part = Object.fromEntries(icu.formatToParts(at).map((p) => [p.type, Number(p.value)]));
  console.log(`${y}-${m}-${d}: SheetJS ${XLSX.SSF.format("B2d/m/yyyy", serial)}, ICU ${part.day}/${part.month}/${part.year}`);
}
EOF
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 >/dev/null

echo "xlsx 0.18.5, ICU $(node -p process.versions.icu); number format B2d/m/yyyy"
seen=$(node main.js)
echo "$seen"

expected='1990-1-1: SheetJS 1/1/1409, ICU 3/6/1410
2008-2-29: SheetJS 29/2/1427, ICU 22/2/1429
2026-11-30: SheetJS 30/11/1445, ICU 20/6/1448'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the Hijri dates differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: a Hijri year that is wrong by up to three, beside a Gregorian day and month"
