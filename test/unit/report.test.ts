import fc from '../fastCheck';
import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import type { ClosedJob, Result } from '../../nodes/Lockt/execution/jobs';
import { NEVER_TWICE, report } from '../../nodes/Lockt/execution/report';
import { writeOptionsOf } from '../../nodes/Lockt/execution/writeOptions';
import { refused, unknown } from '../../nodes/Lockt/api/answers/notDone';

const node: INode = {
	id: 'lockt',
	name: 'Lockt',
	type: 'n8n-nodes-lockt.lockt',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** As much of n8n as the report asks. */
const n8n = (goesOn: boolean, settings: Partial<INode> = {}) =>
	({
		continueOnFail: () => goesOn,
		getNode: () => ({ ...node, ...settings }),
	}) as unknown as IExecuteFunctions;

const jobsOf = (results: Result[]): ClosedJob[] =>
	results.map((result, index) => ({
		index,
		options: writeOptionsOf(() => ({})),
		result,
	}));

const done = (id: number): Result => ({ kind: 'done', json: { id, outcome: 'created' } });
const held: Result = { kind: 'held', problems: ['Not sent'], advice: 'Correct the other item' };
const different: Result = { kind: 'different', problems: ['Lost'], advice: 'Give it back' };

interface Thrown {
	message: string;
	description: string;
	context: { itemIndex?: number };
}

const thrownBy = (results: Result[]) => thrownFor(jobsOf(results));

function thrownFor(jobs: ClosedJob[], context = n8n(false)): Thrown {
	try {
		report(context, jobs);
	} catch (error) {
		return error as Thrown;
	}
	throw new Error('Nothing was thrown');
}

describe('the items of a run', () => {
	it('stand for their input items', () => {
		expect(report(n8n(false), jobsOf([done(7), done(8)]))).toEqual([
			{ json: { id: 7, outcome: 'created' }, pairedItem: { item: 0 } },
			{ json: { id: 8, outcome: 'created' }, pairedItem: { item: 1 } },
		]);
	});

	it('say what went wrong where the node goes on', () => {
		const results = [
			done(7),
			refused(["'Email' is missing", "'PIN' must be digits only"]),
			unknown('The connection broke'),
			held,
		];
		expect(report(n8n(true), jobsOf(results)).slice(1)).toEqual([
			{
				json: {
					error: "'Email' is missing; 'PIN' must be digits only. Correct this and run it again",
					details: {
						outcome: 'refused',
						problems: ["'Email' is missing", "'PIN' must be digits only"],
					},
				},
				pairedItem: { item: 1 },
			},
			{
				json: {
					error:
						'It is not known whether Lockt did it: The connection broke. Look in Lockt whether it was done, before you run it again',
					details: { outcome: 'unknown', problems: ['The connection broke'] },
				},
				pairedItem: { item: 2 },
			},
			{
				json: {
					error: 'Not sent. Correct the other item',
					details: { outcome: 'refused', problems: ['Not sent'] },
				},
				pairedItem: { item: 3 },
			},
		]);
	});

	it('say that Lockt did something else', () => {
		const [item] = report(n8n(true), jobsOf([different]));
		const details = { outcome: 'different', problems: ['Lost'] };
		expect(item!.json).toEqual({ error: 'Lost. Give it back', details });
	});

	it('end a sentence once when Lockt has ended it already', () => {
		const [item] = report(n8n(true), jobsOf([refused(['Could not parse input.'], 'Try again')]));
		expect(item!.json.error).toBe('Could not parse input. Try again');
		const { description } = thrownBy([done(1), refused(['Could not parse input.'], 'Try again')]);
		expect(description).toContain('Row 2: Could not parse input.<br>Try again');
	});

	it('are one for each input item, in order, whatever became of them', () => {
		const result = fc.constantFrom<Result>(done(1), refused(['bad']), unknown('gone'), held);
		fc.assert(
			fc.property(fc.array(result), (results) => {
				const items = report(n8n(true), jobsOf(results));
				expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
					results.map((_, item) => ({ item })),
				);
				expect(items.map(({ json }) => json.error === undefined)).toEqual(
					results.map(({ kind }) => kind === 'done'),
				);
			}),
		);
	});
});

