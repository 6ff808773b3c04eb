import { newcomer } from '../../emulator/samples';
import { useLockt } from '../useLockt';
import { ALLOWED } from '../parameters';

const lockt = useLockt({ credential: ALLOWED });

describe('an API call of your own that gets something', () => {
	const get = (path: unknown, ...parameters: Array<[string, unknown]>) =>
		lockt.read('system apiCall', {
			path,
			query: { parameters: parameters.map(([name, value]) => ({ name, value })) },
		});

	it('goes where it is sent, with the same care', async () => {
		const low = await get('/doorstate', ['low_battery', '30']);
		expect(lockt.asked()).toEqual(['GET /doorstate?low_battery=30']);
		expect(low.length).toBeGreaterThan(0);
	});

	it.each([
		['={{ "" }}', [], "'Path' is blank"],
		['door', [], "'Path' must look like /doorstate"],
		['//evil.example/door', [], "'Path' must look like"],
		['/../admin', [], "'Path' must look like"],
		['/user?id=', [], "'Path' must look like"],
		['/user', [['id', ' ']], "'Value' is blank"],
		['/user', [['', '7']], "'Name' is blank"],
		[
			'/user',
			[
				['id', '7'],
				['id', '8'],
			],
			"'Query Parameters' names the same parameter twice",
		],
	] as Array<[string, Array<[string, unknown]>, string]>)(
		'to "%s" with %j is refused before anything is sent',
		async (path, parameters, message) => {
			await expect(get(path, ...parameters)).rejects.toMatchObject({
				message: expect.stringContaining(message) as string,
			});
			expect(lockt.asked()).toEqual([]);
		},
	);
});

describe('an API call of your own that changes something', () => {
	const send = (method: string, path: string, body: unknown) =>
		lockt.run('system apiCall', { method, path, body, query: {} });

	it('is refused where the credential does not allow it', async () => {
		const { id } = [...lockt.building.doors.values()].find((door) => door.wired)!;
		Object.assign(lockt.engine.credential, { changes: 'allExceptDelete', unlock: 'none' });
		const refused = { message: expect.stringContaining('does not allow') as string };
		await expect(send('POST', '/unlock', { doors: [{ id }] })).rejects.toMatchObject(refused);
		await expect(send('DELETE', '/door', { doors: [{ id }] })).rejects.toMatchObject(refused);
		expect(lockt.asked()).toEqual([]);
		const [item] = await send('POST', '/door', '{"doors": [{"name": "By hand"}]}');
		expect(item!.json).toMatchObject({ outcome: 'answered', inserted: 1 });
		await expect(send('POST', '/door', '{"doors": [')).rejects.toMatchObject({
			message: "'Body' is not JSON",
		});
		await expect(send('POST', '/door', { doors: [{ name: 'By hand' }] })).rejects.toMatchObject({
			message: expect.stringContaining('Door Name Already Exists') as string,
		});
	});

	it('shows no PIN that Lockt repeats', async () => {
		const users = [{ id: -1, ...newcomer, pin: '12-x45' }];
		await expect(send('POST', '/user', { users })).rejects.toMatchObject({
			message: expect.stringContaining('Non-Numeric pin found: ***') as string,
		});
	});
});
