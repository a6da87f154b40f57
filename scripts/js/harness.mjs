// What every check shares: a node of its own for each file of tests, the development keys, sending
// with everything known afterwards, and the hashes of the protocol.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ApiPromise, WsProvider } from '@polkadot/api';
import { Keyring } from '@polkadot/keyring';
import {
	bnToU8a, compactToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToHex,
} from '@polkadot/util';
import { blake2AsU8a, cryptoWaitReady, decodeAddress, xxhashAsHex } from '@polkadot/util-crypto';

await cryptoWaitReady();

/** The day on which the chains of these checks begin, in China. */
export const TODAY = '2024-02-29';
/** The demonstration's committee and its only branch (preset `development`). */
export const COMMITTEE = 0;
export const BRANCH = 1;
/** Names of the pallets of this project, as clients write them. */
export const OURS = ['access', 'agenda', 'organizations', 'members', 'validators'];

const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
/** The key of a name on the development phrase; it is nobody's until it is bound. */
export const pair = (name) => keyring.addFromUri(`//${name}`);
/** Keys of the development phrase. Persons 0 to 3 are Alice, Bob, Charlie, Dave. */
export const alice = pair('Alice');
export const bob = pair('Bob');
export const charlie = pair('Charlie');
export const dave = pair('Dave');
export const eve = pair('Eve');
export const ferdie = pair('Ferdie');
export const registrar = pair('Registrar');

// ---------------------------------------------------------------------------- the node

/** Where the binaries are: CHUXIN_BIN, else the target folder that the scripts use. */
export function binary(name) {
	const cache = process.env.CHUXIN_CACHE
		?? path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'chuxin');
	const target = process.env.CARGO_TARGET_DIR ?? path.join(cache, 'target');
	const file = path.join(process.env.CHUXIN_BIN ?? path.join(target, 'release'), name);
	if (!existsSync(file)) {
		throw new Error(`${file} is not there: run scripts/build, or name its folder by CHUXIN_BIN`);
	}
	return file;
}

async function freePorts(count) {
	const servers = await Promise.all(Array.from({ length: count }, async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		return server;
	}));
	const ports = servers.map((server) => server.address().port);
	await Promise.all(servers.map((server) => {
		server.close();
		return once(server, 'close');
	}));
	return ports;
}

const running = new Set();
process.on('exit', () => {
	for (const child of running) child.kill('SIGKILL');
});

/**
 * A development node of its own: fresh database, free ports of the loopback, an own clock.
 *
 * `sealing`: `manual` (blocks by `chain.seal()` alone) or `instant`. `args`: further options.
 */
export async function startChain({ sealing = 'manual', args = [] } = {}) {
	const folder = mkdtempSync(path.join(tmpdir(), 'chuxin-js-'));
	const logFile = path.join(folder, 'node.log');
	const [rpc, p2p, light] = await freePorts(3);
	const child = spawn(binary('chuxin-node'), [
		'--dev', '--base-path', path.join(folder, 'chain'),
		'--rpc-port', rpc, '--port', p2p, '--light-port', light,
		'--no-prometheus', '--no-telemetry', '--no-mdns',
		'--sealing', sealing, '--clock', TODAY, ...args,
	].map(String), { stdio: ['ignore', 'pipe', 'pipe'] });
	running.add(child);
	const log = createWriteStream(logFile);
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	const ended = once(child, 'exit').then(() => running.delete(child));

	const url = `ws://127.0.0.1:${rpc}`;
	for (const begun = Date.now(); ; await sleep(100)) {
		if (child.exitCode !== null || Date.now() - begun > 60_000) {
			child.kill('SIGKILL');
			throw new Error(`the node does not answer:\n${readFileSync(logFile, 'utf8')}`);
		}
		try {
			const answer = await fetch(`http://127.0.0.1:${rpc}/health`);
			if (answer.status > 0) break;
		} catch { /* not yet */ }
	}
	const provider = new WsProvider(url, 250, {}, 60_000);
	const api = await ApiPromise.create({ provider, noInitWarn: true });
	return new Chain({
		api, provider, url, sealing,
		log: () => readFileSync(logFile, 'utf8'),
		stop: async () => {
			await api.disconnect();
			child.kill('SIGTERM');
			await ended;
			log.end();
			rmSync(folder, { recursive: true, force: true });
		},
	});
}

