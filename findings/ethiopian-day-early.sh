#!/usr/bin/env bash
# ethiopian-calendar-new 1.1.0 skips the leap day, the sixth of Pagume, and is one day ahead for the year that follows it.
# ethiopian-date 0.0.6, ethiopian-calendar-date-converter 2.1.6 and the ICU of Node agree with each other on every day from 1930 to 2030.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >main.mjs <<'EOF'
import { createRequire } from "node:module";
const older = createRequire(import.meta.url)("ethiopian-date");
import * as newer from "ethiopian-calendar-new";
import { EthDateTime } from "ethiopian-calendar-date-converter";

const format = new Intl.DateTimeFormat("en-u-ca-ethiopic", { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
const icu = (day) => {
  const part = Object.fromEntries(format.formatToParts(day).map((p) => [p.type, p.value]));
  return [part.year ?? part.relatedYear, part.month, part.day].join("-");
};
const ymd = (day) => [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
const libraries = {
  "ethiopian-date": (day) => older.toEthiopian(...ymd(day)).join("-"),
  "ethiopian-calendar-date-converter": (day) => {
    const e = EthDateTime.fromEuropeanDate(day);
    return [e.year, e.month, e.date].join("-");
  },
  "ethiopian-calendar-new": (day) => {
    const e = newer.toEthiopian(...ymd(day));
    return [e.year, e.month, e.day].join("-");
  },
};
for (const [name, convert] of Object.entries(libraries)) {
  let days = 0, different = 0, run = [];
  for (let at = Date.UTC(1930, 0, 1, 12); at < Date.UTC(2031, 0, 1); at += 86400000) {
    const day = new Date(at);
    days++;
    if (convert(day) === icu(day)) continue;
    different++;
    if (day.getUTCFullYear() === 2023 || day.getUTCFullYear() === 2024) run.push(day.toISOString().slice(0, 10));
  }
  console.log(`${name}: ${different} of ${days} days differ from ICU${run.length ? `, as from ${run[0]} to ${run.at(-1)}` : ""}`);
}
for (const day of [new Date(Date.UTC(2023, 8, 11, 12)), new Date(Date.UTC(2024, 2, 1, 12))]) {
  console.log(`${day.toISOString().slice(0, 10)}: ICU ${icu(day)}, ethiopian-calendar-new ${libraries["ethiopian-calendar-new"](day)}`);
}
EOF
npm install --silent --no-audit --no-fund --prefix . ethiopian-date@0.0.6 ethiopian-calendar-date-converter@2.1.6 ethiopian-calendar-new@1.1.0 >/dev/null

echo "ethiopian-calendar-new 1.1.0, ethiopian-date 0.0.6, ethiopian-calendar-date-converter 2.1.6, ICU $(node -p process.versions.icu)"
seen=$(node main.mjs)
echo "$seen"

expected='ethiopian-date: 0 of 36890 days differ from ICU
ethiopian-calendar-date-converter: 0 of 36890 days differ from ICU
ethiopian-calendar-new: 9150 of 36890 days differ from ICU, as from 2023-09-11 to 2024-09-10
2023-09-11: ICU 2015-13-6, ethiopian-calendar-new 2016-1-1
2024-03-01: ICU 2016-6-22, ethiopian-calendar-new 2016-6-23'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the days that these libraries convert to differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: three agree, and the fourth is a day off on a quarter of all days"
