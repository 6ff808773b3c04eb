import { isDeepStrictEqual } from 'node:util';
import { rules } from '../../emulator/answers/rules';
import type { Building } from '../../emulator/building/building';
import { combinations } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { call } from './call';
import { cardOf, first, fobOf, newcomer } from './samples';

type Input = Record<string, unknown>;

/** A record Lockt takes, for each write; the offending ones are this with one thing changed. */
const good: Record<string, { key: string; record: (building: Building) => Input }> = {
	'POST /accesslevel': {
		key: 'accesslevels',
		record: (b) => ({
			name: 'Visitors',
			doors: [{ id: first(b.doors).id, schedule_id: first(b.schedules).id }],
		}),
	},
	'DELETE /accesslevel': { key: 'accesslevels', record: (b) => ({ id: first(b.accessLevels).id }) },
	'DELETE /credential': { key: 'credentials', record: (b) => ({ id: cardOf(b).id }) },
	'PUT /credential': { key: 'credentials', record: (b) => ({ id: cardOf(b).id }) },
	'POST /door': { key: 'doors', record: () => ({ name: 'Roof' }) },
	'DELETE /door': { key: 'doors', record: (b) => ({ id: first(b.doors).id }) },
	'POST /unlock': { key: 'doors', record: (b) => ({ id: first(b.doors).id }) },
	'POST /fob': { key: 'fobs', record: () => ({ name: 'Fob A', id_num: 'A1', card_num: '5599' }) },
	'PUT /fob': { key: 'fobs', record: (b) => ({ id: fobOf(b).id, user_id: first(b.users).id }) },
	'DELETE /fob': { key: 'fobs', record: (b) => ({ id: fobOf(b).id }) },
	'POST /location': {
		key: 'locations',
		record: (b) => ({ name: 'Annex', locationtype: first(b.locationTypes).id }),
	},
	'DELETE /user': { key: 'users', record: (b) => ({ id: first(b.users).id }) },
	'POST /user insert': {
		key: 'users',
		record: () => ({ id: -1, ...newcomer, card_num: '777001' }),
	},
	'POST /user update': { key: 'users', record: (b) => ({ id: first(b.users).id, ...newcomer }) },
	'PUT /user': { key: 'users', record: (b) => ({ id: first(b.users).id }) },
	'POST /delegate': {
		key: 'delegates',
		record: (b) => ({
			from_user_id: first(b.users).id,
			to_user_id: first(b.users, 1).id,
			access_effective: '2026-03-05 08:00:00',
			access_expires: '2026-03-06 08:00:00',
			doors: [{ id: first(b.doors).id }],
		}),
	},
};

type Offence = [
	/** The line of the table: field and what is checked. */
	line: string,
	change: Input | ((building: Building) => Input),
	message: string | ((building: Building) => string),
];

const blank = (...fields: string[]): Offence[] =>
	fields.map((field) => [
		`${field}: Missing or blank`,
		{ [field]: '' },
		`Missing or blank ${field}`,
	]);
const notNumeric = (field: string): Offence => [
	`${field}: Non-Numeric`,
	{ [field]: 'A8914' },
	`Non-Numeric ${field} found: A8914`,
];
const unknown = (field = 'id', line = 'Id is valid'): Offence => [
	`${field}: ${line}`,
	{ [field]: 999999 },
	`Invalid ${field} found: 999999`,
];
const badDates: Offence[] = ['access_effective', 'access_expires'].map((field) => [
	`${field}: Valid date format`,
	{ [field]: '2027-13-45 00:00' },
	`Invalid ${field} date: 2027-13-45 00:00, must be YYYY-MM-DD HH:MM:SS`,
]);
const order: Offence = [
	'access_effective: Before access_expires',
	{ access_effective: '2027-02-02 00:00:00', access_expires: '2027-02-01 00:00:00' },
	'Invalid access_effective date: 2027-02-02 00:00:00, must be before access_expires',
];
const past: Offence = [
	'access_expires: Not in the past',
	{ access_effective: '', access_expires: '2020-01-01 00:00:00' },
	'Invalid access_expires date: 2020-01-01 00:00:00, cannot be in past',
];
const longCard: Offence = [
	'card_num: Length versus system limit',
	{ card_num: '12345678901' },
	'Invalid card_num length found: 12345678901, limit is 10',
];
const cardInUse: Offence = [
	'card_num: Already exists in system',
	(b) => ({ card_num: cardOf(b).card_num }),
	(b) => `Card Number Already Exists: ${cardOf(b).card_num}`,
];
const levels: Offence[] = [
	[
		'accesslevels: Id is valid',
		{ accesslevels: [{ id: 999999 }] },
		'Invalid access level found: 999999',
	],
	[
		'accesslevels: Duplicate Assigned Access Levels',
		(b) => ({ accesslevels: [1, 2].map(() => ({ id: first(b.accessLevels).id })) }),
		(b) => `Duplicate access level found: ${first(b.accessLevels).id}`,
	],
];
const user: Offence[] = [
	...blank('id_num', 'first_name', 'last_name', 'email', 'phone', 'pin'),
	[
		'id_num: Already exists in system',
		(b) => ({ id_num: first(b.users, 5).id_num }),
		(b) => `ID Number Already Exists: ${first(b.users, 5).id_num}`,
	],
	[
		'email: Proper email format',
		{ email: 'rgale@@@@web.example' },
		'Invalid email address found: rgale@@@@web.example',
	],
	[
		'email: Already exists in system',
		(b) => ({ email: first(b.users, 5).email }),
		(b) => `Email Already Exists: ${first(b.users, 5).email}`,
	],
	['phone: Proper phone format', { phone: 'call me' }, 'Invalid phone number found: call me'],
	notNumeric('pin'),
	[
		'pin: Length versus system limit',
		{ pin: '1234567' },
		'Invalid pin length found: 1234567, limit is 6',
	],
	notNumeric('card_num'),
	longCard,
	...badDates,
	...levels,
	notNumeric('id'),
];
const fobInUse: Offence = [
	'name: Already exists in system',
	(b) => ({ name: lastFob(b).name }),
	(b) => `Fob Name Already Exists: ${lastFob(b).name}`,
];
const lastFob = ({ credentials }: Building) =>
	[...credentials.values()].filter(({ fob }) => fob).at(-1)!;