/** What became of a transaction in a block. */
class Outcome {
	constructor({ api, blockHash, number, index, records }) {
		Object.assign(this, { blockHash, number, index });
		this.events = records.map(({ event }) => event);
		const failed = this.events.find((event) => api.events.system.ExtrinsicFailed.is(event));
		this.error = failed ? nameError(api, failed.data.dispatchError) : null;
		const end = this.events
			.find(({ section, method }) => section === 'system' && method.startsWith('Extrinsic'));
		this.info = end.data.dispatchInfo;
	}

	/** The data of the only event of this name, such as `members.Enrolled`. */
	event(name) {
		const found = this.events.filter(({ section, method }) => `${section}.${method}` === name);
		if (found.length !== 1) {
			throw new Error(`${found.length} events ${name}, not 1: ${this.events.map(String)}`);
		}
		return found[0];
	}
}

/** A dispatch error as a client shows it. `trap`: anything but a named error. */
export function nameError(api, error) {
	if (error.isModule) {
		const { section, name, docs } = api.registry.findMetaError(error.asModule);
		return { name: `${section}.${name}`, docs: docs.join(' ').trim() };
	}
	return { name: error.toString(), docs: '', trap: true };
}

class Chain {
	constructor(parts) {
		Object.assign(this, parts);
	}

	rpc(method, ...params) {
		return this.provider.send(method, params);
	}

	/** Makes blocks (on a chain that seals by hand). */
	seal(count = 1) {
		return this.rpc('dev_seal', count);
	}

	setTime(to) {
		return this.rpc('dev_setTime', to);
	}

	async height() {
		return (await this.api.rpc.chain.getHeader()).number.toNumber();
	}

	/** Waits until the best block is finalised: until then a pool keeps what is in blocks. */
	async finalised() {
		for (const begun = Date.now(); Date.now() - begun < 30_000; await sleep(50)) {
			const best = await this.api.rpc.chain.getBlockHash();
			if ((await this.api.rpc.chain.getFinalizedHead()).eq(best)) return;
		}
		throw new Error('the best block is not finalised after 30 s');
	}

	async nonce(signer) {
		return (await this.api.query.system.account(signer.address)).nonce.toNumber();
	}

	async quota(signer) {
		return (await this.api.call.accessApi.quota(signer.address)).toJSON();
	}

	/** Signs for a limited time, as wallets do unless asked otherwise. */
	async sign(tx, signer, nonce = -1) {
		return (await tx.signAsync(signer, { nonce })).toHex();
	}

	/** Signs the same call many times, with rising nonces. */
	async signMany(tx, signer, first, count) {
		const { api } = this;
		const { number, hash: blockHash } = await api.rpc.chain.getHeader();
		const era = api.createType('ExtrinsicEra', { current: number.toNumber(), period: 64 });
		const { genesisHash, runtimeVersion } = api;
		return Array.from({ length: count }, (_, i) => tx
			.sign(signer, { nonce: first + i, era, blockHash, genesisHash, runtimeVersion }).toHex());
	}

	/**
	 * Signs a call given as bytes, which need not be what a careful client would send. Valid for
	 * ever (a development chain allows it), so that only the nonce is needed.
	 */
	async signBytes(call, signer) {
		const { api } = this;
		const { specVersion, transactionVersion } = api.runtimeVersion;
		const nonce = await this.nonce(signer);
		const explicit = u8aConcat([0], compactToU8a(nonce), [0]);
		const implicit = u8aConcat(
			u32(specVersion.toNumber()), u32(transactionVersion.toNumber()),
			api.genesisHash.toU8a(), api.genesisHash.toU8a(), [0],
		);
		const payload = u8aConcat(call, explicit, implicit);
		const signature = signer.sign(payload.length > 256 ? blake2AsU8a(payload, 256) : payload);
		const body = u8aConcat([0x84, 0], signer.publicKey, [1], signature, explicit, call);
		return u8aToHex(u8aConcat(compactToU8a(body.length), body));
	}

