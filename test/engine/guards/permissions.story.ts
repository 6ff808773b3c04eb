import type { INodeType } from 'n8n-workflow';
import { resources } from '../../../nodes/Lockt/resources';
import { locktNode, triggerNode } from '../engine';
import { ALLOWED, autoMapped, by, GO_ON } from '../parameters';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({
	credential: ALLOWED,
	writeMs: 0,
	history: 20,
	readings: { pending: 'released' },
});

const wired = () => [...lockt.building.doors.values()].filter((door) => door.wired);

/** What an operation says that it needs, e.g. door create */
function needsOf(name: string) {
	const [resource, operation] = name.split(' ');
	const { operations } = resources.find(({ value }) => value === resource)!;
	return operations.find(({ value }) => value === operation)!.needs;
}

describe('what the credential allows', () => {
	const all = writeSamples.filter(({ endpoint }) => endpoint !== 'POST /unlock');

	it.each(all)('$operation', async (sample) => {
		const parameters = sample.parameters(lockt.building);
		const needs = needsOf(sample.operation);
		expect(['change', 'delete']).toContain(needs);
		for (const [changesAllowed, allowed] of [
			['none', false],
			[undefined, false],
			['allExceptDelete', needs === 'change'],
			['all', true],
		] as const) {
			Object.assign(lockt.engine.credential, { changes: changesAllowed });
			lockt.emulator.journal.length = 0;
			const attempt = lockt.run(sample.operation, { ...parameters, options: { dryRun: allowed } });
			if (allowed) {
				expect((await attempt)[0]!.json.outcome).toMatch(/\bwould be\b/);
			} else {
				await expect(attempt).rejects.toMatchObject({
					message: expect.stringMatching(/^The Lockt credential does not allow/) as string,
					description: expect.stringContaining('Nothing was sent') as string,
				});
			}
			expect(lockt.changes()).toEqual([]);
		}
	});

	it('Unlock: None, Listed Doors, Any Door', async () => {
		const [one, two] = wired();
		const unlock = (id: number) => lockt.run('door unlock', { door: by('id', id) });
		for (const permission of [{ unlock: undefined }, { unlock: 'none' }]) {
			Object.assign(lockt.engine.credential, permission);
			await expect(unlock(one!.id)).rejects.toMatchObject({
				message: expect.stringContaining("'Unlock' is None") as string,
			});
		}
		Object.assign(lockt.engine.credential, { unlock: 'listed', unlockDoors: ` ${one!.id}, 12 ` });
		await expect(unlock(two!.id)).rejects.toMatchObject({
			message: expect.stringMatching(
				/the door with the ID \d+: it is not in its list of doors$/,
			) as string,
		});
		expect(lockt.changes()).toEqual([]);
		expect((await unlock(one!.id))[0]!.json).toMatchObject({ unlocked: true });
		Object.assign(lockt.engine.credential, { unlock: 'any', changes: 'none' });
		expect((await unlock(two!.id))[0]!.json).toMatchObject({ unlocked: true });
	});

	it('counts for other nodes with this credential, such as HTTP Request', async () => {
		const { locktApi } = lockt.loaded.credentialTypes;
		const authenticate = locktApi!.authenticate as (c: object, o: object) => Promise<unknown>;
		const { baseUrl } = lockt.emulator.credential;
		const attempt = async (options: object, permissions: object = {}) =>
			authenticate(
				{ ...lockt.emulator.credential, httpRequestNode: true, ...permissions },
				{ headers: {}, ...options },
			);
		for (const options of [
			{ method: 'POST', url: `${baseUrl}/unlock`, body: '{"doors":[{"id":1}]}' },
			{ method: 'POST', uri: `${baseUrl}/UNLOCK/`, body: { doors: [{ id: 1 }] } },
			{ method: 'POST', baseURL: baseUrl, url: '/unlock?x=1' },
			{ method: 'DELETE', url: `${baseUrl}/user`, body: { users: [{ id: 1 }] } },
			{ method: 'PATCH', url: `${baseUrl}/user` },
			{ method: 'PUT', url: `${baseUrl}/user`, body: { users: [{ id: 1, card_num: -1 }] } },
		]) {
			await expect(attempt(options)).rejects.toThrow('does not allow');
		}
		await expect(attempt({ url: `${baseUrl}/user` }, { changes: 'none' })).resolves.toBeDefined();
		await expect(
			attempt({ method: 'POST', url: `${baseUrl}/user` }, { changes: 'allExceptDelete' }),
		).resolves.toBeDefined();
		await expect(attempt({ url: `${baseUrl}/user` }, { httpRequestNode: false })).rejects.toThrow(
			"'HTTP Request Node' is off",
		);
	});

	it('lets n8n test the credential, whatever it allows', async () => {
		const least = { changes: 'none', unlock: 'none', httpRequestNode: false };
		Object.assign(lockt.engine.credential, least);
		await lockt.engine.testCredential();
		expect(lockt.asked()).toEqual(['GET /ping']);
	});
});

