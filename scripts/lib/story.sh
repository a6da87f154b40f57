# The harness of the stories: each plays a part of the regulations through the desk, against a node
# of its own, says every step, and checks what came out.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/chain.sh"

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
