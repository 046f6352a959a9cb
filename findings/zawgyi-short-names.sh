#!/usr/bin/env bash
# myanmar-tools 1.1.3: a correct Unicode name of four characters is "Zawgyi" with a probability of 0.99.
# The same name inside a sentence is judged rightly. The detector is statistical, and a name alone says too little.
# Version 1.2.0 is not used here: its package on npm lacks the compiled files and cannot be loaded.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >main.js <<'EOF'
const { ZawgyiDetector } = require("myanmar-tools");
const detector = new ZawgyiDetector();
for (const name of ["သဲသဲ", "သူသူ", "ကညီ", "မမ", "ခင်ခင်", "အောင်", "ကျွန်မနာမည် သဲသဲ ဖြစ်ပါတယ်"]) {
  console.log(`${name} p=${detector.getZawgyiProbability(name).toFixed(2)}`);
}
EOF
npm install --silent --no-audit --no-fund --prefix . myanmar-tools@1.1.3 >/dev/null

echo "myanmar-tools 1.1.3 on names in correct Unicode"
seen=$(node main.js)
echo "$seen"

expected='သဲသဲ p=0.99
သူသူ p=0.98
ကညီ p=0.99
မမ p=0.88
ခင်ခင် p=0.00
အောင် p=0.00
ကျွန်မနာမည် သဲသဲ ဖြစ်ပါတယ် p=0.00'
if [ "$seen" != "$expected" ]; then
	echo "CHANGED: the probabilities for these names differ from those recorded here." >&2
	exit 1
fi
echo "as recorded: correct names are judged to be Zawgyi"
