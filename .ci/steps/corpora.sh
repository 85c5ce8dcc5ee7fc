# Checks that each corpus that is configured is there and whole; NEWSCLAIMS_CORPORA=required asks for all of them.

missing=
for name in polnear wikinews labels; do
  # As a plain assignment, so that a failure ends the step.
  folder=$(corpus "$name")
  if [ -z "$folder" ]; then missing="$missing $name"; fi
done
case ${NEWSCLAIMS_CORPORA:-} in
  "") ;;
  required)
    if [ -n "$missing" ]; then
      say "NEWSCLAIMS_CORPORA=required, but there is no folder for:$missing. benchmarks/README.md says where each is looked for."
      exit 1
    fi
    ;;
  *)
    say "NEWSCLAIMS_CORPORA is '$NEWSCLAIMS_CORPORA'. It must be 'required', or not set."
    exit 1
    ;;
esac
echo "Corpora that are not configured:${missing:- none}"
