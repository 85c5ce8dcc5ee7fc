# Measures accuracy on every corpus that is there, and fails below a floor.

use_main
measure() { # SECTION OF floors.json, ARGUMENTS OF newsclaims evaluate
  local section=$1
  shift
  newsclaims evaluate "$@" --json > "$work/$section.json"
  python benchmarks/check_floors.py "$section" "$work/$section.json"
}
not_checked() { printf 'Accuracy was NOT checked %s.\n' "$1" >> "$work/unchecked"; }

# Both extractors, on articles with all their claims in claims.jsonl.
measure_claims() { # SECTION FOLDER
  echo "$1:"
  measure "$1" "$2" --labels "$2/claims.jsonl" --extractor neural
  measure "rules_$1" "$2" --labels "$2/claims.jsonl" --extractor rules
}

measure_claims newsroom benchmarks/newsroom
measure_claims unseen benchmarks/unseen
wikinews=$(corpus wikinews)
if [ -n "$wikinews" ]; then
  measure_claims wikinews "$wikinews/dev"
else
  not_checked "on Wikinews (no corpus; set NEWSCLAIMS_WIKINEWS, see benchmarks/README.md)"
fi
polnear=$(corpus polnear)
labels=$(corpus labels)
if [ -z "$polnear" ]; then
  not_checked "on PolNeAR (no corpus; set NEWSCLAIMS_POLNEAR, see benchmarks/README.md)"
  return
fi
echo "PolNeAR:"
newsclaims evaluate "$polnear/dev"
measure evaluation "$polnear/dev"
measure rules "$polnear/dev" --extractor rules
if [ -n "$labels" ]; then
  newsclaims evaluate "$polnear/dev" --labels "$labels/dev.jsonl"
  measure judgement "$polnear/dev" --labels "$labels/dev.jsonl"
  measure rules_judgement "$polnear/dev" --labels "$labels/dev.jsonl" --extractor rules
else
  not_checked "of the judgements on PolNeAR (no labels; set NEWSCLAIMS_LABELS)"
fi