describe('what may be a second try', () => {
	const never = refused(['No'], NEVER_TWICE);
	const trying = (goesOn: boolean, retryOnFail = true) => n8n(goesOn, { retryOnFail });
	const itemOf = (result: Result, dryRun = false, retryOnFail = true) => {
		const options = writeOptionsOf(() => ({ dryRun }));
		const [item] = report(trying(true, retryOnFail), [{ index: 0, options, result }]);
		const { error, details } = item!.json as { error: string; details: IDataObject };
		return [details.outcome, error.includes('may be a second try')];
	};

	it.each([
		['refused', refused(['Email Already Exists']), 'unknown', true],
		['held', held, 'unknown', true],
		['never sent twice', never, 'refused', false],
		['unknown', unknown('The connection broke'), 'unknown', false],
		['different', different, 'different', false],
	])('is not sure of what the first one did: %s', (_, result, outcome, says) => {
		expect(itemOf(result)).toEqual([outcome, says]);
	});

	it('is none where nothing is sent, nor where n8n does not try again', () => {
		expect(itemOf(refused(['bad']), true)).toEqual(['refused', false]);
		expect(itemOf(refused(['bad']), false, false)).toEqual(['refused', false]);
	});

	it.each([
		[true, [refused(['bad']), never]],
		[false, [never, never]],
	])('is said of the one error, too: %s', (says, results) => {
		const { description } = thrownFor(jobsOf(results), trying(false));
		expect(description.includes('may be a second try')).toBe(says);
	});
});

describe('the error output', () => {
	/** Up to 2.34.2 n8n sends an item there that has an error, or whose json has one and nothing else but a message. */
	const hasFailedOfOld = ({ error, json }: INodeExecutionData) =>
		error !== undefined || ['error', 'error,message'].includes(Object.keys(json).sort().join(','));
	/** Since then, the json may have details, too. */
	const hasFailed = ({ error, json }: INodeExecutionData) =>
		error !== undefined ||
		('error' in json &&
			Object.keys(json).every((key) => ['error', 'message', 'details'].includes(key)));

	it.each([
		['done', done(7), false],
		['refused', refused(['bad']), true],
		['unknown', unknown('The connection broke'), true],
		['different', different, true],
		['held', held, true],
	])('has what failed in each release of n8n: %s', (_, result, failed) => {
		const [item] = report(n8n(true, { onError: 'continueErrorOutput' }), jobsOf([result]));
		expect([hasFailedOfOld(item!), hasFailed(item!)]).toEqual([failed, failed]);
	});

	it('has the details: of a copy with an error n8n would keep only its message', () => {
		const [item] = report(n8n(true, { onError: 'continueErrorOutput' }), jobsOf([held]));
		expect(item!.error).toEqual({ message: item!.json.error });
		expect({ ...item }).toEqual({ json: item!.json, pairedItem: { item: 0 } });
		expect('error' in { ...item }).toBe(false);
	});

	it('is no matter where all go on by the one output', () => {
		const [item] = report(n8n(true, { onError: 'continueRegularOutput' }), jobsOf([held]));
		expect(item!.error).toBeUndefined();
	});
});