	/** Hands a signed transaction (hex) to the pool; its refusal is `{ code, data, message }`. */
	async submit(hex) {
		try {
			return { hash: await this.rpc('author_submitExtrinsic', hex) };
		} catch (error) {
			return { code: error.code, data: error.data, message: error.message };
		}
	}

	async waiting() {
		return this.rpc('author_pendingExtrinsics');
	}

	/** What became of a transaction in the blocks from `after + 1` to the best; `null` if in none. */
	async find(hex, after) {
		for (let number = await this.height(); number > after; number -= 1) {
			const blockHash = await this.rpc('chain_getBlockHash', number);
			const { block } = await this.rpc('chain_getBlock', blockHash);
			const index = block.extrinsics.indexOf(hex);
			if (index < 0) continue;
			const records = (await (await this.api.at(blockHash)).query.system.events())
				.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index));
			return new Outcome({ api: this.api, blockHash, number, index, records });
		}
		return null;
	}

	/** Submits signed bytes and waits for the block they come into. */
	async sendBytes(hex) {
		const before = await this.height();
		const answer = await this.submit(hex);
		if (!answer.hash) throw new Error(`refused by the pool: ${answer.message}`);
		for (const begun = Date.now(); Date.now() - begun < 20_000;) {
			// The first block of a session takes no transaction.
			if (this.sealing === 'manual') await this.seal();
			else await sleep(50);
			const outcome = await this.find(hex, before);
			if (outcome) return outcome;
		}
		throw new Error(`in no block after 20 s: ${hex}\n${this.log().slice(-2000)}`);
	}

	/** Signs, sends, waits. */
	async send(tx, signer) {
		return this.sendBytes(await this.sign(tx, signer));
	}

	/** As `send`, for what is expected to work. */
	async works(tx, signer) {
		const outcome = await this.send(tx, signer);
		if (outcome.error) {
			const { section, method } = tx.method;
			throw new Error(`${section}.${method}: ${outcome.error.name}: ${outcome.error.docs}`);
		}
		return outcome;
	}

	/** A motion of the council of one, carried out at once; the outcome with the motion's error. */
	async decide(tx) {
		const motion = this.api.tx.council.propose(1, tx, tx.method.encodedLength + 8);
		const outcome = await this.works(motion, alice);
		const [, result] = outcome.event('council.Executed').data;
		outcome.error = result.isErr ? nameError(this.api, result.asErr) : null;
		return outcome;
	}

	/** As `decide`, for what is expected to work. */
	async decided(tx) {
		const outcome = await this.decide(tx);
		if (outcome.error) throw new Error(`${outcome.error.name}: ${outcome.error.docs}`);
		return outcome;
	}

	/** Everything that pallets (by their names on chain) hold: key → value. */
	async storage(...pallets) {
		const state = {};
		for (const pallet of pallets) {
			const prefix = xxhashAsHex(pallet, 128);
			for (let start; ;) {
				const keys = await this.rpc('state_getKeysPaged', prefix, 500, start);
				if (keys.length === 0) break;
				const [{ changes }] = await this.rpc('state_queryStorageAt', keys);
				for (const [key, value] of changes) state[key] = value;
				start = keys.at(-1);
			}
		}
		return state;
	}
}

// ---------------------------------------------------------------------------- the protocol's bytes

export const u32 = (n) => bnToU8a(n, { bitLength: 32, isLe: true });
export const u64 = (n) => bnToU8a(n, { bitLength: 64, isLe: true });
export const u16 = (n) => bnToU8a(n, { bitLength: 16, isLe: true });

/** BLAKE2b-256 under a domain tag of 16 bytes. */
export function hash(tag, ...parts) {
	const domain = new Uint8Array(16);
	domain.set(stringToU8a(tag));
	return blake2AsU8a(u8aConcat(domain, ...parts), 256);
}

/** 32 bytes that stand for something the desk or the registrar would have made. */
export const made = (what) => u8aToHex(hash('chuxin/js.test', stringToU8a(what)));

/** An entry of an enrolment batch; `who` alone decides root, birthday and tag. */
export function entry(who, { org = BRANCH, status = 'Full', ...rest } = {}) {
	const isMember = ['Probationary', 'Full', 'Inactive'].includes(status);
	return {
		org,
		status,
		recordRoot: made(`root ${who}`),
		birthday: isMember ? made(`birthday ${who}`) : null,
		tag: made(`tag ${who}`),
		...rest,
	};
}

