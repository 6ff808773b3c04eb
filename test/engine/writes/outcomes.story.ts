import type { IDataObject } from 'n8n-workflow';
import type { Building } from '../../../emulator/building/building';
import { contract, nameOf } from '../../../emulator/contract';
import { resources as nodeResources } from '../../../nodes/Lockt/resources';
import { first } from '../../emulator/samples';
import { runs } from '../../runs';
import { readAnswer, shapes, statuses, type Asked, type Shape } from '../answers';
import { outcomesOf } from '../output';
import { ALLOWED, autoMapped, GO_ON } from '../parameters';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({
	...{ writeMs: 0, doors: 8, users: 8, history: 20 },
	credential: ALLOWED,
	readings: { pending: 'released' },
});

/** A change that a node makes. */
interface Scene {
	operation: string;
	parameters: (building: Building) => object;
	asked: (building: Building) => Asked;
	/** Whether who is changed is read where Lockt does not say what became of it. */
	isReadBack: boolean;
}

const scenes: Scene[] = [
	...writeSamples.map(({ endpoint, operation, parameters, body }): Scene => {
		const { bodyKey, counts = 'unlocked' } = contract.find((row) => nameOf(row) === endpoint)!;
		const saved = /create$/.test(operation) ? 'inserted' : 'updated';
		return {
			operation,
			parameters,
			isReadBack: endpoint === 'PUT /user',
			asked: (building) => ({
				records: bodyKey ? (body!(building)[bodyKey] as IDataObject[]) : [],
				counts: counts === 'saved' ? saved : counts,
				isKnown: true,
				countsAsInserted: endpoint === 'PUT /fob' || endpoint === 'POST /delegate',
				countsTwice: endpoint === 'POST /door',
				isAboutUser: operation === 'user anonymize',
			}),
		};
	}),
	{
		operation: 'system apiCall',
		parameters: () => ({
			method: 'POST',
			path: '/door',
			query: {},
			body: '{"doors":[{"name":"A"}]}',
		}),
		asked: () => ({ records: [{ name: 'A' }], counts: 'inserted', isKnown: false }),
		isReadBack: false,
	},
];

/** An answer of Lockt's, and whether Lockt has done the work before it gives it. */
interface Case {
	status: number;
	shape: Shape;
	works: boolean;
}

const cases: Case[] = statuses.flatMap((status) =>
	shapes.flatMap((shape) => [true, false].map((works) => ({ status, shape, works }))),
);

/** As many of them as asked for, from all over the table, and others for each scene. */
function casesFor(scene: number): Case[] {
	const { numRuns } = runs({ sample: 3, full: cases.length });
	const step = cases.length / numRuns;
	return Array.from({ length: numRuns }, (_, n) => {
		return cases[Math.floor((n + scene / scenes.length) * step) % cases.length]!;
	});
}

describe('whatever Lockt answers', () => {
	it('there is a scene for every operation that changes something', () => {
		const operations = nodeResources.flatMap(({ value, operations }) =>
			operations.filter(({ needs }) => needs).map((one) => `${value} ${one.value}`),
		);
		expect(scenes.map(({ operation }) => operation).sort()).toEqual(operations.sort());
	});

	it.each(scenes)('$operation says what is so', async (scene) => {
		const { operation, parameters, asked, isReadBack } = scene;
		makeRoom(lockt.building, operation);
		const restore = keepState(lockt.building);
		const wrong: object[] = [];
		for (const { status, shape, works } of casesFor(scenes.indexOf(scene))) {
			restore();
			lockt.emulator.journal.length = 0;
			const about = asked(lockt.building);
			const body = shape.body(about);
			lockt.emulator.faults = [
				{
					kind: 'answer',
					on: '^(POST|PUT|DELETE) ',
					when: works ? 'after' : 'before',
					status,
					body: typeof body === 'string' ? body : JSON.stringify(body),
					// So long that nobody waits for another attempt.
					headers: { 'retry-after': '3600' },
				},
			];
			const before = stateOf(lockt.building);
			const [item] = await lockt.run(operation, parameters(lockt.building), [{}], GO_ON);
			const [outcome = 'none'] = outcomesOf([item!]) as string[];

			expect(lockt.changes().length).toBeGreaterThan(0);
			const changed = stateOf(lockt.building) !== before;
			expect(changed).toBe(works);
			expect(JSON.stringify(item).length).toBeLessThan(10_000);
			const said =
				{ refused: 'refused', unknown: 'nothing', different: 'nothing' }[outcome] ?? 'done';
			const says = readAnswer(status, shape, about);
			const isPassedOn = !about.isKnown && outcome === 'answered' && status < 400;
			// What was looked at afterwards was not as Lockt said; or Lockt did not say it, and it is as it was sent.
			const isSeenOtherwise = outcome === 'different' && !works;
			const isSeenAsSent = isReadBack && said === 'done' && says === 'nothing' && works;
			const isSeen = isSeenOtherwise || isSeenAsSent;
			if (said !== says && !isSeen && !(isPassedOn && says === 'nothing')) {
				wrong.push({ status, shape: shape.name, works, says, item: item!.json });
			}
			// Lockt itself may say what is not so; then only.
			const isLie = says === (works ? 'refused' : 'done');
			if (!isLie && !isPassedOn && said === (works ? 'refused' : 'done')) {
				wrong.push({ status, shape: shape.name, works, item: item!.json });
			}
		}
		expect(wrong).toEqual([]);
	});
});

