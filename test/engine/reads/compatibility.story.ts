import { contract, nameOf } from '../../../emulator/contract';
import type { Building } from '../../../emulator/building/building';
import { readings, pairwise } from '../../../emulator/readings';
import { reads } from '../../../nodes/Lockt/api/endpoints';
import type { Inspection } from '../../../nodes/Lockt/api/compatibility/inspection';
import { first } from '../../emulator/samples';
import { runs } from '../../runs';
import { GO_ON } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ readings: { pending: 'released' }, history: 40, users: 12, doors: 8 });

const check = async () => {
	const items = await lockt.run('system checkCompatibility');
	return items.map(({ json }) => json as Inspection);
};
const of = (found: Inspection[], endpoint: string) =>
	found.find((one) => one.endpoint === endpoint)!;

describe('Check Compatibility', () => {
	it('asks each endpoint that reads once, and nothing else, whatever is allowed', async () => {
		lockt.engine.credential.changes = 'none';
		const found = await check();
		const names = contract.filter(({ method }) => method === 'GET').map(nameOf);
		expect(found.map(({ endpoint }) => endpoint).sort()).toEqual(names.sort());
		const asked = lockt.asked().map((one) => one.replace(/=.*/, '='));
		expect(asked.sort()).toEqual(names.sort());
	});

	it('asks once for several items', async () => {
		const items = await lockt.run('system checkCompatibility', {}, [{}, {}]);
		expect(items).toHaveLength(2 * reads.length);
		expect(lockt.asked()).toHaveLength(reads.length);
	});

	it('has nothing to remark of what is as in the reference', async () => {
		for (const { endpoint, verdict, remarks, status } of await check()) {
			expect([endpoint, verdict, remarks, status]).toEqual([endpoint, 'Understood', '', 200]);
		}
	});

	it('does not understand a time whose parts do not fit together', async () => {
		const utc = { timezone: 'UTC', offset: -5, datetime_local: '2027-01-01 07:00:00' };
		for (const time of [utc, { ...utc, timezone: 'America/New_York', offset: 3 }]) {
			const body = JSON.stringify({ data: [{ ...time, datetime_utc: '2027-01-01 12:00:00' }] });
			lockt.emulator.faults = [{ kind: 'answer', body, on: 'GET /time', times: 1 }];
			expect(of(await check(), 'GET /time')).toMatchObject({
				verdict: 'Not understood',
				remarks: expect.stringContaining('do not fit together') as string,
			});
		}
	});

	it('does not understand UTC that no local time shows', async () => {
		Object.assign(lockt.emulator.readings, { zone: 'utcName', dateForm: 'seconds' });
		expect(of(await check(), 'GET /time')).toMatchObject({
			verdict: 'Not understood',
			remarks: expect.stringContaining('no local time shows it') as string,
		});
	});

	it('says of an empty building what could not be asked', async () => {
		await lockt.reopen({ doors: 0, users: 0, history: 0 });
		const found = await check();
		expect(of(found, 'GET /events?id=')).toMatchObject({
			verdict: 'Not asked',
			status: null,
			remarks: "No record was listed whose 'id' could be asked for",
		});
		expect(of(found, 'GET /door')).toMatchObject({ verdict: 'Understood', shape: 'empty: []' });
	});
});

describe('what it sees of the readings', () => {
	/** What shows in changes and unknown records alone, or is gone before the node sees the answer. */
	const unseen = new Set<string>([
		...['errorShape', 'errorText', 'partialErrors', 'partialStatus', 'overlap', 'knownIssues'],
		...['options', 'clearLevels', 'flags', 'missing', 'compression', 'byteOrderMark'],
		...['heldLevels', 'unsaidLevels', 'enabledText'],
	]);
	const seen = Object.entries(readings).flatMap(([name, choices]) =>
		unseen.has(name) ? [] : choices.slice(1).map((choice) => [name, choice] as const),
	);

	// All of them in the full run.
	const { numRuns } = runs({ sample: 3, full: seen.length });
	const tried = seen.filter((_, n) => n % Math.ceil(seen.length / numRuns) === 0);
	it.each(tried)('%s: %s', async (name, choice) => {
		Object.assign(lockt.emulator.readings, { [name]: choice });
		const { users, accessLevels } = lockt.building;
		const until = { access_effective: '', access_expires: '2026-07-01 09:00:00' };
		Object.assign(first(users), until);
		if (name === 'dates')
			first(accessLevels, 1).delegated = { ...until, fromUserId: 0, toUserId: 0 };
		if (name === 'errorForm' || name === 'errorStatus') {
			lockt.emulator.faults = [{ kind: 'refusedWith200', on: '/location$' }];
		}
		const readings = (await check()).flatMap((one) => one.readings.split(', '));
		expect(readings).toContain(`${name}=${choice}`);
	});

	it('says so where it is as in the reference, too, if that says neither', async () => {
		const found = await check();
		expect(of(found, 'GET /events?id=').readings).toBe(
			'eventTime=hw_time, eventsOrder=newest, eventsFrom=after',
		);
		expect(of(found, 'GET /fob?id_num=').readings).toBe('pending=released');
		lockt.emulator.readings.pending = 'notReleased';
		expect(of(await check(), 'GET /fob?id_num=')).toMatchObject({
			verdict: 'Understood, with remarks',
			status: 404,
			readings: expect.stringContaining('pending=notReleased') as string,
		});
	});
});