const aFob: Offence = [
	'id: Id is a Fob',
	(b) => ({ id: cardOf(b).id }),
	(b) => `Invalid id found: ${cardOf(b).id} is not a Fob`,
];
const fob = [
	...blank('name', 'id_num'),
	fobInUse,
	notNumeric('card_num'),
	longCard,
	cardInUse,
	...badDates,
];

const offences: Record<string, Offence[]> = {
	'POST /accesslevel': [
		...blank('name'),
		[
			'name: Already exists in system',
			(b) => ({ name: first(b.accessLevels).name }),
			(b) => `Access Level Name Already Exists: ${first(b.accessLevels).name}`,
		],
		[
			'doors: Door ID is valid',
			(b) => ({ doors: [{ id: 999999, schedule_id: first(b.schedules).id }] }),
			'Invalid door id found: 999999',
		],
		[
			'doors: Door ID is not duplicate',
			(b) => ({
				doors: [1, 2].map(() => ({ id: first(b.doors).id, schedule_id: first(b.schedules).id })),
			}),
			(b) => `Duplicate door id found: ${first(b.doors).id}`,
		],
		[
			'doors: Schedule ID is valid',
			(b) => ({ doors: [{ id: first(b.doors).id, schedule_id: 999999 }] }),
			'Invalid schedule id found: 999999',
		],
	],
	'DELETE /accesslevel': [...blank('id'), unknown()],
	'DELETE /credential': [
		...blank('id'),
		notNumeric('id'),
		unknown(),
		[
			'id: Id is not a Fob',
			(b) => ({ id: fobOf(b).id }),
			(b) => `Invalid id found: ${fobOf(b).id} is a Fob`,
		],
	],
	'PUT /credential': [...blank('id'), notNumeric('id'), unknown(), ...badDates, order],
	'POST /door': [
		...blank('name'),
		[
			'name: Already exists in system',
			(b) => ({ name: first(b.doors).name }),
			(b) => `Door Name Already Exists: ${first(b.doors).name}`,
		],
		unknown('location_id'),
	],
	'DELETE /door': [...blank('id'), unknown()],
	'POST /unlock': [...blank('id'), unknown()],
	'POST /fob': fob,
	'PUT /fob': [...fob, ...blank('id'), aFob, unknown('user_id')],
	'DELETE /fob': [...blank('id'), notNumeric('id'), aFob],
	'POST /location': [
		...blank('name', 'locationtype'),
		[
			'name: Already exists in system',
			(b) => ({ name: first(b.locations).name }),
			(b) => `Location Name Already Exists: ${first(b.locations).name}`,
		],
		unknown('locationtype'),
	],
	'DELETE /user': [...blank('id'), notNumeric('id'), unknown()],
	'POST /user insert': [...user, ...blank('id'), cardInUse],
	'POST /user update': [
		...user,
		['id: Missing or blank', { id: ' ' }, 'Missing or blank id'],
		unknown('id', 'Used for update determination'),
	],
	'PUT /user': [
		['id: Required', { id: '' }, 'Missing or blank id'],
		notNumeric('id'),
		unknown(),
		notNumeric('card_num'),
		longCard,
		...badDates,
		order,
		past,
		...levels,
	],
	'POST /delegate': [
		unknown('from_user_id'),
		unknown('to_user_id'),
		[
			'doors: Only doors the user has access to',
			{ doors: [{ id: 999999 }] },
			'Door id 999999 is not available to delegate',
		],
		...badDates,
		order,
		...blank('access_expires'),
		past,
	],
};

const nameOf = ({ on, when }: { on: string; when?: string }) => (when ? `${on} ${when}` : on);

