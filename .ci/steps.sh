# shellcheck shell=bash disable=SC2034
# What .ci/run and .ci/full share; both begin by reading it.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_QUIET=1
# Servers and terminals are waited for: one more than there are processors keeps them all at work.
PYTEST_XDIST_AUTO_NUM_WORKERS=$(($(nproc) + 1))
export PYTEST_XDIST_AUTO_NUM_WORKERS
failed=()

say() { printf '\n== %s (at %d s)\n' "$1" "$SECONDS"; }
# The n-th command of the README's quick start.
readme() { awk '/^```/ { if (inside) exit; inside = /^```sh$/; next } inside' README.md | sed -n "$1p"; }
# Do a step to its first fault and go on with the next; what failed is told at the end.
step() {
    local status=0
    say "$1"
    set +e # behind `||` no fault would end the step
    (
        set -e
        "${@:2}"
    )
    status=$?
    set -e
    if [ $status != 0 ]; then failed+=("$1"); fi
}
failures() {
    for name in "${failed[@]}"; do printf '\n== FAILED above: %s\n' "$name"; done
    return $((${#failed[@]} > 0))
}

# The packages of those tools that aren't there.
missing() {
    local tool
    for tool in "$@"; do
        command -v "${tool%:*}" >/dev/null || echo "${tool#*:}"
    done
}
# The tools that tests need, each with its Debian package: where they are there nothing is skipped.
tools() {
    local missing
    mapfile -t missing < <(missing "$@")
    if [ ${#missing[@]} = 0 ]; then return; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get -qq update
        DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}" \
            >/dev/null
    else
        echo "missing here, so that tests are skipped: ${missing[*]}" >&2
    fi
}
TEST_TOOLS=(zsh:zsh fish:fish strace:strace setfacl:acl chattr:e2fsprogs setpriv:util-linux
    pg_ctlcluster:postgresql node:nodejs npm:npm jq:jq)

# Somebody else's mock of the API's document, at locked versions, where tests/server/prism.py looks.
prism() {
    mkdir -p build/prism
    cp .ci/prism/*.json build/prism
    npm ci --prefix build/prism --no-audit --no-fund --silent
}

# The engine of examples/distributed, with addonctl as people install it, where
# tests/sweep/distributed looks. For a Python.
engine() {
    local python=build/distributed/bin/python
    "$1" -m venv --clear build/distributed
    "$python" -m pip install --no-deps --require-hashes --requirement requirements/distributed.txt
    check_lock requirements/distributed.txt "$python"
    rm -rf build/engine
    .venv/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir build/engine .
    "$python" -m pip install --no-deps --no-index --force-reinstall build/engine/addonctl-*.whl
}

# Every Python of this machine that addonctl supports, the newest first, as paths.
pythons() {
    local name
    for name in python3.{14..11} "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.{14..11}.*/bin/python; do
        "$name" -c 'import sys, venv, ensurepip; print(sys.version_info[1], sys.executable)' 2>/dev/null ||
            true
    done | sort --reverse --numeric-sort --key=1,1 --stable | awk '!seen[$1]++ { print $2 }'
}

# Make a folder that holds a copy of the project's files as they are now.
copy() {
    mkdir -p "$1"
    git ls-files -z | tar --create --null --files-from=- | tar --extract --directory="$1"
}

# Check a lock against what is installed beside a Python.
check_lock() {
    .venv/bin/python .ci/check_lock.py "$1" \
        "$("$2" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
}

# Make an environment in a folder of build/ with a Python, from a lock or, without one, with the
# newest of everything that the project names. Typer's upper bound is left out of account there.
environment() {
    local python=build/$1/bin/python
    "$2" -m venv --clear "build/$1"
    if [ $# = 3 ]; then
        "$python" -m pip install --no-deps --require-hashes --requirement "$3"
        check_lock "$3" "$python"
    else
        .venv/bin/python .ci/newest.py >"build/$1/newest.txt"
        "$python" -m pip install --upgrade --upgrade-strategy eager --requirement "build/$1/newest.txt"
    fi
    "$python" -m pip install --no-deps --no-build-isolation --editable .
}

# Run the suite on an environment, but for what is promised of the locked Typer alone, and for what
# more is to be left out; only in the `folders` where some are named.
folders=()
suite_on() {
    environment "${@:2}"
    "build/$2/bin/python" --version
    "build/$2/bin/python" -m pytest -n auto -m "not startup and not slow$1" --no-skips "${folders[@]}"
}

# Run what draws examples with a profile, and say how many it drew.
draw() {
    local log=build/draws-$1.txt
    mkdir -p build
    if ! .venv/bin/python -m pytest -q -n auto -m hypothesis "--hypothesis-profile=$1" \
        --hypothesis-show-statistics >"$log"; then
        cat "$log"
        return 1
    fi
    tail -n 1 "$log"
    awk '/^ +- [0-9]+ passing/ { drawn += $2 } END { print drawn " examples drawn" }' "$log"
}

# Set up a copy of the project as on a machine whose Python has pip 22.3, the oldest that a supported
# Python brings; `with` or `without` ensurepip, which Debian keeps apart. Only wheels: to build a
# package, pip would take the newest of what that needs.
setup_with_oldest_pip() {
    local folder
    folder=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$folder'" EXIT
    python3 -m venv "$folder/python"
    "$folder/python/bin/python" -m pip install --require-hashes --requirement .ci/oldest-pip.txt
    mkdir "$folder/bin" "$folder/home"
    cat >"$folder/bin/python3" <<END
#!/bin/sh
old=$folder/python/bin/python
if [ $1 = without ] && [ "\$*" = "-c import ensurepip" ]; then exit 1; fi
"\$old" "\$@" || exit
if [ "\$*" = "-m venv .venv" ]; then
    "\$old" -m pip --python .venv/bin/python install --force-reinstall --require-hashes \\
        --requirement .ci/oldest-pip.txt
fi
END
    chmod +x "$folder/bin/python3"
    copy "$folder/clone"
    cd "$folder/clone"
    PATH="$folder/bin:$PATH" HOME="$folder/home" PYTHON=python3 PIP_ONLY_BINARY=:all: \
        bash -euc "$(readme 1) >answer"
    .venv/bin/python -m pip check
    head -n 3 answer
}