describe('what fails', () => {
	it.each([
		['status500', 'Not understood', 500],
		['htmlPage', 'Not understood', 200],
		['truncatedJson', 'Not understood', 200],
		['otherJson', 'Not understood', 200],
		['hangUp', 'Not understood', null],
		['refused', 'Understood, with remarks', 400],
		['refusedWith200', 'Understood, with remarks', 200],
		['unlicensed', 'Understood, with remarks', 403],
		['redirect', 'Not understood', 302],
	] as const)('stops no other endpoint: %s', async (kind, verdict, status) => {
		lockt.emulator.faults = [
			{ kind, on: '/location$', to: 'https://elsewhere.example', status: 302 },
		];
		const found = await check();
		const failed = of(found, 'GET /location');
		expect(failed).toMatchObject({ verdict, status });
		expect(failed.remarks).not.toBe('');
		for (const other of found.filter((one) => one !== failed)) {
			expect([other.endpoint, other.verdict]).toEqual([other.endpoint, 'Understood']);
		}
	});

	it("repeats Lockt's own words", async () => {
		lockt.emulator.faults = [{ kind: 'unlicensed', on: '/location$' }];
		expect(of(await check(), 'GET /location')).toMatchObject({
			shape: 'refused: Your licence does not include this endpoint.',
		});
	});

	it('is one plain error with a wrong key, which is not tried on all endpoints', async () => {
		lockt.engine.credential.apiKey = 'another-key';
		await expect(check()).rejects.toMatchObject({
			message: 'Lockt did not accept the API user and API key',
		});
		const [item] = await lockt.run('system checkCompatibility', {}, [{}], GO_ON);
		expect(item!.json.error).toContain('Lockt did not accept the API user and API key');
		expect(lockt.asked()).toHaveLength(4);
	});
});

describe('what it never shows', () => {
	const rows = pairwise().map((row, n) => [n, row] as const);
	const { numRuns } = runs({ sample: 2, full: rows.length });

	it.each(rows.slice(0, numRuns))('a value of a record, under combination %i', async (_, row) => {
		await lockt.reopen({ readings: row });
		const { faults } = lockt.emulator;
		const { first_name, last_name, email, id_num } = first(lockt.building.users);
		faults.push({
			kind: 'answer',
			on: '/door\\?user_id',
			status: 400,
			body: JSON.stringify({
				error: `${first_name} ${last_name} (${email}, '${id_num}') has no access to "Server Room"`,
			}),
		});
		const found = await check();
		const shown = found.map(({ status, records, milliseconds, ...texts }) => {
			expect([status, records, milliseconds]).toEqual(Array(3).fill(expect.any(Number)));
			return Object.values(texts).map(String).join('\n');
		});
		const text = shown.join('\n').replace(/\d+ of \d+ records|status 404|errorStatus=200/g, '');
		expect(valuesOf(lockt.building).filter((value) => includes(text, value))).toEqual([]);
	});

	it.each([
		[
			'people by name',
			(b: Building) => ({ [first(b.users).last_name]: true, [first(b.users, 1).first_name]: {} }),
		],
		[
			'people by e-mail',
			(b: Building) => ({ [first(b.users).email]: [], [first(b.users, 1).email]: 1 }),
		],
		['cards by number', (b: Building) => ({ [first(b.credentials).card_num]: { x: 1 } })],
	])('an object with %s', async (_, keyed) => {
		const { building, emulator } = lockt;
		const data = keyed(building);
		for (const shape of [data, [data], [{ id: 1, name: 'a', ...data }], [data, data, data]]) {
			emulator.faults = [
				{
					kind: 'answer',
					on: '/(location|settings|site|door)$',
					status: 200,
					body: JSON.stringify({ data: shape }),
				},
			];
			const text = JSON.stringify(await check());
			expect(Object.keys(data).filter((key) => includes(text, key))).toEqual([]);
		}
	});

	it('but the name of a new property', async () => {
		const doors = [1, 2].map((id) => ({
			id,
			name: `D${id}`,
			type: 't',
			location: '',
			enabled: true,
			controller: '',
			badge_color: 'red',
		}));
		lockt.emulator.faults = [
			{ kind: 'answer', on: '/door$', status: 200, body: JSON.stringify({ data: doors }) },
		];
		expect(of(await check(), 'GET /door')).toMatchObject({
			unknownFields: 'badge_color',
			verdict: 'Understood, with remarks',
		});
	});

	/** All texts and numbers of a building, with three characters or more. */
	function valuesOf(building: Building): string[] {
		const { users, credentials, doors, locations, accessLevels, schedules, events } = building;
		const found = new Set<string>();
		const collect = (value: unknown): void => {
			if (value instanceof Map) for (const one of value.values()) collect(one);
			else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
			else if (typeof value === 'string' || typeof value === 'number')
				found.add(String(value).trim());
		};
		[users, credentials, doors, locations, accessLevels, schedules, events].forEach(collect);
		return [...found].filter((value) => value.length > 2);
	}

	function includes(text: string, value: string): boolean {
		const escaped = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
		return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
	}
});
