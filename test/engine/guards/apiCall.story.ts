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

	it.each([
		['={{ ({ users: [{ id: 5, access_expires: NaN }] }) }}', "'access_expires' in the body is NaN"],
		['={{ ({ users: [{ id: 5, access_expires: 1 / 0 }] }) }}', 'in the body is Infinity'],
		['={{ ({ users: [{ id: 5, access_expires: $json.nope }] }) }}', 'in the body is undefined'],
		['={{ ({ users: [{ id: 5, access_expires: new Date("x") }] }) }}', 'is an invalid date'],
		['={{ ({ users: [5, $json.nope] }) }}', 'An entry of a list in the body is undefined'],
		['{"users":[{"id":5,"access_expires":1e400}]}', "The number in 'access_expires'"],
		['{"users":[{"id":304.99999999999999999999}]}', "The number in 'id'"],
		['{"users":[{"id":9007199254740993}]}', "The number in 'id'"],
	])('is not sent with what would become something else: %s', async (body, message) => {
		await expect(send('PUT', '/user', body)).rejects.toMatchObject({
			message: expect.stringContaining(message) as string,
			description: expect.stringContaining('Nothing was sent') as string,
		});
		expect(lockt.asked()).toEqual([]);
	});

	it('shows no PIN that Lockt repeats', async () => {
		const users = [{ id: -1, ...newcomer, pin: '12-x45' }];
		await expect(send('POST', '/user', { users })).rejects.toMatchObject({
			message: expect.stringContaining('Non-Numeric pin found: ***') as string,
		});
	});
});

describe('an API call of your own that wants more than is allowed', () => {
	const wired = () => [...lockt.building.doors.values()].filter((door) => door.wired);
	const doors = (...ids: number[]) => ({ doors: ids.map((id) => ({ id })) });
	const send = (method: string, path: string, body: unknown, query: Record<string, string>) =>
		lockt.run('system apiCall', {
			method,
			path,
			body,
			query: { parameters: Object.entries(query).map(([name, value]) => ({ name, value })) },
		});

	const paths = [
		...['/unl%6fck', '/UNLOCK', '/unlock/', '//unlock', '/unlock?x=1', '/unlock#x', '/unlock;x'],
		...['/door/../unlock', '/x%3F/../unlock', '\\unlock', '/un\tlock', '/unlock\n', '/unlock2'],
		...['@evil.example/unlock', 'http://evil.example/unlock', '/ｕnlock', '/v1/unlock'],
	];
	const words = [
		'_method',
		'_METHOD',
		'%5fmethod',
		'_method[]',
		';_method',
		'X-HTTP-Method-Override',
	];

	it.each([
		{ changes: 'none', unlock: 'none' },
		{ changes: 'all', unlock: 'listed' },
	])('sends nothing of it: $changes, $unlock', async (permissions) => {
		const [listed, other] = wired().map(({ id }) => id) as [number, number];
		Object.assign(lockt.engine.credential, permissions, { unlockDoors: String(listed) });
		const attacks: Array<Parameters<typeof send>> = [
			...paths.map((path) => ['POST', path, doors(other), {}] as Parameters<typeof send>),
			...['PUT', 'DELETE', 'PATCH', 'TRACE', 'post '].map(
				(method) => [method, '/unlock', doors(other), {}] as Parameters<typeof send>,
			),
			...words.map((word) => ['GET', '/user', {}, { [word]: 'DELETE' }] as Parameters<typeof send>),
			['POST', '/unlock', doors(other), {}],
			['POST', '/unlock', doors(listed, other), {}],
			['POST', '/unlock', doors(listed), { door: String(other) }],
			['POST', '/unlock', { ...doors(listed), Doors: [{ id: other }] }, {}],
			['POST', '/unlock', { ...doors(listed), options: { all: true } }, {}],
			['POST', '/unlock', `{"doors":[{"id":${listed}}],"doors":[{"id":${other}}]}`, {}],
			['POST', '/unlock', `{"doors":[{"id":${listed},"name":"Dock"}]}`, {}],
			['POST', '/unlock', `{"doors":[{"id":"0${listed}"}]}`, {}],
			['POST', '/unlock', '', {}],
		];
		for (const attack of attacks) {
			await expect(send(...attack)).rejects.toMatchObject({
				description: expect.stringMatching(/Nothing was sent|Correct this/) as string,
			});
		}
		expect(lockt.asked()).toEqual([]);
	});

	it.each([-1, '-1', ' -1', -1.5, '−1', [-1], { value: -1 }, true])(
		'does not remove credentials by the card number %j',
		async (card_num) => {
			Object.assign(lockt.engine.credential, { changes: 'allExceptDelete' });
			const { id } = [...lockt.building.users.values()][0]!;
			await expect(send('PUT', '/user', { users: [{ id, card_num }] }, {})).rejects.toMatchObject({
				message: expect.stringContaining('does not allow to delete') as string,
			});
			expect(lockt.asked()).toEqual([]);
		},
	);
});