/** Type of an argument of a call of ours, by its position. */
export const argType = (call, at) => call.meta.args[at].type.toString();

/** The hash by which a batch is proposed. */
export function batchHash(api, org, schema, entries) {
	const encoded = api.createType(argType(api.tx.members.enrol, 2), entries).toU8a();
	return u8aToHex(
		hash('chuxin/batch/1', api.genesisHash.toU8a(), u32(org), u16(schema), encoded),
	);
}

/** The registrar's certificate over the tags of a batch. */
export function certificate(api, org, entries, expires, { signer = registrar, keyVersion = 1 } = {}) {
	const tags = hash(
		'chuxin/tagb/1', u32(entries.length), ...entries.map(({ tag }) => hexToU8a(tag)),
	);
	const message = u8aConcat(api.genesisHash.toU8a(), [keyVersion], u32(org), tags, u32(expires));
	return { keyVersion, expires, signature: u8aToHex(signer.sign(message)) };
}

/** A member's consent to a key, signed by the key. */
export function binding(api, person, signer, expires) {
	const text = '<Bytes>chuxin-binding-v1\n'
		+ `chain: ${api.genesisHash.toHex()}\nperson: ${person}\n`
		+ `account: ${u8aToHex(signer.publicKey)}\nexpires: ${expires}\n</Bytes>`;
	return { Sr25519: signer.sign(stringToU8a(text)) };
}

/** A day inside what is hashed: the number YYYYMMDD. */
const dayNumber = (text) => u32(Number(text.replaceAll('-', '')));
const GROUNDS = ['OnRecord', 'Resolution', 'Direct', 'Paper'];
const STATUSES = [
	'Applicant', 'ActiveApplicant', 'Candidate', 'Probationary', 'Full', 'Inactive', 'Former',
];
const recordBytes = ({ schema, version, root }) =>
	u8aConcat(u16(schema), u32(version), hexToU8a(root));
const groundBytes = (ground) => ground.Resolution === undefined
	? [GROUNDS.indexOf(ground)] : u8aConcat([1], u32(ground.Resolution));
const decision = (change, ground, effective, evidence) =>
	u8aConcat([6], change, groundBytes(ground), dayNumber(effective), hexToU8a(evidence));

/**
 * Acts on a person, SCALE-encoded (`Act` of the protocol), by the call that carries each out, with
 * that call's arguments after the person.
 */
export const acts = {
	correctBirthday: (targetSeq, commitment) =>
		u8aConcat([0], u32(targetSeq), hexToU8a(commitment)),
	replaceAccount: (account) => u8aConcat([1], decodeAddress(account)),
	updateRecord: (record, paper) => u8aConcat([2], recordBytes(record), hexToU8a(paper)),
	addTag: ({ keyVersion, tag }) => u8aConcat([3, keyVersion], hexToU8a(tag)),
	placeHold: (until, withoutVote) => u8aConcat(
		[4], until === null ? [0] : u8aConcat([1], dayNumber(until)), [withoutVote ? 1 : 0],
	),
	liftHold: () => new Uint8Array([5]),
	endMembership: (...rest) => decision([0], ...rest),
	suspend: (...rest) => decision([1], ...rest),
	reinstate: (status, ...rest) => decision([2, STATUSES.indexOf(status)], ...rest),
	readmit: (branch, status, record, birthday, ...rest) => decision(u8aConcat(
		[3], u32(branch), [STATUSES.indexOf(status)], recordBytes(record), hexToU8a(birthday),
	), ...rest),
};

/** The hash by which an act on a person is proposed; `act` is the act SCALE-encoded. */
export const actHash = (api, org, person, act) =>
	u8aToHex(hash('chuxin/act/1', api.genesisHash.toU8a(), u32(org), u64(person), act));

/** The hash by which a correction is proposed. */
export const correctionHash = (api, org, person, targetSeq, commitment) =>
	actHash(api, org, person, acts.correctBirthday(targetSeq, commitment));

