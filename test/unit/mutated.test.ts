import fc from '../fastCheck';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { write } from '../../emulator/answers/batch';
import { read } from '../../emulator/answers/reads';
import { openBuilding } from '../../emulator/building/open';
import { contract, nameOf } from '../../emulator/contract';
import { defaultReadings } from '../../emulator/readings';
import { readAnswer } from '../../nodes/Lockt/api/answers/answers';
import type { Said } from '../../nodes/Lockt/api/answers/said';
import { batteriesFrom, lowBatteries } from '../../nodes/Lockt/api/questions/batteries';
import { unreadableDates, withIsoDates } from '../../nodes/Lockt/api/records/dates';
import { LocktError } from '../../nodes/Lockt/api/errors';
import { eventsFrom } from '../../nodes/Lockt/api/records/events';
import { outcomesOf } from '../../nodes/Lockt/api/answers/outcomes';
import { askRecords } from '../../nodes/Lockt/api/questions/records';
import { unlockOutcomes } from '../../nodes/Lockt/api/answers/unlock';
import { user } from '../../nodes/Lockt/fields/kinds';
import { findPicked } from '../../nodes/Lockt/fields/records';
import { first } from '../emulator/samples';
import { runs } from '../runs';
import { answered } from './answered';

/** A building of which no two things are alike. */
const building = openBuilding({ doors: 4, users: 6, history: 5 });
const endpoint = (name: string) => contract.find((row) => nameOf(row) === name)!;
const answerTo = (name: string, value = '') =>
	read(endpoint(name), building, defaultReadings, value).body;

const ODD = [null, '', ' ', 0, -1, 1.5, true, 'x', [], {}, [null], { id: 1 }, '/Date(x)/', 1e20];

/** What a server that is out of order may make of a value: other types, other nesting, other keys, less. */
function mutate(value: unknown, choose: (below: number) => number): unknown {
	const isObject = typeof value === 'object' && value !== null;
	const entries = isObject ? Object.entries(value) : [];
	if (entries.length === 0 || choose(4) === 0) {
		switch (choose(7)) {
			case 0:
				return [value];
			case 1:
				return { data: value };
			case 2:
				return { error: value };
			case 3:
				return JSON.stringify(value ?? null);
			case 4:
				return undefined;
			default:
				return ODD[choose(ODD.length)];
		}
	}
	const at = choose(entries.length);
	const [name, inner] = entries[at] as [string, unknown];
	if (Array.isArray(value)) return value.toSpliced(at, 1, mutate(inner, choose));
	const names = [name, name, name.toUpperCase(), ` ${name}`, 'error', 'id'];
	entries[at] = [names[choose(names.length)]!, mutate(inner, choose)];
	return Object.fromEntries(entries);
}

/** Mutations of an answer, one upon the other, as they come over the wire. */
const mutated = (body: unknown) =>
	fc
		.array(fc.nat(), { minLength: 30, maxLength: 60 })
		.chain((numbers) => fc.tuple(fc.constant(numbers), fc.integer({ min: 1, max: 3 })))
		.map(([numbers, times]) => {
			let next = 0;
			const choose = (below: number) => numbers[next++ % numbers.length]! % below;
			let changed = body;
			for (let n = 0; n < times; n++) changed = mutate(changed, choose);
			return JSON.parse(JSON.stringify(changed ?? null)) as unknown;
		});

const { numRuns } = runs({ sample: 400, full: 20_000 });

/** Whether an ID is as it was sent. Those of events may be longer than a number holds: they are text then. */
const isExact = (path: string, id: unknown) =>
	path === '/events' && typeof id === 'string'
		? /^[1-9]\d*$/.test(id)
		: Number.isSafeInteger(id) && Number(id) > 0;

/** The records of an answer, as `askRecords` gives them. @throws LocktError */
async function recordsIn(path: '/user' | '/events' | '/doorstate', body: unknown) {
	const warn = () => undefined;
	const context = {
		getWorkflow: () => ({}),
		getNode: () => ({}),
		logger: { warn },
	} as unknown as IExecuteFunctions;
	const { problem, ...said } = answered(200, body);
	const how = () => (problem ? Promise.reject(problem) : Promise.resolve(said as Said));
	return askRecords(context, { path }, how);
}

