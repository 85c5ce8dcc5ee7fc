# Installs the wheel alone, as a user does, and runs the README's first command.

step dist
first=$(readme_line "newsclaims extract")
echo "$first"
# Without pip, so that the environment has only what the wheel brings.
make bare --without-pip
"$python" -m pip --python "$(environment bare)" install "$out"/dist/*.whl
use bare
# The list is for Linux.
if on_linux; then python .ci/check_bare.py "$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"; fi
cp -r seeds "$(environment bare)/seeds"
cd "$(environment bare)"
newsclaims --version
bash -euc "${first#*&& }" > claims
cat claims
test "$(grep -c . claims)" -gt 5
