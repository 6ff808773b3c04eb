import fc from 'fast-check';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../emulator/faults';
import { combinations, readings } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { call } from '../emulator/call';
import { first } from '../emulator/samples';
import { Engine, loadPackage, lockt } from './engine';
import { ALLOWED, autoMapped, nodeParameters } from './writeSamples';

let emulator: Emulator;
let engine: Engine;
beforeEach(async () => {
	emulator = await startEmulator({ writeMs: 0 });
	engine = new Engine(await loadPackage(), { ...emulator.credential, ...ALLOWED });
});
afterEach(() => emulator.stop());

const GO_ON: Partial<INode> = { onError: 'continueRegularOutput' };

function run(
	name: string,
	items: IDataObject[],
	{ more = GO_ON, ...parameters }: { more?: Partial<INode> } & IDataObject = {},
): Promise<INodeExecutionData[]> {
	return engine.run(lockt(nodeParameters(name, { ...autoMapped, ...parameters }), more), items);
}

/** Rows of an HR export. */
const hires = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, n) => ({
		'ID Number': `H-${n}`,
		'First Name': 'Rhea',
		'Last Name': `Gale ${n}`,
		'E-Mail': `rhea.${n}@hires.example`,
		Phone: '8184365134',
		PIN: String(904_000 + n),
	}));

const posts = () => emulator.journal.filter(({ method }) => method === 'POST');
const idNums = () => [...emulator.building.users.values()].map(({ id_num }) => id_num);
const detailsOf = ({ json }: INodeExecutionData) => json.details as IDataObject | undefined;

describe('1,000 new users, 37 of them with something only Lockt can know', () => {
	/** Every 27th has an e-mail address that is taken; every other one of those a bad phone, too. */
	const bad = Array.from({ length: 37 }, (_, n) => n * 27 + 1);
	function rows() {
		const { email } = first(emulator.building.users);
		return hires(1000).map((row, n) => {
			if (!bad.includes(n)) return row;
			return { ...row, 'E-Mail': email, ...(n % 2 === 0 && { Phone: 'none' }) };
		});
	}
	/** Each has an address of its own, as two items with the same would not even be sent. */
	function takenRows() {
		const taken = [...emulator.building.users.values()].map(({ email }) => email);
		return rows().map((row, n) =>
			bad.includes(n) ? { ...row, 'E-Mail': taken[bad.indexOf(n)]! } : row,
		);
	}

	const shapes = combinations('partialErrors', 'partialStatus', 'errorText');
	it.each(shapes)('%j: 10 requests, 963 created, 37 with their reasons', async (shape) => {
		Object.assign(emulator.readings, shape);
		const given = takenRows();
		const output = await run('user create', given);
		expect(posts()).toHaveLength(10);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(given.map((_, item) => ({ item })));
		output.forEach((item, n) => {
			if (!bad.includes(n)) {
				expect(item.json).toMatchObject({ outcome: 'created', id_num: `H-${n}` });
				return;
			}
			const email = `Email Already Exists: ${given[n]!['E-Mail'] as string}`;
			const phone = 'Invalid phone number found: none';
			const reasons = n % 2 === 0 ? [email, phone] : [email];
			const problems = detailsOf(item)!.problems as string[];
			expect(problems.join('; ').split('; ').sort()).toEqual(reasons.sort());
			expect(item.json.error).toContain(email);
			expect(detailsOf(item)).toMatchObject({ outcome: 'refused' });
		});
		expect(idNums().filter((one) => one.startsWith('H-'))).toHaveLength(963);
	});

	it('without Continue: all are sent, then ONE error names the 37', async () => {
		const failed = run('user create', takenRows(), { more: {} });
		await expect(failed).rejects.toMatchObject({
			message: expect.stringMatching(/^37 of 1000 items failed: 1, 28, 55,.* 973$/) as string,
			description: expect.stringMatching(/^963 went through\.<br>Item 1: Email Already/) as string,
			context: { itemIndex: 1 },
		});
		expect(posts()).toHaveLength(10);
	});

	it('All or Nothing: refused when the items do not fit into one request', async () => {
		const output = await run('user create', takenRows(), { options: { allOrNothing: true } });
		expect(output.every((item) => detailsOf(item)?.outcome === 'refused')).toBe(true);
		expect(output[0]!.json.error).toContain("'All or Nothing' cannot be kept");
		expect(posts()).toEqual([]);
	});

	it.each(combinations('errorShape', 'errorStatus', 'errorText'))(
		'%j: All or Nothing does nothing at all, and says so of every item',
		async (shape) => {
			Object.assign(emulator.readings, shape);
			const before = emulator.building.users.size;
			const output = await run('user create', takenRows().slice(0, 60), {
				options: { allOrNothing: true },
			});
			expect(posts()).toHaveLength(1);
			expect(emulator.building.users.size).toBe(before);
			expect(output.map((item) => detailsOf(item)?.outcome)).toEqual(Array(60).fill('refused'));
			if (shape.errorShape === 'result') {
				expect(output[28]!.json.error).toContain('Email Already Exists');
				expect(output[2]!.json.error).toContain('another item of the same batch was refused');
			}
		},
	);

	it('Batch Size splits them otherwise', async () => {
		await run('user create', hires(95), { options: { batchSize: 40 } });
		expect(posts().map(({ body }) => (body as { users: [] }).users.length)).toEqual([40, 40, 15]);
	});
});

