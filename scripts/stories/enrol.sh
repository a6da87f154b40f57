#!/usr/bin/env bash
# From an Excel roster on a desk to a political birthday proven by a light client.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/story.sh"

story_begin enrol
say "A fresh chain, whose clock starts three days ago; a registrar; the desk of a municipal committee"
node_start "$STORY_WORK" "$(free_port)" "$(free_port)" "$(free_port)" \
	--sealing instant --clock "$(date -u -d '3 days ago' +%F)"
registrar_start "$(free_port)"
FILES=$STORY_WORK/files
mkdir "$FILES"
LAST_DAY=$(date -u -d '7 days' +%F)

act "The desk gets a vault and the keys of four founders" desk_start
shows "key alice" "key dave"
act "A demonstration roster: 60 members who do not exist, and their organizations" \
	desk demo roster --members 60 --seed 1 --out "$FILES/roster.xlsx" --organizations "$FILES/organizations.csv"
act "Bob, secretary of the province, establishes the organizations of the list" \
	desk org import "$FILES/organizations.csv" --org 0 --key bob
shows "6 organizations established"
act "Once more: what is there is passed over" desk org import "$FILES/organizations.csv" --org 0 --key bob
shows "0 organizations established, 6 were there already"
CITY=$(city)
refuse "Alice drafts, but decides nothing: she cannot appoint" "NotAuthorized" \
	desk org appoint --org 0 --target "$CITY" --person 2 --powers handler --key alice
act "Bob appoints Charlie handler of the city" \
	desk org appoint --org 0 --target "$CITY" --person 2 --powers handler --key bob
act "and Dave approver" desk org appoint --org 0 --target "$CITY" --person 3 --powers approver --key bob
refuse "Nobody appoints himself" "Organizations." \
	desk org appoint --org 0 --target "$CITY" --person 1 --powers approver --key bob

IMPORT=(roster import "$FILES/roster.xlsx" --org "$CITY")
act "The same roster as a text file" desk demo roster --members 60 --seed 1 --out "$FILES/faulty.csv"
spoil_one_number "$FILES/faulty.csv"
run_step "A roster with one wrong ID number is refused whole" 3 \
	desk roster import "$FILES/faulty.csv" --org "$CITY" --handler charlie --approver dave
shows "公民身份号码" "1 faults" "Nothing was sent"
same "members of the city before" 0 "$(members "$CITY")"
refuse "No import before the superior opened a window" "window" \
	desk "${IMPORT[@]}" --handler charlie --approver dave
act "Bob opens the window until $LAST_DAY" \
	desk org window open --org 0 --target "$CITY" --until "$LAST_DAY" --key bob

refuse "One person alone enrols nobody" "person" desk "${IMPORT[@]}" --handler dave --approver dave

act "Charlie proposes, Dave enrols" desk "${IMPORT[@]}" --handler charlie --approver dave
shows "60 persons enrolled"
same "members of the city" 60 "$(members "$CITY")"
same "members of the province, four founders included" 64 "$(members 0)"
act "The same file again enrols nobody twice" desk "${IMPORT[@]}" --handler charlie --approver dave
shows "0 enrolled now, 60 there already"
same "members of the city" 60 "$(members "$CITY")"
act "The counts of every level" desk stats --org 0 --depth 4
act "What the chain and the vault know of person 10" desk member show 10
shows "birthday sealed on" "date of admission"
BIRTHDAY=$(sed -n 's/^date of admission *//p' <<<"$OUTPUT")
act "The life of person 10, replayed to the head on chain" desk member history 10
shows "enrolled" "leads to the head on the chain"
act "The vault's roster, written out" desk roster export "$FILES/again.csv"
same "people in it" 60 "$(($(wc -l <"$FILES/again.csv") - 1))"

act "A member makes a key" desk key new member
act "and the branch binds it to person 10" \
	desk account bind --org "$CITY" --person 10 --member-key member --key dave
refuse "The key is bound once" "already" \
	desk account bind --org "$CITY" --person 10 --member-key member --key dave
act "The member gets the own record, sealed" \
	member credential issue --person 10 --out "$FILES/member.json" --member-passphrase-fd 5

act "The clock comes to the present" rpc_ok dev_setTime "[$(($(date +%s) * 1000 - 4000))]"
act "A specification for light clients" light_spec "$FILES/light.json"
act "A verifier is pinned to today's authorities" \
	desk credential pin --light "$FILES/light.json" --out "$FILES/pin.json"
act "The verifier asks with a nonce" desk credential challenge
NONCE=$(grep -o '0x[0-9a-f]\{64\}' <<<"$OUTPUT" | head -n 1)
PRESENT=(credential present "$FILES/member.json" --member-passphrase-fd 5 --key member)
act "The member shows name and political birthday, and nothing else" \
	member "${PRESENT[@]}" --show name,birthday --live --audience library --nonce "$NONCE" --out "$FILES/live.json"
VERIFY=(--light "$FILES/light.json" --pin "$FILES/pin.json" --audience library)
act "A light client proves it: no server is believed" \
	desk credential verify "$FILES/live.json" "${VERIFY[@]}" --nonce "$NONCE" --require-live
shows "$BIRTHDAY"
not_verified "The same answer a second time" \
	"$FILES/live.json" "${VERIFY[@]}" --nonce "$NONCE" --require-live

act "The member makes a card, good for 31 days" \
	member "${PRESENT[@]}" --show name,birthday --card --out "$FILES/card.json"
act "A card is genuine; it does not say who bears it" \
	desk credential verify "$FILES/card.json" --light "$FILES/light.json" --pin "$FILES/pin.json"
shows "card genuine; bearer not proven"
not_verified "A card where a live answer is asked for" \
	"$FILES/card.json" --light "$FILES/light.json" --pin "$FILES/pin.json" --require-live
spoil_one_byte "$FILES/card.json" "$FILES/tampered.json"
not_verified "A card with one changed byte" \
	"$FILES/tampered.json" --light "$FILES/light.json" --pin "$FILES/pin.json"

act "Charlie freezes the key: it may be stolen" \
	desk account freeze --org "$CITY" --person 10 --key charlie
not_verified "A frozen key proves nothing" \
	"$FILES/card.json" --light "$FILES/light.json" --pin "$FILES/pin.json"
act "Dave, another person, releases it" desk account unfreeze --org "$CITY" --person 10 --key dave
story_done
