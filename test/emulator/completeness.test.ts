import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reads } from '../../emulator/answers/reads';
import { rules } from '../../emulator/answers/rules';
import { writes } from '../../emulator/answers/writes';
import { contract, nameOf } from '../../emulator/contract';
import { startEmulator, type Emulator } from '../../emulator/server';
import { shapes } from '../../emulator/shapes';
import { records } from './call';
import { first } from './samples';

/** Each test is named after what is missing, and says where it belongs. */
describe('what the contract names', () => {
	const gets = contract.filter(({ method }) => method === 'GET').map(nameOf);
	it.each(gets)('%s has an answer in emulator/answers/reads.ts', (name) => {
		expect(Object.keys(reads)).toContain(name);
	});

	const batches = contract
		.filter(({ bodyKey }) => bodyKey)
		.map((row) => `${row.method} ${row.path}`);
	// Each door of an unlock call has an answer of its own.
	it.each(batches.filter((name) => name !== 'POST /unlock'))(
		'%s does something in emulator/answers/writes.ts',
		(name) => {
			expect(Object.keys(writes)).toContain(name);
		},
	);

	it.each(batches)('%s is checked in emulator/answers/rules.ts', (name) => {
		expect(rules.map(({ on }) => on)).toContain(name);
	});

	it.each(batches.filter((name) => name !== 'POST /unlock'))('%s counts what it does', (name) => {
		const row = contract.find(
			({ method, path, bodyKey }) => `${method} ${path}` === name && bodyKey,
		);
		expect(row!.counts).toBeDefined();
	});
});

describe('what changes the building', () => {
	const walks = readFileSync(path.join(__dirname, 'randomWalks.test.ts'), 'utf8');

	// Dates alone: they refer to nothing.
	it.each(Object.keys(writes).filter((name) => name !== 'PUT /credential'))(
		'%s is a step of randomWalks.test.ts',
		(name) => {
			expect(walks).toContain(`'${name}'`);
		},
	);
});

describe('dates', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ readings: { pending: 'released' } });
	});
	afterEach(() => emulator.stop());

	const LOCAL = '2098-01-15 07:00:00';
	const UTC = /^2098-01-15T12:00:00(\.000)?Z$/;
	// Events are always in UTC; what maintenance answers is made up.
	const dated = contract
		.filter(
			({ method, flag, filter, path }) =>
				method === 'GET' && !flag && !filter && path !== '/maintenance',
		)
		.flatMap((row) =>
			(row.record ? shapes[row.record] : [])
				.filter(
					({ datatype, property }) =>
						datatype === 'date-time' && !/^(event|hw|db)_time$/.test(property),
				)
				.map(({ property }) => [nameOf(row), property] as const),
		);

	it.each(dated)(
		'%s: %s comes in the form that the reading `dates` says',
		async (name, property) => {
			for (const list of Object.values(emulator.building)) {
				if (!(list instanceof Map)) continue;
				for (const one of (list as Map<number, Record<string, unknown>>).values()) {
					if (property in one) one[property] = LOCAL;
				}
			}
			for (const [dates, form] of [
				['local', new RegExp(`^${LOCAL}$`)],
				['utc', UTC],
			] as const) {
				emulator.readings.dates = dates;
				const shown = await records(emulator, name);
				expect(shown.length).toBeGreaterThan(0);
				for (const record of shown) expect(record[property]).toMatch(form);
			}
		},
	);

	it('are among what is tried here', () => {
		expect(first(emulator.building.users)).toHaveProperty('access_expires');
		expect(dated.length).toBeGreaterThan(5);
	});
});