describe('items that are wrong by themselves', () => {
	const wrong = {
		'ID Number': 'H-1',
		'First Name': ' ',
		'Last Name': 'Gale',
		'E-Mail': 'rhea@@hires',
		Phone: '8184365134',
		PIN: '90x1',
		'Card Number': 'A8914',
		'Access Expires': '2001-01-01',
		Enabled: 'perhaps',
		'Access Levels': 'No such level',
	};

	it('all that is wrong with an item is said at once, and nothing is sent', async () => {
		const failed = run('user create', [...hires(1), wrong, ...hires(4).slice(2)], { more: {} });
		await expect(failed).rejects.toMatchObject({
			message: '1 of 4 items failed: 1',
			context: { itemIndex: 1 },
			description: expect.stringMatching(
				/'First Name' is missing; 'Email' must be an e-mail address: 'rhea@@hires' is none; 'PIN' must be digits only; 'Card Number' must be digits only; 'Enabled' must be Yes or No; 'Access Levels': there is no access level 'No such level'; 'Access Expires' is in the past/,
			) as string,
		});
		expect(posts()).toEqual([]);
	});

	it('with Continue the others are created', async () => {
		const output = await run('user create', [...hires(1), wrong, ...hires(4).slice(2)]);
		expect(output.map(({ json }) => json.outcome ?? 'error')).toEqual([
			'created',
			'error',
			'created',
			'created',
		]);
		expect(posts()).toHaveLength(1);
	});

	it('goes to the error output', async () => {
		const node = lockt(nodeParameters('user create', autoMapped), {
			onError: 'continueErrorOutput',
		});
		const [created, failed] = await engine.outputs(node, [...hires(1), wrong]);
		expect(created!.map(({ json }) => json.id_num)).toEqual(['H-0']);
		expect(failed!.map(({ json }) => json.error)).toEqual([
			expect.stringContaining("'First Name' is missing") as string,
		]);
	});

	it('two items for one person: the later one is refused', async () => {
		const [row] = hires(1);
		const output = await run('user create', [row!, { ...row, 'ID Number': 'H-9' }]);
		expect(output[1]!.json.error).toContain("'Email' rhea.0@hires.example is in item 0 already");
		expect(idNums()).toContain('H-0');
		expect(idNums()).not.toContain('H-9');
	});

	it('deleting somebody twice: the later item is refused', async () => {
		const { id } = first(emulator.building.users);
		const user = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
		const output = await run('user delete', [{ id }, { id }], { user });
		expect(output.map(({ json }) => json.deleted ?? 'error')).toEqual([true, 'error']);
	});
});

