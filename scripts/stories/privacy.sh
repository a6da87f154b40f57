#!/usr/bin/env bash
# Erasure at the desk, and an adversary's search for personal values in everything public.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/story.sh"

story_begin privacy
FIRST_DAY=$(date -u -d '3 days ago' +%F)
say "A fresh chain, whose clock starts three days ago; a registrar; the desk of a municipal committee"
node_start "$STORY_WORK" "$(free_port)" "$(free_port)" "$(free_port)" \
	--sealing instant --clock "$FIRST_DAY" --state-pruning archive
registrar_start "$(free_port)"
FILES=$STORY_WORK/files
mkdir "$FILES"

# adversary : looks for the demonstration's people in everything public of the chain and its node.
adversary() {
	"$BIN/examples/adversary" --rpc "$RPC_PORT" --members 12 --seed 3 --from "$FIRST_DAY" \
		--file "$STORY_WORK/node" --file "$NODE_LOG" --file "$REGISTRAR_LOG"
}

# at_the_desk TEXT : how many files of the desk's folder hold a text.
at_the_desk() { grep -rlaF -- "$1" "$STORY_WORK/desk" | wc -l; }

act "The desk gets a vault and the keys of four founders" desk_start
act "A demonstration roster of 12 members, as a text file" \
	desk demo roster --members 12 --seed 3 --out "$FILES/roster.csv" --organizations "$FILES/organizations.csv"
act "Its organizations" desk org import "$FILES/organizations.csv" --org 0 --key bob
CITY=$(city)
act "Charlie becomes handler of the city" \
	desk org appoint --org 0 --target "$CITY" --person 2 --powers handler --key bob
act "Dave becomes approver" desk org appoint --org 0 --target "$CITY" --person 3 --powers approver --key bob
act "The window is opened" \
	desk org window open --org 0 --target "$CITY" --until "$(date -u -d '7 days' +%F)" --key bob
act "12 members are enrolled" \
	desk roster import "$FILES/roster.csv" --org "$CITY" --handler charlie --approver dave
shows "12 persons enrolled"


say "The adversary, who reads everything public"
act "searches blocks, events, state, answers, files and logs, and finds nobody" adversary
shows "found 0"
NAME=$(desk member list --json | python3 -c '
import json, sys
print(next(p["name"] for p in json.load(sys.stdin)["persons"] if len(p["name"]) == 3))')
same "files of the desk that hold a name in clear" 0 "$(at_the_desk "$NAME")"

say "Erasure"
PERSON=$(desk member list --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["persons"][0]["person"])')
act "A backup from before" desk vault backup "$FILES/older.db"
act "The person's row, key and seed are destroyed" desk vault erase --person "$PERSON"
refuse "The desk knows the person no more" "$PERSON" desk vault erase --person "$PERSON"
act "The chain still has the number, and that it is a member's" desk member show "$PERSON"
shows "birthday sealed on"
act "An older backup is put back" desk vault restore "$FILES/older.db" --replace
refuse "and does not bring the person back" "$PERSON" desk vault erase --person "$PERSON"
act "Everything else in it opens" desk vault check

say "The search can find"
act "Somebody names a branch after a member" desk org establish --org 0 --parent 0 \
	--kind primary-committee --name "${NAME}工作室委员会" --region 990101 --founded "$FIRST_DAY" --key bob
run_step "The search names the places" 1 adversary
shows "found: Name $NAME as UTF-8 in state Organizations.Orgs" "Organizations.establish name"
story_done
