import { read } from '../../emulator/answers/reads';
import type { Building } from '../../emulator/building/building';
import { openBuilding } from '../../emulator/building/open';
import { contract, nameOf } from '../../emulator/contract';
import {
	readings,
	combinations,
	defaultReadings,
	otherReadings,
	pairwise,
	randomReadings,
	readingsFrom,
	type Readings,
} from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { send } from './call';
import { cardHolders, first } from './samples';

const now = () => new Date('2026-03-04T17:00:00Z');
const SIZE = { doors: 8, users: 12, history: 6, now };

const names = Object.keys(readings) as Array<keyof Readings>;
const choicesOf = (name: keyof Readings): ReadonlyArray<string | number> => readings[name];

describe('each choice of a reading', () => {
	/** What a client sees of a reading. */
	type Look = (emulator: Emulator) => Promise<unknown>;

	const ask =
		(...questions: string[]): Look =>
		async (emulator) => {
			const seen = [];
			for (const question of questions) seen.push(await look(emulator, question));
			return seen;
		};
	const post =
		(question: string, body: unknown): Look =>
		(emulator) =>
			look(emulator, question, body);

	const NOBODY = 'GET /door?user_id=1';
	const lenient = { validate_fails_batch: 'false' };

	/** How to see each of them: a new one has to be seen, too. */
	const looks: Record<keyof Readings, Look> = {
		errorStatus: ask(NOBODY),
		errorShape: post('POST /door', { doors: [{}] }),
		errorText: post('POST /door', { doors: [{}] }),
		partialErrors: post('POST /door', { doors: [{ name: 'Roof' }, {}], options: lenient }),
		partialStatus: post('POST /door', { doors: [{ name: 'Roof' }, {}], options: lenient }),
		missing: ask('GET /user?id=1'),
		flags: ask('GET /user?missingcreds='),
		overlap: async (emulator) => {
			const both = [1, 2].map((n) =>
				send(emulator, 'POST /door', { doors: [{ name: `Gate ${n}` }] }),
			);
			return (await Promise.all(both)).map(({ status }) => status).sort();
		},
		eventsFrom: async (emulator) =>
			look(emulator, `GET /events?id=${emulator.building.events[2]!.id}`),
		eventsOrder: ask('GET /events'),
		eventTime: ask('GET /events'),
		userNames: ask('GET /user'),
		dates: async (emulator) => {
			const { accessLevels, users } = emulator.building;
			const until = { access_effective: '', access_expires: '2026-07-01 09:00:00' };
			Object.assign(first(users), until);
			first(accessLevels).delegated = { ...until, fromUserId: 0, toUserId: 0 };
			return ask('GET /user', 'GET /delegate')(emulator);
		},
		pending: ask('GET /fob?id_num=F-6'),
		knownIssues: post('POST /door', { doors: [{ name: 'Roof' }, { name: 'Roof' }] }),
		errorForm: ask(NOBODY),
		successNote: ask('GET /ping', 'GET /door'),
		nesting: ask('GET /door'),
		oneRecord: ask('GET /ping'),
		noRecords: ask('GET /delegate'),
		summary: async (emulator) => [
			await look(emulator, 'POST /door', { doors: [{ name: 'Roof' }] }),
			await putUser(emulator, 0, { enabled: false }, {}),
		],
		badRecord: ask('GET /events'),
		keys: ask('GET /door', 'GET /accesslevel'),
		numbers: ask('GET /door'),
		booleans: ask('GET /door'),
		dateForm: ask('GET /events'),
		zone: ask('GET /time'),
		compression: ask('GET /door'),
		byteOrderMark: ask('GET /door'),
		contentType: ask('GET /door'),
		ignoredFilter: async (emulator) => {
			const { users, accessLevels } = emulator.building;
			const { id, id_num } = first(users);
			const { name } = first(accessLevels);
			return ask(
				'GET /doorstate?low_battery=1',
				`GET /user?id_num=${id_num}`,
				`GET /credential?user_id=${id}`,
				`GET /accesslevel?name=${name}`,
				'GET /user?installers',
			)(emulator);
		},
		userCredentials: (emulator) =>
			look(emulator, `GET /user?id_num=${first(emulator.building.users).id_num}`),
		eventNames: ask('GET /events'),
		batteryLevels: ask('GET /doorstate'),
		options: async (emulator) => {
			const change = { accesslevels: [] };
			await putUser(emulator, 0, change, { replace_privileges: 'false' });
			await putUser(emulator, 1, change, { replace_privileges: false });
			return levelCounts(emulator.building, 2);
		},
		clearLevels: async (emulator) => {
			await putUser(emulator, 0, { accesslevels: [] }, { replace_privileges: 'true' });
			await putUser(emulator, 1, { accesslevels: {} }, { replace_privileges: 'true' });
			return levelCounts(emulator.building, 2);
		},
		heldLevels: async (emulator) => {
			const { accessLevelIds } = first(emulator.building.users);
			const change = { accesslevels: accessLevelIds.map((id) => ({ id })) };
			return putUser(emulator, 0, change, { replace_privileges: 'false' });
		},
		unsaidLevels: async (emulator) => {
			await putUser(emulator, 0, { custom1: 'Blue' }, { replace_privileges: 'true' });
			return levelCounts(emulator.building, 1);
		},
		enabledText: async (emulator) => {
			await putUser(emulator, 0, { enabled: 'false' }, {});
			return [...emulator.building.users.values()].map(({ enabled }) => enabled);
		},
	};

	it.each(names)('of %s is seen', async (name) => {
		const seen = [];
		for (const choice of choicesOf(name)) {
			const emulator = await startEmulator({
				...SIZE,
				// Long enough for two calls to overlap.
				writeMs: name === 'overlap' ? 200 : 0,
				readings: { [name]: choice },
			});
			seen.push(JSON.stringify(await looks[name](emulator)));
			await emulator.stop();
		}
		expect(new Set(seen).size).toBe(choicesOf(name).length);
	});

	async function look(emulator: Emulator, question: string, body?: unknown) {
		const gzip = { 'accept-encoding': 'gzip' };
		const { status, headers, bytes } = await send(emulator, question, body, gzip);
		return [status, headers['content-type'], headers['content-encoding'], bytes.toString('latin1')];
	}
});