/** Makes that there is something to change: somebody disabled, and access that has expired. */
function makeRoom({ users, accessLevels, nextId }: Building, operation: string): void {
	const someone = [...users.values()].find((user) => !user.privileged && user.accessLevelIds[0]!)!;
	someone.enabled = operation !== 'user enable';
	const id = nextId();
	const delegated = {
		fromUserId: someone.id,
		toUserId: someone.id,
		access_effective: '',
		access_expires: '2001-01-01 00:00:00',
	};
	accessLevels.set(id, { id, name: 'Expired', doors: [], delegated });
}

/** @returns what makes it again as it is now */
function keepState(building: Building): () => void {
	const maps = Object.values(building).filter((value) => value instanceof Map);
	const kept = structuredClone({ maps, events: building.events });
	const { lastEventId, lowBatteryAlert } = building;
	return () => {
		const { maps: contents, events } = structuredClone(kept);
		maps.forEach((map: Map<unknown, unknown>, n) => {
			map.clear();
			for (const [id, record] of contents[n] as Map<unknown, unknown>) map.set(id, record);
		});
		building.events.splice(0, Infinity, ...events);
		Object.assign(building, { lastEventId, lowBatteryAlert });
	};
}

/** All that a building holds. */
function stateOf(building: Building): string {
	return JSON.stringify(building, (_, value: unknown) =>
		value instanceof Map ? [...(value as Map<unknown, unknown>)] : value,
	);
}

describe('whatever Lockt answers to several records', () => {
	/** Three doors, of which Lockt refuses the second: there is one of that name. */
	const names = ['New 1', 'Taken', 'New 3'];
	const refusal = (n: number, name = names[n]) => ({ error: ['Taken.'], input_data: { name } });
	const [one, two, three] = [0, 1, 2].map((n) => refusal(n));
	const data = (inserted: number, errors: number, more: object = {}) => ({
		data: { submitted: 3, inserted, updated: 0, errors, ...more },
	});
	const no = Array<string>(3).fill('unknown');
	const bad = Array<string>(3).fill('refused');
	const some = ['created', 'refused', 'created'];
	const open = ['unknown', 'refused', 'unknown'];
	const words = { result: ['Validation errors found. Details provided.'] };

	it.each<[name: string, body: object, expected: string[]]>([
		['counts and the errors', { ...data(2, 1), errors: [two] }, some],
		['counts with the errors inside', data(2, 1, { errors: [two] }), some],
		['no counts', { errors: [two] }, open],
		['no counts, but words', { ...words, errors: [two] }, open],
		['counts, and an error of nobody', { ...data(2, 1), errors: ['Taken.'] }, no],
		['counts without the error', data(2, 1), no],
		['no counts, and an error of nobody', { errors: ['Taken.'] }, no],
		['no counts, and a stranger', { errors: [refusal(0, 'Stranger')] }, no],
		['too few counted', { ...data(1, 1), errors: [two] }, open],
		['too many counted', { ...data(3, 1), errors: [two] }, no],
		['one updated', { ...data(1, 1, { updated: 1 }), errors: [two] }, open],
		['as good as all refused', { ...data(0, 3), errors: [two] }, bad],
		['all refused', { errors: [one, two, three] }, bad],
		['all refused, by nobody', { errors: Array(3).fill('Name already exists.') }, no],
		['as many errors, by nobody', { errors: Array(3).fill('Internal error') }, no],
		['an error of the whole', { data: { error: 'Batch size exceeds maximum.' } }, bad],
		['an error that says nothing of records', { data: { error: 'Host is unreachable.' } }, no],
		['one that Lockt broke down over', { errors: [{ ...two, error: 'Unexpected error' }] }, no],
	])('%s', async (_, body, expected) => {
		const taken = first(lockt.building.doors);
		taken.name = names[1]!;
		const restore = keepState(lockt.building);
		const isAboutRecords = /"(?:submitted|input_data)"/.test(JSON.stringify(body));
		for (const [status, outcomesThen] of [
			[200, expected],
			[400, expected],
			// A status that no reading knows beside something done.
			[422, expected === some ? open : expected],
			[500, no],
			// One of several may be what is not there, unless it speaks of the records.
			[404, !isAboutRecords ? no : expected === some ? open : expected],
		] as const) {
			restore();
			lockt.emulator.faults = [
				{ kind: 'answer', on: 'POST', when: 'after', status, body: JSON.stringify(body) },
			];
			const rows = names.map((name) => ({ name }));
			const output = await lockt.run('door create', autoMapped, rows, GO_ON);
			expect([status, outcomesOf(output)]).toEqual([status, outcomesThen]);
			const there = [...lockt.building.doors.values()].map(({ name }) => name);
			expect(there.filter((name) => names.includes(name)).sort()).toEqual([...names].sort());
		}
	});
});