describe('a credential with a value that is none, as expressions in it may give', () => {
	const list = () => {
		const { methods } = lockt.loaded.nodeTypes['n8n-nodes-lockt.lockt'] as INodeType;
		const context = lockt.engine.loadOptions(locktNode({ resource: 'door' }));
		return methods!.listSearch!.searchDoors!.call(context);
	};
	const runs = {
		'a read': () => lockt.run('door getMany', { returnAll: true }),
		'one read': () => lockt.run('user get', { user: by('id', 1) }),
		'an API Call': () => lockt.run('system apiCall', { method: 'GET', path: '/door', query: {} }),
		'a change': () => lockt.run('door create', autoMapped, [{ name: 'Dock' }]),
		'a list of the canvas': list,
		'the trigger': () => lockt.engine.poll(lockt.engine.workflow(triggerNode())),
		'the test': () => lockt.engine.testCredential(),
	};
	const fields = { apiUser: 'API User', apiKey: 'API Key', baseUrl: 'Base URL' };
	const values = [undefined, null, '', ' ', [], true, 'k3y9\u200bx7w5', '\u201ck3y9x7w5\u201d'];

	it.each(Object.entries(runs))('is an error that names the field: %s', async (_, run) => {
		for (const [name, field] of Object.entries(fields)) {
			const before = lockt.engine.credential[name];
			for (const value of values) {
				Object.assign(lockt.engine.credential, { [name]: value });
				const error = (await run().catch((error: unknown) => error)) as Error;
				expect([name, value, error.message]).toEqual([
					...[name, value],
					expect.stringContaining(`The '${field}' of the Lockt credential`) as string,
				]);
			}
			Object.assign(lockt.engine.credential, { [name]: before });
		}
		expect(lockt.asked()).toEqual([]);
	});

	it('is an item refused, where the node goes on', async () => {
		for (const [name, field] of Object.entries(fields)) {
			const before = lockt.engine.credential[name];
			Object.assign(lockt.engine.credential, { [name]: undefined });
			const [item] = await lockt.run('door create', autoMapped, [{ name: 'Dock' }], GO_ON);
			expect(item!.json).toMatchObject({
				error: expect.stringContaining(`'${field}'`) as string,
				details: { outcome: 'refused' },
			});
			Object.assign(lockt.engine.credential, { [name]: before });
		}
	});
});

describe('doors that the credential lists by name', () => {
	const unlock = (...ids: number[]) =>
		lockt.run(
			'door unlock',
			{ door: by('id', '={{ $json.id }}') },
			ids.map((id) => ({ id })),
			GO_ON,
		);
	const allow = (unlockDoors: string) =>
		Object.assign(lockt.engine.credential, { unlock: 'listed', unlockDoors });

	it('are looked up once, when the workflow runs', async () => {
		const [one, two] = wired();
		allow(`${one!.name}, ${two!.id}`);
		const output = await unlock(one!.id, two!.id);
		expect(output.map(({ json }) => json.outcome)).toEqual(['unlocked', 'unlocked']);
		expect(lockt.asked()).toEqual(['GET /door', 'POST /unlock']);
	});

	it('are what they are called then: a door that got another name does not open', async () => {
		const [one, two] = wired();
		allow(one!.name);
		const { name } = one!;
		one!.name = 'Another';
		const [item] = await unlock(one!.id);
		expect(item!.json.error).toContain(
			`does not allow to unlock the door 'Another' (ID ${one!.id}): it is not in its list of doors`,
		);
		expect(item!.json.error).toContain(`In that list '${name}' is the name of no door`);
		one!.name = name;
		two!.name = name.toUpperCase();
		const both = await unlock(one!.id, two!.id);
		for (const { json } of both) expect(json.error).toContain('is the name of 2 doors');
		expect(lockt.changes()).toEqual([]);
	});

	it('do not open where Lockt does not tell the doors, nor do those that are listed by ID beside them', async () => {
		const [one, two] = wired();
		allow(`${one!.name}, ${two!.id}`);
		lockt.emulator.faults = [{ kind: 'unlicensed', on: 'GET /door' }];
		const [refused, opened] = await unlock(one!.id, two!.id);
		expect(refused!.json.error).toContain('names do not count here');
		expect(opened!.json.error).toContain('names do not count here');
	});

	it('are told by name where they are refused, also if the list has but IDs', async () => {
		const [one, two] = wired();
		allow(String(two!.id));
		const [item] = await unlock(one!.id);
		expect(item!.json.error).toContain(`'${one!.name}' (ID ${one!.id})`);
	});

	it('open by API Call as well, and never by another name for them', async () => {
		const [one, two] = wired();
		Object.assign(lockt.engine.credential, { changes: 'all' });
		allow(one!.name);
		const call = (id: unknown) =>
			lockt.run(
				'system apiCall',
				{ method: 'POST', path: '/unlock', body: JSON.stringify({ doors: [{ id }] }) },
				[{}],
				GO_ON,
			);
		const [opened] = await call(one!.id);
		expect(opened!.json.error).toBeUndefined();
		for (const other of [two!.id, one!.name, [one!.id], { id: one!.id }, `${one!.id} `]) {
			const [refused] = await call(other);
			expect(refused!.json.error).toMatch(/does not allow to unlock/);
		}
		expect(lockt.changes()).toHaveLength(1);
	});
});