async function putUser(emulator: Emulator, n: number, change: object, options: object) {
	const { id } = cardHolders(emulator.building)[n]!;
	return send(emulator, 'PUT /user', { users: [{ id, ...change }], options });
}

function levelCounts(building: Building, count: number): number[] {
	return cardHolders(building)
		.slice(0, count)
		.map(({ accessLevelIds }) => accessLevelIds.length);
}

describe('pairwise', () => {
	it('brings each two choices together', () => {
		const rows = pairwise();
		const met = new Set<string>();
		for (const row of rows) {
			for (const [one, a] of Object.entries(row)) {
				for (const [other, b] of Object.entries(row)) met.add(`${one}=${a} ${other}=${b}`);
			}
		}
		const apart = names.flatMap((one) =>
			names.flatMap((other) =>
				choicesOf(one).flatMap((a) =>
					choicesOf(other)
						.filter((b) => (one !== other || a === b) && !met.has(`${one}=${a} ${other}=${b}`))
						.map((b) => `${one}=${a} ${other}=${b}`),
				),
			),
		);
		expect(apart).toEqual([]);
	});

	it('needs few combinations, always the same, the defaults first', () => {
		const rows = pairwise();
		// No set can be smaller than the two longest lists of choices multiplied: 8 times 6.
		expect(rows.length).toBeLessThan(55);
		expect(pairwise()).toEqual(rows);
		expect(rows[0]).toEqual(defaultReadings);
	});

	it('takes the readings named alone', () => {
		expect(pairwise('errorForm')).toEqual(combinations('errorForm'));
		expect(pairwise('errorForm', 'errorStatus')).toHaveLength(8);
		expect(Object.keys(pairwise('dates', 'zone', 'keys')[4]!)).toEqual(['dates', 'zone', 'keys']);
	});

	it('leaves every record in the answer, whatever comes together', () => {
		const building = openBuilding(SIZE);
		const known: Array<[name: string, traces: string[]]> = [
			['GET /door', [...building.doors.values()].map(({ name }) => name)],
			['GET /user', cardHolders(building).map(({ email }) => email)],
			['GET /credential', [...building.credentials.values()].map((one) => one.credential_key)],
			['GET /events', building.events.map(({ card_num, user }) => `${card_num} ${user}`)],
		];
		for (const readings of pairwise() as Readings[]) {
			for (const [name, traces] of known) {
				const { status, body } = read(rowOf(name), building, readings, '');
				expect(status).toBe(200);
				const text = JSON.stringify(body);
				for (const trace of traces.flatMap((one) => one.split(' '))) expect(text).toContain(trace);
			}
		}
	});

	it('answers every GET under each combination', () => {
		const building = openBuilding(SIZE);
		const { id, id_num } = first(building.users);
		for (const readings of pairwise() as Readings[]) {
			for (const row of contract.filter(({ method }) => method === 'GET')) {
				for (const value of row.filter ? [String(id), id_num, 'none'] : ['']) {
					const { status, body } = read(row, building, readings, value);
					expect([200, 400, 404]).toContain(status);
					expect(JSON.stringify(body)).toMatch(/^\{.*\}$/);
				}
			}
		}
	});
});

describe('random readings', () => {
	it('are the same for the same seed', () => {
		expect(randomReadings(7)).toEqual(randomReadings(7));
		expect(randomReadings(7)).not.toEqual(randomReadings(8));
	});

	it('choose everything at times', () => {
		const chosen = Array.from({ length: 100 }, (_, seed) => randomReadings(seed));
		for (const name of names) {
			expect(new Set(chosen.map((one) => one[name]))).toEqual(new Set(choicesOf(name)));
		}
	});

	it('are asked for as random:SEED, and what comes later counts', () => {
		expect(readingsFrom(['random:7'])).toEqual(randomReadings(7));
		for (const dates of readings.dates) {
			const readings = readingsFrom(['random:7', `dates=${dates}`]);
			expect(readings).toEqual({ ...randomReadings(7), dates });
		}
		expect(() => readingsFrom(['random:soon'])).toThrow("There is no reading 'random:soon'");
		expect(() => readingsFrom(['dates=late'])).toThrow('is one of asShown, local, utc');
	});

	it('can be written down and played again', () => {
		const readings = randomReadings(7);
		const written = otherReadings(readings).map((pair) => pair.join('='));
		expect({ ...defaultReadings, ...readingsFrom(written) }).toEqual(readings);
		expect(otherReadings(defaultReadings)).toEqual([]);
	});
});

function rowOf(name: string) {
	return contract.find((row) => nameOf(row) === name)!;
}