describe('the one error of a run', () => {
	it('describes all of one request to whom Lockt did something else, but no more', () => {
		const results = Array.from({ length: 120 }, () => different);
		const { description } = thrownBy(results);
		expect(description).toContain('Row 100: Lost');
		expect(description).not.toContain('Row 101: Lost');
		expect(description).toContain('And 20 more');
	});

	it('of one item is what is wrong with it', () => {
		expect(thrownBy([refused(['No such door'], 'Pick another')])).toMatchObject({
			message: 'No such door',
			description: 'Pick another',
			context: { itemIndex: 0 },
		});
	});

	it('names all that failed, and says what went through', () => {
		const bad = refused(['bad'], 'Correct it');
		const { message, description, context } = thrownBy([
			...[done(1), bad, done(2), bad, bad, bad],
			unknown('The connection broke', 'Look in Lockt'),
			done(3),
			bad,
		]);
		expect(message).toBe('6 of 9 rows failed: 2, 4-7, 9');
		// One of them is not the item that is wrong.
		expect(context.itemIndex).toBeUndefined();
		// The advice comes once for all the items in a row that it helps with.
		expect(description.split('.<br>').slice(0, 9)).toEqual([
			'3 went through',
			...['Row 2: bad', 'Row 4: bad', 'Row 5: bad', 'Row 6: bad', 'Correct it'],
			...['Row 7: It is not known whether Lockt did it: The connection broke', 'Look in Lockt'],
			'Row 9: bad',
		]);
	});

	it('does not blame those that were only held back', () => {
		const { message, description, context } = thrownBy([held, refused(['bad']), held]);
		expect(message).toBe('1 of 3 rows failed: 2');
		expect(description).toMatch(/^None went through\.<br>Row 2: bad/);
		expect(description).not.toContain('Row 1');
		expect(context.itemIndex).toBe(1);
	});

	it('calls a few by their names, and many by their numbers', () => {
		const bad = refused(['bad']);
		const people = (count: number) =>
			jobsOf(Array.from({ length: count }, () => bad)).map((job) => ({ ...job, name: 'Nora' }));
		expect(thrownFor(people(3))).toMatchObject({
			message: '3 of 3 rows failed: 1 (Nora), 2 (Nora), 3 (Nora)',
			description: expect.stringContaining('Rows 1 (Nora), 2 (Nora), 3 (Nora): bad') as string,
		});
		expect(thrownFor(people(6)).message).toBe('6 of 6 rows failed: 1-6');
	});

	it('says once what is wrong with all rows, as far as they are described', () => {
		const bad = (count: number, ...others: Result[]) =>
			thrownBy([...Array.from({ length: count }, () => refused(['bad'], 'Pick one')), ...others]);
		expect(bad(2, done(1)).description).toMatch(
			/^1 went through\.<br>Rows 1, 2: bad\. Pick one\.<br>To get .+ of the node\.$/,
		);
		expect(bad(50).description).toMatch(/Rows 1, 2, .+, 20: bad\. Pick one\.<br>And 30 more\.<br>/);
		expect(bad(2, refused(['bad'], 'Pick another')).description).toContain('Row 2: bad');
	});

	it('names the columns that were not used: one of them may hold what is missing', () => {
		const [job] = jobsOf([refused(["'Phone' is missing"])]);
		const understood = { ignored: ['Handy privat'], taken: [] };
		const { description } = thrownFor([{ ...job!, understood }]);
		expect(description).toContain("like no field and were not used: 'Handy privat'");
	});

	it('is no longer than one can read, whoever failed', () => {
		const results = Array.from({ length: 10_000 }, (_, n) => (n % 2 ? done(1) : refused(['bad'])));
		expect(thrownBy(results).message.length).toBeLessThan(2100);
	});

	it('describes twenty and names all', () => {
		const { message, description } = thrownBy(
			Array.from({ length: 50 }, (_, n) => refused([`bad ${n}`])),
		);
		expect(message).toBe('50 of 50 rows failed: 1-50');
		expect(description).toContain('Row 20: bad 19');
		expect(description).not.toContain('Row 21:');
		expect(description).toContain('And 30 more');
	});

	it('names exactly those that failed', () => {
		const result = fc.constantFrom<Result>(done(1), refused(['bad']), held);
		fc.assert(
			fc.property(fc.array(result), (results) => {
				const failed = results.flatMap(({ kind }, n) => (kind === 'refused' ? n + 1 : []));
				fc.pre(failed.length > 0 && results.length > 1);
				const [, list = ''] = thrownBy(results).message.split(': ');
				const named = list.split(', ').flatMap((run) => {
					const [from, to = from] = run.split('-').map(Number) as [number, number?];
					return Array.from({ length: to - from + 1 }, (_, n) => from + n);
				});
				expect(named).toEqual(failed);
			}),
		);
	});
});
