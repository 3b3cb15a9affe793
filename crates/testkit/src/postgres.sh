# Runs a PostgreSQL server until standard input closes, which it does however the tests end. Then nothing is left.
# Arguments: the folder of the server, the folder of PostgreSQL's programs, the port.
set -u
folder=$1 programs=$2 port=$3
exec 3<&0 </dev/null
cd "$folder" || exit 1

# PostgreSQL refuses to run as root.
owner=
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$folder" || exit 1
    owner="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups --"
fi

# A language that sorts otherwise than bytes do, so that nothing relies on the order of one server; without ICU, bytes.
create() {
    rm -rf data
    $owner "$programs/initdb" --pgdata=data --username=bareme --auth=trust --encoding=UTF8 --no-sync "$@" >>log 2>&1
}
: >log
chmod a+w log
create --locale=C --locale-provider=icu --icu-locale=fr-FR || create --locale=C || exit 1

$owner "$programs/postgres" -D data -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories="$folder" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB \
    -c autovacuum=off -c jit=off >>log 2>&1 3<&- &
server=$!
{ cat <&3 >/dev/null; kill -QUIT "$server"; } &
watch=$!
wait "$server"
kill -KILL "$watch" 2>/dev/null
cd / && rm -rf "$folder"
