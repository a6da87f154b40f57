# The harness of the stories: each plays a part of the regulations through the desk, against a node
# of its own, says every step, and checks what came out.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/chain.sh"

# What stories look for in the answers is English.
export LC_ALL=C.UTF-8

STEPS=0
CHECKS=0
OUTPUT=''

story_begin() {
	STORY=$1
	STORY_WORK=$(mktemp -d)
	trap 'story_end $?' EXIT
}

story_end() {
	stop_all
	if [ "$1" = 0 ]; then rm -rf "$STORY_WORK"; else echo "what the story left: $STORY_WORK" >&2; fi
}

# run_step TEXT EXPECTED_CODE command… : runs it, keeps and shows what it printed.
run_step() {
	local text=$1 expected=$2 code=0
	shift 2
	STEPS=$((STEPS + 1))
	printf '\n%s%2d. %s%s\n' "$BOLD" "$STEPS" "$text" "$PLAIN"
	printf '    $ %s\n' "${*//desk /chuxin }"
	OUTPUT=$("$@" 2>&1) || code=$?
	sed 's/^/    /' <<<"$OUTPUT"
	case $expected in
	refused) [ "$code" != 0 ] || die "step $STEPS should have been refused" ;;
	*) [ "$code" = "$expected" ] || die "step $STEPS ended with code $code, expected $expected" ;;
	esac
}

# act TEXT command… : a step that must succeed.
act() {
	local text=$1
	shift
	run_step "$text" 0 "$@"
}

# refuse TEXT PART command… : a step that must be refused with a message that holds PART.
refuse() {
	local text=$1 part=$2
	shift 2
	run_step "$text" refused "$@"
	shows "$part"
}

# shows PART… : checks that the last step printed each part.
shows() {
	local part
	for part; do
		CHECKS=$((CHECKS + 1))
		grep -qF -- "$part" <<<"$OUTPUT" || die "step $STEPS: expected to read \"$part\""
		printf '    %s✓%s %s\n' "$GREEN" "$PLAIN" "$part"
	done
}

# same WHAT EXPECTED ACTUAL : checks a value.
same() {
	CHECKS=$((CHECKS + 1))
	[ "$2" = "$3" ] || die "$1: expected \"$2\", found \"$3\""
	printf '    %s✓%s %s: %s\n' "$GREEN" "$PLAIN" "$1" "$3"
}

story_done() {
	printf '\nstory %s: %s steps, %s checks, ok\n' "$STORY" "$STEPS" "$CHECKS"
}

# members ORG : members of an organization and everything below it.
members() {
	desk stats --org "$1" --depth 0 | awk -v org="$1" '$1 == org { print $3 }'
}

# rpc_ok METHOD PARAMS : a call to the node that must be answered without an error.
rpc_ok() {
	local answer
	answer=$(rpc "$@")
	printf '%s\n' "$answer"
	[[ $answer != *'"error"'* ]]
}

# chain_time : the chain's time in milliseconds (`Timestamp.Now`).
chain_time() {
	rpc state_getStorage '["0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb"]' |
		python3 -c 'import json, sys; print(int.from_bytes(bytes.fromhex(json.load(sys.stdin)["result"][2:]), "little"))'
}

# forward DAYS : brings the development clock forward.
forward() { rpc_ok dev_setTime "[$(($(chain_time) + $1 * 86400000))]"; }

# field COMMAND… -- EXPRESSION : a value of a command's JSON, as a Python expression over `it`.
field() {
	local command=()
	while [ "$1" != -- ]; do command+=("$1") && shift; done
	desk "${command[@]}" --json | python3 -c "import json, sys; it = json.load(sys.stdin); print($2)"
}

# not_verified TEXT argument… : a verification that must fail, with the code for it.
not_verified() {
	local text=$1
	shift
	run_step "$text: not verified" 4 desk credential verify "$@"
}

# Changes the last digit of the first ID number of a text roster, so that its check digit is wrong.
spoil_one_number() {
	python3 - "$1" <<'PY'
import re, sys
path = sys.argv[1]
text = open(path, "rb").read().decode("utf-8-sig")
number = re.search(r"\d{17}[\dX]", text)[0]
other = number[:-1] + ("0" if number[-1] != "0" else "1")
open(path, "wb").write(text.replace(number, other, 1).encode())
PY
}

# spoil_one_byte FROM TO : changes one character of the proof value.
spoil_one_byte() {
	python3 - "$1" "$2" <<'PY'
import json, sys
card = json.load(open(sys.argv[1]))
proof = card["proof"]["proofValue"]
at = len(proof) // 2
card["proof"]["proofValue"] = proof[:at] + ("A" if proof[at] != "A" else "B") + proof[at + 1 :]
json.dump(card, open(sys.argv[2], "w"))
PY
}