describe('the validations', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		const now = () => new Date('2026-03-04T17:00:00Z');
		emulator = await startEmulator({ history: 20, now });
	});
	afterEach(() => emulator.stop());

	it('have an offending record here for each line', () => {
		const lines = rules
			.filter(({ on }) => on !== 'POST /anonymize')
			.map((rule) => `${nameOf(rule)}: ${rule.field}: ${rule.about}`);
		const tried = Object.entries(offences).flatMap(([name, list]) =>
			list.map(([line]) => `${name}: ${line}`),
		);
		expect([...new Set(tried)].sort()).toEqual([...new Set(lines)].sort());
	});

	it.each(Object.keys(good))('%s takes the record that has nothing wrong', async (name) => {
		const { status, body } = await send(name, [good[name]!.record(emulator.building)]);
		expect([status, body.errors]).toEqual([200, undefined]);
	});

	const each = Object.entries(offences).flatMap(([name, list]) =>
		list.map((offence) => [name, ...offence] as const),
	);
	it.each(each)('%s, %s', async (name, _, change, message) => {
		const { building } = emulator;
		const record = {
			...good[name]!.record(building),
			...(typeof change === 'function' ? change(building) : change),
		};
		const before = snapshot(building);
		const reply = await send(name, [record]);
		expect(reply.status).toBe(400);
		expect(reply.body.result).toEqual([
			'Validation errors found. Batch has failed. Details provided.',
		]);
		expect(reply.body.errors).toEqual([
			{
				error: expect.anything() as unknown,
				input_data: JSON.parse(JSON.stringify(record)) as unknown,
			},
		]);
		const said = typeof message === 'function' ? message(building) : message;
		expect(reply.body.errors![0]!.error).toContain(said);
		// `toEqual` alone would take a fifth of all the time here.
		const after = snapshot(building);
		if (!isDeepStrictEqual(after, before)) expect(after).toEqual(before);
	});

	it('name all that is wrong with a record at once', async () => {
		const { body } = await send('POST /user insert', [
			{ id: -1, ...newcomer, card_num: 'A8914', email: 'rgale@@@@web.example' },
		]);
		expect(body.errors![0]!.error).toEqual([
			'Invalid email address found: rgale@@@@web.example',
			'Non-Numeric card_num found: A8914',
		]);
	});

	it('see the same value twice within one call', async () => {
		const { body } = await send('POST /user insert', [
			{ id: -1, ...newcomer },
			{ id: -1, ...newcomer, id_num: 'N-2' },
		]);
		expect(body.errors).toMatchObject([
			{ error: ['Email Already Exists: rhea.gale@web.example'], input_data: { id_num: 'N-2' } },
		]);
	});

	it.each(combinations('errorStatus', 'errorShape', 'errorText'))(
		'come in every shape: %j',
		async (readings) => {
			Object.assign(emulator.readings, readings);
			const { status, body } = await send('POST /door', [{ name: '' }]);
			expect(status).toBe(readings.errorStatus);
			const said =
				readings.errorText === 'string' ? 'Missing or blank name' : ['Missing or blank name'];
			expect(body).toEqual(
				readings.errorShape === 'data'
					? { data: { error: 'Validation errors found. Batch has failed. Details provided.' } }
					: {
							result: ['Validation errors found. Batch has failed. Details provided.'],
							errors: [{ error: said, input_data: { name: '' } }],
						},
			);
		},
	);

	it.each(combinations('partialErrors', 'partialStatus'))(
		'of some records stand with the counts of the others: %j',
		async (readings) => {
			Object.assign(emulator.readings, readings);
			const reply = await send('POST /door', [{ name: 'Roof' }, { name: '' }], {
				validate_fails_batch: 'false',
			});
			expect(reply.status).toBe(readings.partialStatus);
			const errors = [{ error: ['Missing or blank name'], input_data: { name: '' } }];
			const counts = { submitted: 2, inserted: 1, updated: 0 };
			expect(reply.body).toEqual(
				readings.partialErrors === 'inside'
					? { data: { ...counts, errors } }
					: { data: { ...counts, errors: 1 }, errors },
			);
		},
	);

	it('known issue: the same door in two access levels of one call', async () => {
		const { record } = good['POST /accesslevel']!;
		const two = ['A', 'B'].map((name) => ({ ...record(emulator.building), name }));
		expect((await send('POST /accesslevel', two)).body.errors).toHaveLength(1);
		emulator.readings.knownIssues = 'fixed';
		expect((await send('POST /accesslevel', two)).status).toBe(200);
	});

	it('known issue: the same door name twice in one call', async () => {
		const two = [{ name: 'Roof' }, { name: 'Roof' }];
		emulator.readings.knownIssues = 'fixed';
		expect((await send('POST /door', two)).body.errors).toHaveLength(1);
		emulator.readings.knownIssues = 'present';
		expect((await send('POST /door', two)).status).toBe(200);
	});

	function send(name: string, records: Input[], options: Input = {}) {
		const { key } = good[name]!;
		const update = name === 'POST /user update' ? { update_existing: 'true' } : {};
		return call(emulator, name.replace(/ (insert|update)$/, ''), {
			[key]: records,
			options: { ...update, ...options },
		});
	}
});

/** All that a refused call must leave as it was. */
function snapshot(building: Building) {
	const kept = Object.entries(building).filter(([, value]) => typeof value === 'object');
	return structuredClone(Object.fromEntries(kept)) as object;
}
