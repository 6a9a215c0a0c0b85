# shellcheck shell=sh
# What the machine has and lacks, and bringing what it lacks by apt. Part of ./portal, which says and fails.

PANGO='libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0'
PATH=$PATH:/usr/sbin:/sbin

have() { command -v "$1" >/dev/null 2>&1; }

# Sets PYTHON to one that is new enough and can make a virtual environment; false where there is none.
find_python() {
    for candidate in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$candidate
            return 0
        fi
    done
    return 1
}

has_pango() {
    find_python && "$PYTHON" -c '
from ctypes import CDLL
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    CDLL(name)' 2>/dev/null
}

find_chromium() {
    for candidate in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome; do
        if have "$candidate"; then
            CHROMIUM=$(command -v "$candidate")
            export CHROMIUM
            return 0
        fi
    done
    return 1
}

# Sets PG_BIN to the folder of the newest server's programs.
find_postgres() {
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo .)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            PG_BIN=$folder
            return 0
        fi
    done
    return 1
}

# Ubuntu 22.04 has the newer Python beside its own.
python_package() {
    if have python3 && ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo python3.11-venv
    else
        echo python3-venv
    fi
}

# The packages that `run`, `lint`, `bench` or `test` lacks here, by the names of Debian and Ubuntu.
lacking() {
    find_python || python_package
    [ "$1" = lint ] || has_pango || echo "$PANGO"
    case $1 in test | lint) have msgfmt || echo gettext ;; esac
    [ "$1" != bench ] || have wrk || echo wrk
    case $1 in
        test | bench)
            find_postgres || echo postgresql
            have redis-server || echo redis-server
            ;;
    esac
    if [ "$1" = test ]; then
        find_chromium || echo chromium
        have nginx || echo nginx-light
        have pdftotext || echo poppler-utils
        have soffice || echo libreoffice-writer-nogui
    fi
}

# Installs packages by apt, as root or with sudo that asks nothing; false where that cannot be done.
# Services that come with a package are not started: only our own throw-away servers are used.
bring() {
    have apt-get || return 1
    as_root=
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || return 1
        as_root='sudo -n'
    fi
    say "installing $*"
    # shellcheck disable=SC2016
    $as_root sh -c '
        export DEBIAN_FRONTEND=noninteractive
        policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then
            trap "rm -f $policy" EXIT
            printf "#!/bin/sh\nexit 101\n" >"$policy" && chmod 755 "$policy"
        fi
        apt-get update -qq || true
        apt-get install -y -qq --no-install-recommends "$@"
    ' sh "$@" </dev/null >&2
}

by_hand() { echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"; }

# Brings everything that a command cannot do without, or ends with the line to type.
require() {
    packages=$(lacking "$1" | tr '\n' ' ')
    [ -n "$packages" ] || return 0
    # shellcheck disable=SC2086
    bring $packages || true
    packages=$(lacking "$1" | tr '\n' ' ')
    # shellcheck disable=SC2086
    [ -z "$packages" ] || fail "./portal $1 lacks: ${packages% }. Type: $(by_hand $packages)"
}

# The same for serving, which does without PDF documents where pango is not to be had.
require_for_run() {
    packages=$(lacking run | tr '\n' ' ')
    [ -n "$packages" ] || return 0
    # shellcheck disable=SC2086
    bring $packages || true
    # shellcheck disable=SC2086
    find_python || fail "Python 3.11 or newer with its venv is missing. Type: $(by_hand "$(python_package)" $PANGO)"
    # shellcheck disable=SC2086
    has_pango || say "no PDF documents until pango is here. Type: $(by_hand $PANGO)"
}
