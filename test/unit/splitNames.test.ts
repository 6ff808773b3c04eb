import fc from '../fastCheck';
import type { IDataObject } from 'n8n-workflow';
import { lookupsFor, type Lookups } from '../../nodes/Lockt/fields/lookups';
import { door } from '../../nodes/Lockt/fields/kinds';
import { entriesOf, WrongValue } from '../../nodes/Lockt/fields/references';
import { contextOf, standIn } from './standIn';

/** Some with commas in their names, of which the parts are names as well. */
const DOORS = ['A', 'B', 'C', 'A, B', 'B; C ,A', 'c,c'].map((name, n) => ({ id: n + 1, name }));

let lockt: Awaited<ReturnType<typeof standIn>>;
let lookups: Lookups;
beforeAll(async () => {
	lockt = await standIn(() => ({ data: DOORS as IDataObject[] }));
	lookups = lookupsFor(contextOf(lockt.credential), 100);
});
afterAll(() => lockt.stop());

const nameOf = (parts: string[]) => parts.join(',').toLowerCase();
const split = DOORS.map(({ name }) => nameOf(name.split(/[,;]/).map((part) => part.trim())));
const idOf = (name: string) => DOORS.find((one) => one.name === name)!.id;

/** Whether names that stand side by side may be one name. */
const isAmbiguous = (parts: string[]) =>
	parts.some((_, from) =>
		parts.some((__, to) => to > from && split.includes(nameOf(parts.slice(from, to + 1)))),
	);

const read = (value: unknown) =>
	entriesOf(door, 'Doors', value, lookups).catch((error: unknown) => {
		if (error instanceof WrongValue) return error.message;
		throw error;
	});

describe('several names in one text', () => {
	const parts = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 2, maxLength: 6 });
	const separators = fc.array(fc.constantFrom(',', ', ', ' ;', '\n', ',,', ' , ; '), {
		...{ minLength: 5, maxLength: 5 },
	});

	it('are those doors, unless some side by side may be the name of one', async () => {
		await fc.assert(
			fc.asyncProperty(parts, separators, async (names, between) => {
				const text = names.map((name, n) => name + (names[n + 1] ? between[n]! : '')).join('');
				const doors = await read(text);
				if (isAmbiguous(names))
					expect(doors).toMatch(/ is the name of one door, and may be a list/);
				else expect(doors).toEqual([...new Set(names)].map((name) => ({ id: idOf(name) })));
			}),
			{
				examples: [
					[
						['A', 'B', 'C'],
						[', ', ', ', ',', ',', ','],
					],
				],
			},
		);
	});

	it('are whole names in a list, and in its JSON', async () => {
		const names = ['A', 'B', 'A, B'];
		const expected = names.map((name) => ({ id: idOf(name) }));
		expect(await read(names)).toEqual(expected);
		expect(await read(JSON.stringify(names))).toEqual(expected);
	});
});
