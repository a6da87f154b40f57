# Starts and ends what a run or a story needs: a node, the registrar, desks. Everything is on
# loopback, below one work folder, and only processes started here are ended.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

PIDS=()
# The passphrases of demonstration vaults. Real ones are typed at the prompt.
DESK_PASSPHRASE='demonstration desk'
REGISTRAR_PASSPHRASE='demonstration registrar'

# Ends what was started here, last first.
stop_all() {
	local i pid
	for ((i = ${#PIDS[@]} - 1; i >= 0; i--)); do
		pid=${PIDS[i]}
		kill "$pid" 2>/dev/null || continue
		wait "$pid" 2>/dev/null || true
	done
	PIDS=()
}

# node_start WORK RPC P2P WS [argument…] : a development node that runs until stop_all.
node_start() {
	WORK=$1 RPC_PORT=$2 P2P_PORT=$3 WS_PORT=$4
	shift 4
	mkdir -p "$WORK"
	NODE_URL=ws://127.0.0.1:$RPC_PORT
	NODE_LOG=$WORK/node.log
	"$BIN/chuxin-node" --dev --base-path "$WORK/node" --rpc-port "$RPC_PORT" \
		--port "$P2P_PORT" --light-port "$WS_PORT" --no-prometheus --no-telemetry --no-mdns \
		"$@" >"$NODE_LOG" 2>&1 &
	NODE_PID=$!
	PIDS+=("$NODE_PID")
	wait_port "$RPC_PORT" "$NODE_PID" "$NODE_LOG" 60
	# Before the first block the chain has no time.
	local begun=$SECONDS
	until [[ $(rpc chain_getHeader) != *'"number":"0x0"'* ]]; do
		[ $((SECONDS - begun)) -lt 60 ] || die "the node makes no blocks; log: $NODE_LOG"
		sleep 0.3
	done
}

# light_spec FILE : the raw chain specification with this node as bootnode, for light clients.
light_spec() {
	local id
	id=$(sed -n 's/.*Local node identity is: \([A-Za-z0-9]*\).*/\1/p' "$NODE_LOG" | head -n 1)
	[ -n "$id" ] || die "the node did not say its identity; log: $NODE_LOG"
	"$BIN/chuxin-node" light-spec --chain dev \
		--bootnode "/ip4/127.0.0.1/tcp/$WS_PORT/ws/p2p/$id" --output "$1" >"$WORK/light-spec.log" 2>&1 ||
		die "no light-client specification: $(tail -n 3 "$WORK/light-spec.log")"
}

# once NAME command… : does what is done one time in a work folder; passed over when the folder is used
# again.
once() {
	local mark=$WORK/done/$1
	shift
	[ ! -e "$mark" ] || return 0
	"$@"
	mkdir -p "$WORK/done"
	: >"$mark"
}

registrar_init() {
	"$BIN/chuxin" --home "$WORK/registrar" --passphrase-fd 3 registrar init --suri-fd 4 \
		3<<<"$REGISTRAR_PASSPHRASE" 4<<<'//Registrar'
}

# registrar_start PORT : the process that alone holds the tag key; signs as the development
# registrar that the preset names.
registrar_start() {
	REGISTRAR_URL=http://127.0.0.1:$1
	REGISTRAR_LOG=$WORK/registrar.log
	once registrar registrar_init
	"$BIN/chuxin" --home "$WORK/registrar" --node "$NODE_URL" --passphrase-fd 3 registrar serve \
		--listen "127.0.0.1:$1" 3<<<"$REGISTRAR_PASSPHRASE" >"$REGISTRAR_LOG" 2>&1 &
	PIDS+=("$!")
	wait_port "$1" "$!" "$REGISTRAR_LOG" 30
}

# desk argument… : the desk of this run, with its own folder.
desk() {
	"$BIN/chuxin" --home "$WORK/desk" --node "$NODE_URL" --registrar "${REGISTRAR_URL:-}" \
		--passphrase-fd 3 "$@" 3<<<"$DESK_PASSPHRASE"
}

# desk_start : a vault with the keys of the development preset's officers.
desk_start() {
	local name
	once vault desk vault init
	for name in Alice Bob Charlie Dave; do
		once "key-$name" desk key import "${name,,}" --suri-fd 4 4<<<"//$name"
	done
}

# rpc METHOD PARAMS : a call to the node; prints the answer's JSON.
rpc() {
	curl -sS -H 'Content-Type: application/json' \
		-d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":${2:-[]}}" \
		"http://127.0.0.1:$RPC_PORT"
}

# demo_roster MEMBERS : a made-up roster and its organizations, in the work folder.
demo_roster() {
	once roster desk demo roster --members "$1" --seed 1 --out "$WORK/roster.xlsx" \
		--organizations "$WORK/organizations.csv"
}

# city_may_enrol : Charlie drafts for the city and Dave decides; its import window is open for a week.
city_may_enrol() {
	once handler desk org appoint --org 0 --target "$CITY" --person 2 --powers handler --key bob
	once approver desk org appoint --org 0 --target "$CITY" --person 3 --powers approver --key bob
	desk org window open --org 0 --target "$CITY" --until "$(date -d '+7 days' +%F)" --key bob
}

# The number of the city below the root, as the demonstration list establishes it.
city() {
	desk org list --org 0 --depth 1 --json | python3 -c '
import json, sys
print(next(o["id"] for o in json.load(sys.stdin)["organizations"] if o["kind"] == "Municipal"))'
}

# The desk, with the passphrase of a member's file on descriptor 5.
member() { desk "$@" 5<<<'passphrase of a member'; }
