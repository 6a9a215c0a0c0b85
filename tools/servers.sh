# shellcheck shell=sh
# Throw-away PostgreSQL and Redis for the tests: private processes on free ports, gone afterwards. Part of ./portal.

free_port() { "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# PostgreSQL does not run as root: there its own account does, in a folder that it may enter.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        (cd "$scratch" && setpriv --reuid "$pg_user" --regid "$(id -g "$pg_user")" --clear-groups "$@")
    else
        "$@"
    fi
}

# pg_flags: what the tests do without, so that they are quick; a bench commits as a server does.
start_servers() {
    pg_flags=${pg_flags-"-c fsync=off -c synchronous_commit=off -c full_page_writes=off"}
    scratch=$(mktemp -d /tmp/portal-test.XXXXXX)
    trap stop_servers EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    chmod 711 "$scratch"
    mkdir "$scratch/pg" "$scratch/redis"
    pg_user=$(id -un)
    if [ "$(id -u)" = 0 ]; then
        pg_user=postgres
        id -u postgres >/dev/null 2>&1 || pg_user=nobody
        chown "$pg_user" "$scratch/pg"
    fi
    pg_port=$(free_port)
    as_postgres "$PG_BIN/initdb" -D "$scratch/pg/data" -U portal -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$scratch/initdb.log" 2>&1 || fail "initdb failed: $(cat "$scratch/initdb.log")"
    as_postgres "$PG_BIN/pg_ctl" -D "$scratch/pg/data" -w -t 60 -l "$scratch/pg/log" -o "-p $pg_port -h 127.0.0.1 \
        -k '' $pg_flags -c max_connections=200" start \
        >/dev/null 2>&1 || fail "PostgreSQL did not start: $(cat "$scratch/pg/log" 2>/dev/null)"
    redis_port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$scratch/redis" --save '' --appendonly no \
        --databases 1024 --logfile "$scratch/redis/log" </dev/null >/dev/null 2>&1 &
    redis=$!
    "$PYTHON" -c '
import socket, sys, time
for _ in range(100):
    try:
        sys.exit(socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close())
    except OSError:
        time.sleep(0.1)
sys.exit(1)' "$redis_port" || fail "Redis did not start: $(cat "$scratch/redis/log" 2>/dev/null)"
}

stop_servers() {
    trap '' INT TERM HUP
    [ -z "${redis:-}" ] || kill "$redis" 2>/dev/null || true
    [ ! -f "$scratch/pg/data/postmaster.pid" ] ||
        as_postgres "$PG_BIN/pg_ctl" -D "$scratch/pg/data" -m immediate -w stop >/dev/null 2>&1 || true
    wait
    rm -rf "$scratch"
    trap - EXIT INT TERM HUP
    redis=
}