describe('faults at any point of a run of 1,000', () => {
	/** Ways in which Lockt or the network may fail after Lockt has done what was asked. */
	const after = fc.constantFrom(
		...([
			'status500',
			'status502',
			'htmlPage',
			'truncatedJson',
			'otherJson',
			'cut',
			'hangUp',
		] as const),
	);
	const before = fc.oneof(
		after,
		fc.constantFrom(
			...(['status429NoHint', 'refused', 'refusedWith200', 'echoesKey', 'redirect'] as const),
		),
	);
	const point = fc.oneof(
		fc.record({ at: fc.nat(9), kind: before, when: fc.constant('before' as const) }),
		fc.record({ at: fc.nat(9), kind: after, when: fc.constant('after' as const) }),
	);
	const scene = fc.record({
		points: fc.array(point, { minLength: 1, maxLength: 4 }),
		bad: fc.uniqueArray(fc.nat(999), { maxLength: 40 }),
		shape: fc.constantFrom(
			...combinations('partialErrors', 'partialStatus', 'errorText', 'errorStatus'),
		),
	});

	it('each item is created, refused or unknown, and Lockt agrees', async () => {
		const seen = new Set<unknown>();
		await fc.assert(
			fc.asyncProperty(scene, async ({ points, bad, shape }) => {
				await emulator.stop();
				emulator = await startEmulator({ writeMs: 0, readings: shape });
				Object.assign(engine.credential, emulator.credential);
				emulator.faults = points.flatMap(({ at, kind, when }): Fault[] => [
					{ kind: 'slow', ms: 0, times: at, on: 'POST', when },
					{ kind, times: 1, on: 'POST', when },
				]);
				const rows = hires(1000).map((row, n) => (bad.includes(n) ? { ...row, Phone: 'x' } : row));
				const output = await run('user create', rows);

				const there = new Map<string, number>();
				for (const one of idNums()) there.set(one, (there.get(one) ?? 0) + 1);
				expect(output).toHaveLength(1000);
				output.forEach((item, n) => {
					const outcome = item.json.outcome ?? detailsOf(item)?.outcome;
					const times = there.get(`H-${n}`) ?? 0;
					seen.add(outcome);
					if (outcome === 'created') expect(times).toBe(1);
					else if (outcome === 'refused') expect(times).toBe(0);
					else {
						expect(outcome).toBe('unknown');
						expect(times).toBeLessThanOrEqual(1);
					}
				});
			}),
			{ numRuns: 25 },
		);
		expect([...seen].sort()).toEqual(['created', 'refused', 'unknown']);
	}, 180_000);

	it('after three requests of which nobody knows what became, no further one is sent', async () => {
		emulator.faults = [{ kind: 'cut', on: 'POST' }];
		const output = await run('user create', hires(1000));
		expect(posts()).toHaveLength(3);
		expect(output.map((item) => detailsOf(item)!.outcome)).toEqual(
			Array.from({ length: 1000 }, (_, n) => (n < 300 ? 'unknown' : 'refused')),
		);
		expect(output[999]!.json.error).toMatch(/^Not sent, as a request before it failed/);
	});

	it('a wrong key ends it at once', async () => {
		engine.credential.apiKey = 'mistyped';
		const output = await run('user create', hires(300));
		expect(emulator.journal).toHaveLength(1);
		expect(output[0]!.json.error).toContain('Lockt did not accept the API user and API key');
	});
});

describe('Lockt takes one change at a time', () => {
	it('two executions of one n8n wait for each other', async () => {
		const [one, two] = [hires(500), hires(1000).slice(500)];
		const outputs = await Promise.all([run('user create', one), run('user create', two)]);
		expect(outputs.flat().every(({ json }) => json.outcome === 'created')).toBe(true);
		expect(posts().map(({ status }) => status)).toEqual(Array(10).fill(200));
	});

	it.each(readings.overlap)(
		'refused with %i because of somebody else: tried again',
		async (overlap) => {
			await emulator.stop();
			emulator = await startEmulator({ writeMs: 40, readings: { overlap } });
			Object.assign(engine.credential, emulator.credential);
			const other = (async () => {
				for (let n = 0; n < 25; n++) {
					await call(emulator, 'POST /door', { doors: [{ name: `Other ${n}` }] });
					await sleep(30);
				}
			})();
			const output = await run('user create', hires(300));
			await other;
			expect(output.map(({ json }) => json.outcome)).toEqual(Array(300).fill('created'));
			expect(idNums().filter((one) => one.startsWith('H-'))).toHaveLength(300);
		},
	);
});
