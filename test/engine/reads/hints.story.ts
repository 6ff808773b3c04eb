import { ExecuteContext } from 'n8n-core';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt({ history: 20 });
const warnings = useWarnings();

/** Lockt answers a question with these records. */
const answer = (on: string, ...records: object[]) => {
	const body = JSON.stringify({ data: records });
	lockt.emulator.faults = [{ kind: 'answer', on, status: 200, body, times: 99 }];
};

const cases: Array<[string, string, object, string, object[]]> = [
	[
		'who is left out by a filter',
		'user getMany',
		{ filters: { expiringWithin: 36_500 } },
		'GET /user',
		[
			{ id: 1, access_expires: '2036-03-05T08:00:00Z' },
			{ id: 2, access_expires: 'soon' },
		],
	],
	['a record without an ID', 'door getMany', {}, 'GET /door', [{ id: 1, name: 'a' }, { id: '' }]],
	[
		'a battery level that is none',
		'doorBattery getMany',
		{},
		'GET /doorstate',
		[{ id: 1, battery_level: '<b>low' }],
	],
	[
		'a date that cannot be read',
		'fob getMany',
		{},
		'GET /fob',
		[{ id: 1, name: 'F', access_expires: 'soon' }],
	],
];

describe("what n8n's log is told of a run", () => {
	it.each(cases)('stands beside its output, too, each time: %s', async (...one) => {
		// Given an answer of Lockt's that the node says something of
		const [, operation, parameters, on, records] = one;
		answer(on, ...records);
		for (let run = 0; run < 2; run++) {
			// When a node runs for some items
			await lockt.run(operation, parameters, [{}, {}]);

			// Then all of it is said once for all of them, as n8n shows HTML
			const { hints } = lockt.engine;
			expect(hints.length).toBeGreaterThan(0);
			expect(new Set(hints).size).toBe(hints.length);
			for (const hint of hints) {
				expect(hint).toMatch(/^[^a-z]/);
				expect(hint).not.toContain('<');
			}
		}
		// And the log has it once
		const [first] = lockt.engine.hints.map((hint) => hint.slice(1, 20));
		expect(warnings().split(first!)).toHaveLength(2);
	});

	it('is nothing where all is as it should be', async () => {
		await lockt.run('door getMany');
		expect(lockt.engine.hints).toEqual([]);
	});

	it('leaves a run alone in an n8n that has no place for it', async () => {
		answer('GET /door', { id: 1, name: 'a' }, { id: '' });
		// As in n8n before 1.73
		const place = ExecuteContext.prototype as { addExecutionHints?: unknown };
		const own = place.addExecutionHints;
		delete place.addExecutionHints;
		const output = await lockt.run('door getMany').finally(() => {
			place.addExecutionHints = own;
		});
		expect(output.map(({ json }) => json.id)).toEqual([1]);
	});
});
