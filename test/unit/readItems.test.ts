import type { IExecuteFunctions, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { LocktError } from '../../nodes/Lockt/api/errors';
import { askRecords } from '../../nodes/Lockt/api/questions/records';
import { personOptions } from '../../nodes/Lockt/execution/output';
import { readItems, type ReadPlan } from '../../nodes/Lockt/execution/readItems';

const FIELDS: INodeProperties[] = [
	{ displayName: 'ID', name: 'id', type: 'string', default: '' },
	{ displayName: 'Noun', name: 'noun', type: 'string', default: '' },
	personOptions,
];

type Answer = { statusCode?: number; data: unknown };

/** Asks /user?id= for the parameter `id` of each item; no ID is a bad value. */
const byId: ReadPlan = {
	question: (parameter) => {
		const id = parameter('id') as string | undefined;
		if (id === undefined) throw new LocktError("'ID' is blank", 'Enter one');
		return { path: '/user', query: { id } };
	},
	read: (context, asked) => askRecords(context, asked),
};

/** Lockt as a test wants it: what it answers by path and query, e.g. /user?id=7, and what it was asked. */
function lockt(answer: (asked: string) => Answer | Promise<Answer>) {
	const asked: string[] = [];
	const warnings: string[] = [];
	const run = (
		items: object[],
		{
			goesOn = false,
			reading = byId,
			type = 'lockt',
		}: { goesOn?: boolean; reading?: ReadPlan; type?: string } = {},
	) => {
		const context = {
			continueOnFail: () => goesOn,
			getWorkflow: () => ({ id: 'workflow' }),
			logger: { warn: (text: string) => warnings.push(text) },
			getInputData: () => items.map(() => ({ json: {} })),
			getNode: () => ({
				name: 'Lockt',
				type,
				parameters: Object.assign({}, ...items) as object,
			}),
			getNodeParameter: (name: string, index: number, fallback: unknown) =>
				(items[index] as Record<string, unknown>)[name] ?? fallback,
			getCredentials: () =>
				Promise.resolve({
					apiUser: 'somebody',
					apiKey: 'key-5b1c77',
					baseUrl: 'https://lockt.example',
				}),
			helpers: {
				httpRequestWithAuthentication: async (_: string, { url }: IHttpRequestOptions) => {
					const question = url.replace('https://lockt.example', '');
					asked.push(question);
					const { statusCode = 200, data } = await answer(question);
					return { statusCode, body: { data }, headers: {} };
				},
			},
		};
		return readItems(reading)(context as unknown as IExecuteFunctions, FIELDS);
	};
	return { asked, warnings, run };
}

const idOf = (asked: string) => Number(/id=(\d+)/.exec(asked)?.[1]);
const echo = (asked: string): Answer => ({ data: [{ id: idOf(asked) }] });
const none: Answer = { statusCode: 400, data: { error: 'Invalid id found' } };
const item = (n: number, json: object) => ({ json, pairedItem: { item: n } });
const error = (n: number, text: string) =>
	item(n, { error: expect.stringContaining(text) as string });

describe('items that read', () => {
	it('share answers, and come out in input order', async () => {
		// Given that the first question is answered last
		let answerFirst = () => {};
		const held = new Promise<void>((resolve) => (answerFirst = resolve));
		const { asked, run } = lockt(async (question) => {
			if (idOf(question) === 1) await held;
			else answerFirst();
			return echo(question);
		});

		const output = await run([{ id: 1 }, { id: 2 }, { id: 1 }]);

		expect(asked).toEqual(['/user?id=1', '/user?id=2']);
		expect(output).toEqual([item(0, { id: 1 }), item(1, { id: 2 }), item(2, { id: 1 })]);
		expect(output[0]!.json).not.toBe(output[2]!.json);
	});

	it.each([true, false])('own what they put out: raw %s', async (rawDates) => {
		const options = { rawDates, includePin: true };
		const { run } = lockt(echo);
		const [one, other] = await run([1, 2].map(() => ({ id: 7, options })));
		expect(one!.json).toEqual(other!.json);
		expect(one!.json).not.toBe(other!.json);
	});

	it('ask nothing when one of them has a bad value', async () => {
		const { asked, run } = lockt(echo);
		await expect(run([{ id: 1 }, {}, { id: 3 }])).rejects.toMatchObject({
			message: "Row 2: 'ID' is blank",
			description: 'Enter one',
			context: { itemIndex: 1 },
		});
		expect(asked).toEqual([]);
	});

	it('go on without those that have a bad value, if the node does', async () => {
		const { asked, run } = lockt(echo);
		const output = await run([{}, { id: 2 }], { goesOn: true });
		expect(output).toEqual([error(0, "'ID' is blank. Enter one"), item(1, { id: 2 })]);
		expect(asked).toEqual(['/user?id=2']);
	});

	it('without records put out nothing', async () => {
		const { run } = lockt((asked) => (idOf(asked) === 1 ? { data: [] } : echo(asked)));
		expect(await run([{ id: 1 }, { id: 2 }])).toEqual([item(1, { id: 2 })]);
	});
});

describe('a failure', () => {
	const ids = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => ({ id }));
	/** The second fails; the others under way are answered only after it. */
	const secondFails = () => {
		const later = () => new Promise((resolve) => setImmediate(resolve));
		return lockt(async (asked) => {
			if (idOf(asked) === 2) return none;
			await later();
			return echo(asked);
		});
	};

	it('ends the node, and nothing more is asked', async () => {
		const { asked, run } = secondFails();
		await expect(run(ids)).rejects.toMatchObject({
			message: 'Row 2: Lockt refused the request: Invalid id found',
			context: { itemIndex: 1 },
		});
		expect(asked.map(idOf)).toEqual([1, 2, 3, 4, 5]);
	});

	it('is the item of its own, where the node goes on', async () => {
		const { asked, run } = secondFails();
		const output = await run(ids, { goesOn: true });
		expect(output).toEqual(
			ids.map(({ id }, n) => (id === 2 ? error(n, 'Invalid id found') : item(n, { id }))),
		);
		expect(asked.map(idOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	});

	it('is explained for the item that asked', async () => {
		const explain: ReadPlan['explain'] = (_, parameter) =>
			new LocktError(`No ${String(parameter('noun'))}`, 'Look it up');
		const { run } = lockt(() => none);
		const items = [
			{ id: 1, noun: 'user' },
			{ id: 1, noun: 'door' },
		];
		expect(await run(items, { goesOn: true, reading: { ...byId, explain } })).toEqual([
			error(0, 'No user. Look it up'),
			error(1, 'No door. Look it up'),
		]);
	});

	it('of choosing is the item of its own, too', async () => {
		const choose: ReadPlan['choose'] = (records, parameter) => {
			if (parameter('id') === '1') throw new LocktError('Not this one', 'Take another');
			return records;
		};
		const { run } = lockt(echo);
		const output = await run([{ id: 1 }, { id: 2 }], {
			goesOn: true,
			reading: { ...byId, choose },
		});
		expect(output).toEqual([error(0, 'Not this one'), item(1, { id: 2 })]);
	});
});

describe("the site's time zone", () => {
	const until = '2026-07-01 09:00:00';
	const dated = [2, 3];
	const withDates =
		(timezone: string) =>
		(asked: string): Answer => {
			if (asked === '/time') return { data: { timezone } };
			const id = idOf(asked);
			return { data: [{ id, ...(dated.includes(id) && { access_expires: until }) }] };
		};
	const ids = [1, 2, 3].map((id) => ({ id }));

	it('is asked for once, after the records', async () => {
		const { asked, run } = lockt(withDates('America/New_York'));
		expect(await run(ids)).toEqual([
			item(0, { id: 1 }),
			item(1, { id: 2, access_expires: '2026-07-01T09:00:00.000-04:00' }),
			item(2, { id: 3, access_expires: '2026-07-01T09:00:00.000-04:00' }),
		]);
		expect(asked).toEqual(['/user?id=1', '/user?id=2', '/user?id=3', '/time']);
	});

	it.each([
		['there is no date', [{ id: 1 }]],
		['dates are to stay as they are', [{ id: 2, options: { rawDates: true } }]],
	])('is not asked for when %s', async (_, items) => {
		const { asked, run } = lockt(withDates('America/New_York'));
		await run(items);
		expect(asked).not.toContain('/time');
	});

	it('is known to what chooses by it, even if the dates stay as they are', async () => {
		const choose = jest.fn((records: object[]) => records) as ReadPlan['choose'] & jest.Mock;
		const { run } = lockt(withDates('America/New_York'));
		const reading = { ...byId, choose, choosesByDate: () => true };
		const output = await run([{ id: 2, options: { rawDates: true } }], { reading });
		expect(choose.mock.calls.map((given: unknown[]) => given[2])).toEqual(['America/New_York']);
		expect(output).toEqual([item(0, { id: 2, access_expires: until })]);
	});

	it('leaves dates as they came when Lockt does not say it, and says so', async () => {
		const { asked, warnings, run } = lockt(withDates(''));
		expect(await run(ids)).toEqual([
			item(0, { id: 1 }),
			item(1, { id: 2, access_expires: until }),
			item(2, { id: 3, access_expires: until }),
		]);
		expect(asked.filter((one) => one === '/time')).toHaveLength(1);
		expect(warnings).toEqual([expect.stringContaining('time zone')]);
	});
});

describe('a result that Limit cuts short', () => {
	const answer = () => ({ data: [{ id: 1 }, { id: 2 }, { id: 3 }] });
	const reading = (limit: number | undefined): ReadPlan => ({ ...byId, limit: () => limit });
	const note = {
		note: "Only 2 of 3 are shown, because of 'Limit'. To get all of them switch on 'Return All', or narrow the question by a filter",
	};

	it.each([
		['n8n-nodes-lockt.lockt', 2, [{ id: 1 }, { id: 2 }]],
		['n8n-nodes-lockt.locktTool', 2, [{ id: 1 }, { id: 2 }, note]],
		['n8n-nodes-lockt.locktTool', 3, [{ id: 1 }, { id: 2 }, { id: 3 }]],
		['n8n-nodes-lockt.locktTool', undefined, [{ id: 1 }, { id: 2 }, { id: 3 }]],
	])('says so to the model of an AI agent (%s, %s)', async (type, limit, shown) => {
		const output = await lockt(answer).run([{ id: 1 }], { reading: reading(limit), type });
		expect(output).toEqual(shown.map((json) => item(0, json)));
	});
});
