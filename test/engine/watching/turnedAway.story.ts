import { cardHolders } from '../../emulator/samples';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, by } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

/** Six people are disabled, and the first so many of their PUTs are answered like this. */
async function disable(times: number, status: number, body: object | string) {
	const users = cardHolders(lockt.building).slice(0, 6);
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	lockt.emulator.faults = [{ kind: 'answer', on: '^PUT', status, body: text, times }];
	const rows = users.map(({ id }) => ({ id }));
	return lockt.run('user disable', { user: by('id', '={{ $json.id }}') }, rows, GO_ON);
}

const refused = (count: number) => Array(count).fill('refused') as string[];
const disabled = (count: number) => Array(count).fill('disabled') as string[];

describe('a request for one record that is turned away', () => {
	const ofOne = [403, 404, 405, 410].flatMap((status) =>
		['User not found', 'User 300 not found.', 'The resource was not found.'].map(
			(error) => [status, error] as const,
		),
	);

	it.each(ofOne)('with %i "%s" does not stop the others', async (status, error) => {
		const items = await disable(2, status, { data: { error } });
		expect(outcomesOf(items)).toEqual([...refused(2), ...disabled(4)]);
	});

	it.each([403, 404, 405, 410])('with %i stops them after three in a row', async (status) => {
		const items = await disable(99, status, { error: 'User not found' });
		expect(outcomesOf(items)).toEqual(refused(6));
		expect(lockt.changes()).toHaveLength(3);
	});

	it.each([
		[401, { error: 'User not found' }],
		[403, { error: 'Invalid API key' }],
		[403, { error: 'Your licence does not include this endpoint.' }],
		[404, '<html><h1>Not Found</h1></html>'],
		[307, {}],
	])('with %i %j stops them at once where it is of all', async (status, body) => {
		await disable(99, status, body);
		expect(lockt.changes()).toHaveLength(1);
	});

	it.each([403, 404, 405, 410])('with %i does not blame the credential', async (status) => {
		const [item] = await disable(1, status, { data: { error: 'User not found' } });
		expect(item!.json.error).toContain('User not found');
		expect(item!.json.error).not.toMatch(/Base URL|API Key/);
	});
});
