#!/usr/bin/env bash
# A branch renamed, split, frozen, merged, archived; a stolen key; a corrected date; a re-admission.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/story.sh"

story_begin registry
say "A fresh chain, whose clock starts ten days ago; a registrar; the desk of a municipal committee"
node_start "$STORY_WORK" "$(free_port)" "$(free_port)" "$(free_port)" \
	--sealing instant --clock "$(date -u -d '10 days ago' +%F)"
registrar_start "$(free_port)"
FILES=$STORY_WORK/files
mkdir "$FILES"
TODAY=$(date -u -d '10 days ago' +%F)

act "The desk gets a vault and the keys of four founders" desk_start
act "A demonstration roster of 24 members, and their organizations" \
	desk demo roster --members 24 --seed 2 --out "$FILES/roster.xlsx" --organizations "$FILES/organizations.csv"
act "Bob establishes the organizations" desk org import "$FILES/organizations.csv" --org 0 --key bob
CITY=$(city)
act "Alice is to find the city its officers: whom Bob appoints, he cannot approve for" \
	desk org appoint --org 0 --target "$CITY" --person 0 --powers approver --key bob
act "Charlie becomes handler of the city" \
	desk org appoint --org "$CITY" --target "$CITY" --person 2 --powers handler,key-custodian --key alice
act "Dave becomes approver of the city" \
	desk org appoint --org "$CITY" --target "$CITY" --person 3 --powers approver --key alice
act "The province opens a window for the city, and so its go-live day is today" \
	desk org window open --org 0 --target "$CITY" --until "$(date -u -d '7 days' +%F)" --key bob
act "24 members are enrolled" \
	desk roster import "$FILES/roster.xlsx" --org "$CITY" --handler charlie --approver dave
shows "24 persons enrolled"
BRANCH=$(field member list -- 'it["persons"][0]["org"]')
PARENT=$(field org show "$BRANCH" -- 'it["organization"]["parent"]')
BEFORE=$(members "$BRANCH")

# digest ORG : the digest of what is proposed for it, as an officer reads it before signing.
digest() { field org reorganize show --target "$1" -- 'it["digest"]'; }

say "The branch"
act "A branch gets another name; its number stays" \
	desk org rename --org "$CITY" --target "$BRANCH" --name 第一党支部 --key dave
act "It is found by the new name" desk org find --name 第一党支部 --org "$CITY"
shows "第一党支部"
refuse "Nobody renames a branch that is not below" "Organizations." \
	desk org rename --org "$BRANCH" --target "$CITY" --name 第二党支部 --key dave
act "The city freezes the branch" desk org freeze --org "$CITY" --target "$BRANCH" --key dave
refuse "What is frozen is not frozen again" "frozen, archived or merged" \
	desk org freeze --org "$CITY" --target "$BRANCH" --key dave
act "and thaws it" desk org thaw --org "$CITY" --target "$BRANCH" --key dave

PERSONS=$(field member list --org "$BRANCH" -- '",".join(str(p["person"]) for p in it["persons"][:3])')
act "Charlie proposes that three members form a new branch" \
	desk org reorganize split --org "$CITY" --target "$BRANCH" --name 第二党支部 --region 990101 \
	--founded "$TODAY" --persons "$PERSONS" --key charlie
refuse "The superior approves nothing that was not seconded" "Organizations." \
	desk org reorganize approve --org 0 --target "$BRANCH" --digest "$(digest "$BRANCH")" --persons "$PERSONS" --key bob
act "Dave seconds it" desk org reorganize second --org "$CITY" --target "$BRANCH" --digest "$(digest "$BRANCH")" --key dave
refuse "Other persons than proposed are refused" "not those who were named" \
	desk org reorganize approve --org 0 --target "$BRANCH" --digest "$(digest "$BRANCH")" --persons 0 --key bob
act "Bob, for the province, approves: the branch is split" \
	desk org reorganize approve --org 0 --target "$BRANCH" --digest "$(digest "$BRANCH")" --persons "$PERSONS" --key bob
NEW=$(field org find --name 第二党支部 -- 'it["found"][0]["id"]')
same "members of the new branch" 3 "$(members "$NEW")"
same "members of the old branch" $((BEFORE - 3)) "$(members "$BRANCH")"
same "members of the city" 24 "$(members "$CITY")"

act "The new branch is to go over into the old one again" \
	desk org reorganize merge --org "$CITY" --target "$NEW" --into "$BRANCH" --key charlie
act "seconded" desk org reorganize second --org "$CITY" --target "$NEW" --digest "$(digest "$NEW")" --key dave
act "approved" desk org reorganize approve --org 0 --target "$NEW" --digest "$(digest "$NEW")" --key bob
act "It waits, visible to everyone" desk pending list
shows "goes over into"
PENDING=$(field pending list -- 'it["pending"][0]["id"]')
refuse "Nobody carries it out before its time" "Access." desk pending carry-out "$PENDING" --key bob
act "A day later" forward 1
act "it is carried out" desk pending carry-out "$PENDING" --key bob
same "members of the branch" "$BEFORE" "$(members "$BRANCH")"
same "members of the city" 24 "$(members "$CITY")"
act "The old number leads to the branch that answers today" desk org show "$NEW"
shows "merged"

