# Shared by every script: where things are, and saying what is being done and for how long.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${CHUXIN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chuxin}
# Outside the clone, so that a second clone or a cleaned one builds fast.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
export OPENSSL_NO_VENDOR=1
BIN=$CARGO_TARGET_DIR/release
STARTED=$SECONDS

if [ -t 1 ]; then BOLD=$'\e[1m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'; else BOLD='' RED='' GREEN='' PLAIN=''; fi

clock() { printf '%02d:%02d' $((($SECONDS - STARTED) / 60)) $((($SECONDS - STARTED) % 60)); }
say() { printf '%s[%s] %s%s\n' "$BOLD" "$(clock)" "$*" "$PLAIN"; }
die() {
	printf '%serror:%s %s\n' "$RED" "$PLAIN" "$*" >&2
	exit 1
}

# step "what is done" command… : says it, runs it, says how long it took. A command that fails ends the
# script there. (Asking for its result with || would make a function go on after its failing lines.)
STEP=''
trap '[ -z "$STEP" ] || printf "%serror:%s \"%s\" failed\n" "$RED" "$PLAIN" "$STEP" >&2' ERR
set -E
step() {
	local begun=$SECONDS
	STEP=$1
	shift
	say "$STEP"
	"$@"
	STEP=''
	printf '        %sdone%s in %s s\n' "$GREEN" "$PLAIN" $((SECONDS - begun))
}

# Runs a command as root where the caller is not.
as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else
		command -v sudo >/dev/null || die "root is needed for: $* (install sudo or run it as root once)"
		sudo "$@"
	fi
}

# A TCP port of this machine that nobody listens on.
free_port() {
	local port
	while :; do
		port=$((20000 + RANDOM % 20000))
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			echo "$port"
			return
		fi
	done
}

# wait_port PORT PID LOG SECONDS : until the process listens; shows its log if it ends before.
wait_port() {
	local port=$1 pid=$2 log=$3 limit=$4 begun=$SECONDS
	until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
		if ! kill -0 "$pid" 2>/dev/null; then
			tail -n 20 "$log" >&2
			die "the process that should listen on port $port ended; its log: $log"
		fi
		[ $((SECONDS - begun)) -lt "$limit" ] || die "nobody listens on port $port after $limit s; log: $log"
		sleep 0.2
	done
}
