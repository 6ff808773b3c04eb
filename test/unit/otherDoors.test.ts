import { unlockOutcomes } from '../../nodes/Lockt/api/answers/unlock';
import { answered } from './answered';

const dock = { id: 1, name: 'Dock', unlocked: true, status: 'unlocked', errors: [] };
const vault = { id: 9, name: 'Vault', unlocked: true, status: 'unlocked', errors: [] };

const outcomesOf = (body: unknown, ids = [1], status = 200) =>
	unlockOutcomes(
		ids.map((id) => ({ id })),
		answered(status, body),
	).map((outcome) => ({ problems: [], ...outcome }));

const outcomeOf = (body: unknown, status?: number) => outcomesOf(body, [1], status)[0]!;

describe('an answer to an unlock call that speaks of a door that was not asked for', () => {
	it.each([
		['a record', "'Vault' (ID 9)", { data: [dock, vault] }],
		['a record before the one asked for', "'Vault' (ID 9)", { data: [vault, dock] }],
		[
			'a record that names no door',
			'the door with the ID 9',
			{ data: [dock, { id: 9, unlocked: 1 }] },
		],
		['a record without an ID', "'Vault'", { data: [dock, { name: 'Vault', unlocked: true }] }],
		['a status', "'Vault' (ID 9)", { data: [dock, { id: 9, name: 'Vault', status: 'Unlocked' }] }],
		['opened', "'Vault' (ID 9)", { data: [dock, { id: 9, name: 'Vault', opened: 'true' }] }],
		['an error beside it', "'Vault' (ID 9)", { data: [dock, { ...vault, errors: ['Jammed'] }] }],
		['door_id', 'the door with the ID 9', { data: [dock, { door_id: 9, unlocked: true }] }],
		[
			'a door of its own',
			"'Vault' (ID 9)",
			{ data: [{ ...dock, door: { id: 9, name: 'Vault' } }] },
		],
		[
			'capital names',
			"'Vault' (ID 9)",
			{ Data: [dock, { Id: '9', Name: 'Vault', Unlocked: 'Yes' }] },
		],
		['nested in the asked one', "'Vault' (ID 9)", { data: [{ ...dock, others: [vault] }] }],
		['nested in data', "'Vault' (ID 9)", { data: { doors: [dock, vault] } }],
		['beside data', "'Vault' (ID 9)", { data: [dock], group: { members: [vault] } }],
		['a list of IDs', 'the door with the ID 9', { data: [dock], unlocked: [1, 9] }],
		['a list of names', "'Vault'", { data: [{ ...dock, also_unlocked: ['Dock', 'Vault'] }] }],
		[
			'a list of records',
			"'Vault' (ID 9)",
			{ data: [dock], openedDoors: [{ id: 9, name: 'Vault' }] },
		],
		['a text', "'Vault'", { data: [dock], also_unlocked: 'Vault' }],
		['a text of IDs', 'the door with the ID 9', { data: [dock], unlocked_ids: '1, 9' }],
		['an ID', 'the door with the ID 182', { data: [{ ...dock, opened: 182 }] }],
		['a device', "'Vault'", { data: [dock, { device: 'Vault', unlocked: true }] }],
		['a number', 'the door with the ID 9', { data: [dock, { door_number: 9, unlocked: true }] }],
		[
			'an entry by ID',
			'the door with the ID 9',
			{ data: [dock], results: { 1: { unlocked: true }, 9: { unlocked: true } } },
		],
		['a yes by ID', 'the door with the ID 182', { data: [dock], unlocked_doors: { 182: true } }],
		['a word by ID', 'the door with the ID 182', { data: [dock], doors: { 182: 'unlocked' } }],
		['granted', 'the door with the ID 182', { data: [dock], granted: [182] }],
		['no name', 'a door that it does not name', { data: [dock, { unlocked: true }] }],
		[
			'a blank name',
			'a door that it does not name',
			{ data: [dock, { id: '', name: '', unlocked: true }] },
		],
		['one record alone', "'Vault' (ID 9)", { data: vault }],
		[
			'more names than were asked for',
			"'Gate', 'Vault'",
			{ data: ['Gate', 'Vault'].map((name) => ({ name, unlocked: true })) },
		],
	])('names it, and never says that it was done or refused: %s', (_, door, body) => {
		for (const status of [200, 400, 500]) {
			const { kind, problems } = outcomeOf(body, status);
			expect(kind).toBe('different');
			expect(problems[0]).toBe(`Lockt says that it unlocked what was not asked for: ${door}`);
		}
	});

	it.each([
		['done', dock, 'It says that it unlocked this door'],
		['refused', { ...dock, unlocked: false, status: 'error', errors: ['Jammed.'] }, 'Jammed.'],
		['unknown', { id: 1 }, 'Lockt did not say whether it unlocked'],
	])('says what became of the door that was asked for: %s', (_, state, said) => {
		expect(outcomeOf({ data: [state, vault] }).problems[1]).toBe(said);
	});

	it('tells every item of the request: nobody knows for which of them it opened', () => {
		const gate = { ...dock, id: 2, name: 'Gate' };
		const kinds = (data: unknown[]) => outcomesOf({ data }, [1, 2]).map(({ kind }) => kind);
		expect(kinds([dock, gate])).toEqual(['done', 'done']);
		expect(kinds([dock, gate, vault])).toEqual(['different', 'different']);
		expect(kinds([dock, vault])).toEqual(['different', 'different']);
	});

	it.each([
		['a record', { data: [dock, { id: 9, name: 'Vault' }] }],
		['an ID', { data: [dock, 9] }],
		['a name', { data: [dock, 'Vault'] }],
		['on its way', { data: [dock, { id: 9, unlocked: false, status: 'opening' }] }],
		['done after all', { data: [dock, { id: 9, error: 'Momentary unlock complete' }] }],
	])('is unknown where it does not say that it stayed locked: %s', (_, body) => {
		const { kind, problems } = outcomeOf(body);
		expect(kind).toBe('unknown');
		expect(problems[0]).toMatch(/^Lockt speaks of what was not asked for, .*: .*(?:Vault|ID 9)/);
	});

	it.each([
		[
			'another one stayed locked',
			{ data: [dock, { ...vault, unlocked: false, status: 'locked' }] },
		],
		['another one is refused', { data: [dock, { id: 9, name: 'Vault', errors: ['Jammed.'] }] }],
		[
			'the same one again, by its name',
			{ data: [{ ...dock, door: 'Dock', unlocked_doors: ['dock '] }] },
		],
		['the same one again, by its ID', { data: [dock], unlocked: ['1'] }],
		['another thing', { data: [{ ...dock, location: { id: 9, name: 'Hall' } }] }],
		[
			'another thing that is fine',
			{ data: [{ ...dock, controller: { id: 9, name: 'C', status: 'ok' } }] },
		],
		['a number of them', { data: [dock], doors_unlocked: 1, unlocked: '1' }],
		['a yes', { data: [dock], unlocked: 'yes', opened: true }],
	])('does not take for one: %s', (_, body) => {
		expect(outcomeOf(body).kind).toBe('done');
	});

	it('may mean the one that was asked for, where it is named alone', () => {
		expect(outcomeOf({ data: [{ name: 'Vault', unlocked: true }] }).kind).toBe('unknown');
	});

	it.each([1, '1', true])('takes no number of doors for an ID: %j', (unlocked) => {
		expect(outcomesOf({ data: [{ ...dock, id: 147 }], unlocked }, [147])[0]!.kind).toBe('done');
	});

	it('does not take a list for a yes', () => {
		expect(outcomeOf({ data: [{ id: 1, name: 'Dock', unlocked: [1] }] }).kind).toBe('unknown');
	});
});