act "An empty branch" desk org establish --org "$CITY" --parent "$PARENT" --kind branch \
	--name 临时党支部 --region 990101 --founded "$TODAY" --key dave
EMPTY=$(field org find --name 临时党支部 -- 'it["found"][0]["id"]')
act "is to be dissolved" desk org reorganize archive --org "$CITY" --target "$EMPTY" --key charlie
act "seconded" desk org reorganize second --org "$CITY" --target "$EMPTY" --digest "$(digest "$EMPTY")" --key dave
act "approved" desk org reorganize approve --org 0 --target "$EMPTY" --digest "$(digest "$EMPTY")" --key bob
PENDING=$(field pending list -- 'it["pending"][0]["id"]')
act "A day later" forward 1
act "it is dissolved" desk pending carry-out "$PENDING" --key bob

say "The stolen key"
PERSON=$(field member list --org "$BRANCH" -- 'it["persons"][0]["person"]')
act "A member makes a key" desk key new member
act "and the branch binds it" \
	desk account bind --org "$CITY" --person "$PERSON" --member-key member --key dave
act "The phone is stolen: Charlie freezes the key" \
	desk account freeze --org "$CITY" --person "$PERSON" --key charlie
act "The thief makes a key" desk key new thief
refuse "and cannot put it in the place of the stolen one: a frozen key submits nothing" "or it is frozen" \
	desk account replace-own --member-key thief --key member
act "The member makes a new key" desk key new renewed
refuse "One officer alone replaces no key" "does not hold the power" \
	desk account replace --org "$CITY" --person "$PERSON" --member-key renewed --handler charlie --approver charlie
act "Two officers put the new key in its place; it waits" \
	desk account replace --org "$CITY" --person "$PERSON" --member-key renewed --handler charlie --approver dave
PENDING=$(field pending list -- 'it["pending"][0]["id"]')
refuse "The thief cannot veto it" "or it is frozen" desk pending veto "$PENDING" --org "$BRANCH" --key member
act "Three days later" forward 3
act "the new key acts" desk pending carry-out "$PENDING" --key bob
act "The member freezes the new key by herself: it is hers" desk account freeze --key renewed
act "The life of the person says all of it" desk member history "$PERSON"
shows "leads to the head on the chain"

say "The corrected date"
OTHER=$(field member list --org "$BRANCH" -- 'it["persons"][1]["person"]')
# Twelve days before the date that was sealed: full membership came later all the same.
EARLIER=$(date -u -d "$(desk member show "$OTHER" | sed -n 's/^date of admission *//p') -12 days" +%F)
act "An application form turns up: the date was another one" \
	desk member correct --org "$CITY" --person "$OTHER" --birthday "$EARLIER" --handler charlie --approver dave
act "The sealed date stays, the effective one is beside it" desk member show "$OTHER"
shows "$EARLIER"
echo "the application form, with the member's signature" >"$FILES/form.pdf"
act "The record's next version holds the effective date" \
	desk member update paper --org "$CITY" --person "$OTHER" --file "$FILES/form.pdf" \
	--handler charlie --approver dave

say "The re-admission"
THIRD=$(field member list --org "$BRANCH" -- 'it["persons"][2]["person"]')
echo "the decision of 2019, with its reasons" >"$FILES/decision.pdf"
refuse "A death is no matter for a resolution" "never decided in this way" \
	desk member end --org "$CITY" --person "$THIRD" --reason death --ground resolution --resolution 1 \
	--effective 2019-05-01 --file "$FILES/decision.pdf" --handler charlie --approver dave
refuse "There are no meetings on this chain yet: a resolution cannot be named" "meetings are not recorded on this chain yet" \
	desk member end --org 0 --person "$THIRD" --reason removal --ground resolution --resolution 1 \
	--effective "$TODAY" --file "$FILES/decision.pdf" --handler alice --approver bob
act "A removal of 2019, from paper: before the go-live day, in the open window" \
	desk member end --org "$CITY" --person "$THIRD" --reason removal --ground paper \
	--effective 2019-05-01 --file "$FILES/decision.pdf" --handler charlie --approver dave
same "members of the city" 23 "$(members "$CITY")"
act "Admitted again in 2021, from paper: a new membership with a birthday of its own" \
	desk member readmit --org "$CITY" --person "$THIRD" --branch "$BRANCH" --birthday 2021-06-10 \
	--full 2022-06-10 --ground paper --effective 2021-06-10 --file "$FILES/decision.pdf" \
	--handler charlie --approver dave
same "members of the city" 24 "$(members "$CITY")"
act "Both memberships stand, each with its sealed birthday" desk member spells "$THIRD"
same "memberships" 2 "$(field member spells "$THIRD" -- 'len(it["spells"])')"
act "What is due in the branch" desk today --org "$BRANCH"
story_done
