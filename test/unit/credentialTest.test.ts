import { createRequire } from 'node:module';
import { wireOf } from '../../emulator/answers/form';
import { combinations, defaultReadings } from '../../emulator/readings';
import { LocktApi } from '../../credentials/LocktApi.credentials';

// The one that n8n itself looks up the places of an answer with.
const get = createRequire(require.resolve('n8n-core'))('lodash/get') as (
	value: unknown,
	path: string,
) => unknown;

interface Rule {
	type: string;
	properties: { key: string; value: unknown; message: string };
}

/** What n8n makes of an answer with a good status: the message of the first rule that fits. */
function judge(body: unknown): string {
	const rules = new LocktApi().test.rules as unknown as Rule[];
	const found = rules.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' && get(body, properties.key) === properties.value,
	);
	return found?.properties.message ?? 'OK';
}

const bodyOf = (readings: object, answer: Parameters<typeof wireOf>[0]) =>
	wireOf(answer, { ...defaultReadings, ...readings }, 'America/New_York').body;

describe('the test of the credential', () => {
	it.each(combinations('oneRecord', 'successNote'))('takes a ping: %j', (readings) => {
		expect(judge(bodyOf(readings, { data: [{ message: 'pong' }] }))).toBe('OK');
	});

	it.each([{ errors: [] }, { error: '' }, { errors: null, result: ['Success'] }])(
		'takes one that says of no error: %j',
		(more) => {
			expect(judge({ data: [{ message: 'pong' }], ...more })).toBe('OK');
		},
	);

	it.each(combinations('errorForm', 'keys'))('takes no refusal for one: %j', (readings) => {
		const body = bodyOf(readings, { error: 'Access denied.' });
		expect(judge(body)).toContain('Lockt refused the request');
	});

	it.each([
		{ success: false, data: [] },
		{ Success: false, Data: null },
		{ data: { success: false, message: 'No licence' } },
		{ status: 'error', data: [] },
	])('takes nothing that did not go well for one: %j', (body) => {
		expect(judge(body)).toContain('Lockt refused the request');
	});

	it.each([[{ hello: 'world' }], ['<html>Sign in</html>'], [''], [{}]])(
		'sends whoever has no answer of Lockt to the Base URL: %j',
		(body) => {
			expect(judge(body)).toContain("Check 'Base URL'");
		},
	);

	it.each(['topCapital', 'allCapital'])('says what to do when there is no `data`: %s', (keys) => {
		const body = bodyOf({ keys }, { data: [{ message: 'pong' }] });
		expect(judge(body)).toContain('run System: Check Compatibility');
	});
});