/** Goes through mutations of an answer to a read: right records, or an error in words. */
async function holds(
	path: '/user' | '/events' | '/doorstate',
	body: unknown,
	check: (records: IDataObject[]) => void,
): Promise<void> {
	await fc.assert(
		fc.asyncProperty(mutated(body), async (changed) => {
			let records: IDataObject[];
			try {
				records = await recordsIn(path, changed);
			} catch (error) {
				expect(error).toBeInstanceOf(LocktError);
				expect((error as Error).message).not.toMatch(/undefined|\[object/);
				return;
			}
			for (const { id } of records) expect(isExact(path, id)).toBe(true);
			check(records);
		}),
		{ numRuns },
	);
}

describe('an answer that something happened to', () => {
	it('of users never leads to somebody else', async () => {
		const body = answerTo('GET /user') as { data: IDataObject[] };
		const wanted = body.data[2]!;
		const key = user.keys.find(({ property }) => property === 'id_num')!;
		await holds('/user', body, (records) => {
			const people = records.map((one) => user.normalise!(one));
			for (const one of people) expect(withIsoDates(one, 'America/New_York')).toBeDefined();
			try {
				const found = findPicked(user, { key, value: wanted.id_num as string }, people);
				expect((found.id_num as string).trim()).toBe(wanted.id_num);
			} catch (error) {
				expect(error).toBeInstanceOf(LocktError);
			}
		});
	});

	it('of events keeps those that are whole', async () => {
		const body = answerTo('GET /events') as { data: IDataObject[] };
		await holds('/events', body, (records) => {
			for (const event of eventsFrom(records)) {
				expect(event).toHaveProperty('event_time');
				unreadableDates(event);
				withIsoDates(event, 'America/New_York');
			}
		});
	});

	it('of batteries never calls a door low that is not said to be', async () => {
		await holds('/doorstate', answerTo('GET /doorstate'), (records) => {
			for (const { battery_level } of lowBatteries(batteriesFrom(records), 20)) {
				expect(typeof battery_level === 'number' && battery_level <= 20).toBe(true);
			}
		});
	});

	it('of a list is never empty where there was something else than none', async () => {
		await fc.assert(
			fc.asyncProperty(mutated(answerTo('GET /user')), async (changed) => {
				const records = await recordsIn('/user', changed).catch(() => [{ id: 1 }]);
				if (records.length > 0) return;
				// Then it says so: nothing, or an empty list.
				const { list } = readAnswer(200, changed);
				expect(list).toEqual([]);
			}),
			{ numRuns },
		);
	});

	const doors = [{ name: 'Attic' }, { name: 'Cellar' }];

	it('to a write never says done unless as many are counted as were sent', () => {
		const { body } = write(endpoint('POST /door'), openBuilding({}), defaultReadings, {
			value: '',
			limit: 100,
			body: { doors, options: { validate_fails_batch: 'false' } },
		});
		fc.assert(
			fc.property(mutated(body), (changed) => {
				const said = answered(200, changed);
				const outcomes = outcomesOf(doors, said, { becomes: 'created' });
				expect(outcomes).toHaveLength(2);
				if (!outcomes.some(({ kind }) => kind === 'done')) return;
				expect(said.counts?.inserted).toBe(2);
				expect(said.errors).toEqual([]);
			}),
			{ numRuns },
		);
	});

	it('to an unlock never says done unless that very door is said to be unlocked', () => {
		const wired = [...building.doors.values()].find((door) => door.wired) ?? first(building.doors);
		const ids = [{ id: wired.id }];
		const { body } = write(endpoint('POST /unlock'), building, defaultReadings, {
			value: '',
			limit: 100,
			body: { doors: ids },
		});
		fc.assert(
			fc.property(mutated(body), (changed) => {
				const [outcome] = unlockOutcomes(ids, answered(200, changed));
				if (outcome!.kind !== 'done') return;
				expect(outcome!.answer).toMatchObject({ id: wired.id, unlocked: true });
			}),
			{ numRuns },
		);
	});
});