/** The hash of the persons who leave a branch when it is split. */
export const splitHash = (api, target, persons) => u8aToHex(hash(
	'chuxin/split/1', api.genesisHash.toU8a(), u32(target), compactToU8a(persons.length),
	...persons.map((person) => u64(person)),
));

/** The digest that the second and the third officer of a reorganization name. */
export function reorganizationHash(api, org, target, act) {
	let bytes = api.createType(argType(api.tx.organizations.proposeReorganization, 2), act).toU8a();
	if (act.Split) {
		// In what is hashed the day of founding is a number: 4 bytes for 11 of text. After it stand
		// the count and the hash of the persons.
		bytes = u8aConcat(bytes.slice(0, -47), dayNumber(act.Split.founded), bytes.slice(-36));
	}
	return u8aToHex(hash('chuxin/reorg/1', api.genesisHash.toU8a(), u32(org), u32(target), bytes));
}

/** Head of a life chain before its first event, and after one more (the event SCALE-encoded). */
export const lifeHead0 = (api, person) =>
	u8aToHex(hash('chuxin/life0/1', api.genesisHash.toU8a(), u64(person)));
export const nextLifeHead = (head, seq, event) =>
	u8aToHex(hash('chuxin/life/1', hexToU8a(head), u32(seq), hash('chuxin/event/1', event)));

/**
 * Makes the branch able to import: Charlie drafts, Dave decides, and the committee, which stands
 * above it, opens the window.
 */
export async function staffBranch(chain, until = '2024-03-31') {
	const { organizations, members } = chain.api.tx;
	await chain.works(organizations.appoint(COMMITTEE, BRANCH, 2, [], ['Handler']), bob);
	await chain.works(organizations.appoint(COMMITTEE, BRANCH, 3, [], ['Approver']), bob);
	await chain.works(members.openImportWindow(COMMITTEE, BRANCH, until), bob);
}

/**
 * Charlie drafts and Dave decides for an organization below the committee, by Alice's appointment:
 * had Bob appointed them, he could not approve for the committee what they decide.
 */
export async function seatTwo(chain, org) {
	const { appoint, dismiss } = chain.api.tx.organizations;
	await chain.works(appoint(COMMITTEE, org, 0, [], ['Approver']), bob);
	await chain.works(appoint(org, org, 2, [], ['Handler']), alice);
	await chain.works(appoint(org, org, 3, [], ['Approver']), alice);
	await chain.works(dismiss(COMMITTEE, org, 0), bob);
}

/** Proposes and enrols a batch, as Charlie and Dave do for the branch unless told otherwise. */
export async function enrol(chain, entries, { org = BRANCH, by = charlie, approver = dave } = {}) {
	await propose(chain, entries, { org, by });
	return chain.send(await enrolment(chain, entries, { org }), approver);
}

/** Proposes a batch. */
export async function propose(chain, entries, { org = BRANCH, by = charlie, schema = 1 } = {}) {
	const digest = { batch: batchHash(chain.api, org, schema, entries), count: entries.length };
	return chain.works(chain.api.tx.members.proposeEnrolment(org, [digest]), by);
}

/** The call that enrols a batch, with a certificate for the next hundred blocks. */
export async function enrolment(chain, entries, { org = BRANCH, schema = 1, ...rest } = {}) {
	const expires = rest.expires ?? (await chain.height()) + 100;
	const signed = rest.certificate ?? certificate(chain.api, org, entries, expires, rest);
	return chain.api.tx.members.enrol(org, schema, entries, signed);
}

/** A handler proposes an act on a person, by its hash. */
export async function proposeAct(chain, name, person, args, { org = BRANCH, by = charlie } = {}) {
	const proposal = actHash(chain.api, org, person, acts[name](...args));
	return chain.works(chain.api.tx.members.proposeAct(org, person, proposal), by);
}

/** A handler proposes an act on a person, and an approver carries it out by the call of its name. */
export async function act(chain, name, person, args, { org = BRANCH, by, approver = dave } = {}) {
	await proposeAct(chain, name, person, args, { org, by });
	return chain.works(chain.api.tx.members[name](org, person, ...args), approver);
}

/** A committee's own officers for acts on persons: Alice drafts, Bob decides. */
export const BY_COMMITTEE = { org: COMMITTEE, by: alice, approver: bob };
