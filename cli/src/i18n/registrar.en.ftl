# What the registrar refuses, what the light client says, and what files should have been.
refusal-signature = the signature does not fit the request
    .cure = Name the registrar of this chain with --registrar.
refusal-time = the request was signed more than 5 minutes ago or in the future
    .cure = Set the clock of the desk.
refusal-repeated = this request was answered before
    .cure = Run the command again: it signs a new one.
refusal-not-officer = this account is no handler or approver of organization { $org }
    .cure = Ask its superior to appoint you.
refusal-size = a request holds 1 to { $most } items
    .cure = Split it.
refusal-limit = the limit of { $limit } documents a day is reached ({ $used } used)
    .cure = Go on tomorrow, or ask the registrar's keeper for more.
refusal-document = document { $index } (from 0) is refused: { $why }
    .cure = Correct its row; use the same version of desk and registrar.
refusal-not-hex = it is not hexadecimal
refusal-not-issued = tag { $index } (from 0) was not computed by this registrar for this organization
    .cure = Ask for its tag first.
refusal-log = the registrar cannot write its log and therefore answers nothing ({ $why })
    .cure = Tell its keeper.
registrar-tag-key = the registrar's tag key
registrar-cannot-ask = the registrar cannot ask the chain who you are: { $why } Try again then.
registrar-no-loopback = { $address } is no loopback address, and documents come here in plain HTTP: let only a tunnel (TLS, SSH or WireGuard) reach it
registrar-no-listen = cannot listen at { $address } ({ $why })
    .cure = Name another address with --listen.
log-io = the registrar's log cannot be read or written ({ $why })
    .cure = See whether the disk has room and you may write there.
log-broken = line { $line } of the registrar's log does not follow from the line before: the log was changed
    .cure = Restore registrar.log from its copy and find out why.
log-short = the registrar's log has { $found } lines, its vault remembers { $expected }: lines were taken off its end, or the file is gone
    .cure = Restore registrar.log from its copy and find out why. Where there is no copy, `chuxin registrar serve --accept-log` goes on from what is there, and writes that down.
log-other = line { $line } of the registrar's log is not the one its vault remembers: this is another log
    .cure = Restore registrar.log from its copy and find out why. Where there is no copy, `chuxin registrar serve --accept-log` goes on from what is there, and writes that down.
log-ahead = the registrar's log has { $found } lines, its vault remembers { $expected }: the vault is an older one
    .cure = Restore the newest copy of the vault, or go on with this one by `chuxin registrar serve --accept-log`, which writes that down.
log-no-anchor = the registrar's vault remembers no log, though `chuxin registrar init` writes that down
    .cure = Restore the vault from its copy. Where there is none, `chuxin registrar serve --accept-log` goes on from the log that is there, and writes that down.
log-anchor = the anchor of the registrar's log

## The light client

light-no-genesis = the light client does not tell the genesis hash
    .cure = Make the full raw specification again with `chuxin-node export-chain-spec --raw`.
light-failed = the light client: { $why }
    .cure = Run the command again; if it stays so, use the `chuxin` built with this chain.
light-no-answer = no answer to { $method }
light-unclear = { $what } cannot be read: use the `chuxin` built with this chain
light-itself = itself
light-block-hash = a block's hash
light-block-header = a block's header
light-authorities = the authority set
light-no-more-at-once = it cannot read more at once
light-unproven = its peers do not prove what is asked
light-not-proven = a value was not proven: { $why }
light-stopped = it stopped
light-anew = it began anew
light-no-peer-proves = no peer proves it
light-spec-unreadable = { $why }. Make it with `chuxin-node export-chain-spec --raw`.
light-spec-without-code = it holds no state with the runtime's code. Make the full raw one with `chuxin-node export-chain-spec --raw`.
light-spec-without-bootnode = it names no bootnode. Add one to `bootNodes`, such as /ip4/127.0.0.1/tcp/30334/ws/p2p/PEER.
pin-unreadable = { $why }. Get it again (`chuxin credential pin`).

## Files

file-act = act file that opens
file-consent = consent
file-runtime = runtime
file-pin = pinned authority set
file-member = member's file that opens
file-chain-spec = chain specification for a light client
member-file-not-sealed = the content cannot be written ({ $why })
    .cure = Run the command again; if it stays so, use the latest desk.
member-file-too-large = the record is too large to be sealed
    .cure = Shorten its texts.
member-file-no-key = no key could be made from the passphrase ({ $why })
    .cure = Close other programs: it takes 256 MiB of memory.
