import type { IDataObject, ILoadOptionsFunctions, INode, ResourceMapperFields } from 'n8n-workflow';
import type { Building } from '../../emulator/building/building';
import { startEmulator, type Emulator } from '../../emulator/server';
import { shapes } from '../../emulator/shapes';
import { first, fobOf, newcomer } from '../emulator/samples';
import { Engine, loadPackage, lockt } from './engine';
import { ALLOWED, autoMapped, by, columns, nodeParameters, writeSamples } from './writeSamples';

let emulator: Emulator;
let engine: Engine;
let building: Building;
beforeEach(async () => {
	emulator = await startEmulator({ writeMs: 0, readings: { pending: 'released' } });
	building = emulator.building;
	engine = new Engine(await loadPackage(), { ...emulator.credential, ...ALLOWED });
});
afterEach(() => emulator.stop());

const GO_ON: Partial<INode> = { onError: 'continueRegularOutput' };
const run = (name: string, parameters: object, items?: IDataObject[], more: Partial<INode> = {}) =>
	engine.run(lockt(nodeParameters(name, parameters), more), items);
const changes = () => emulator.journal.filter(({ method }) => method !== 'GET');
const wired = () => [...building.doors.values()].filter((door) => door.wired);

describe('Dry Run', () => {
	it.each(writeSamples)('$operation shows the request and sends none', async (sample) => {
		const parameters = sample.parameters(building);
		const [shown] = await run(sample.operation, { ...parameters, options: { dryRun: true } });
		expect(changes()).toEqual([]);
		await run(sample.operation, parameters);
		const [sent] = changes();
		const hidden =
			sent!.body !== undefined && JSON.stringify(sent!.body).replace(/"pin":"\d+"/g, '"pin":"***"');
		expect(shown!.json).toEqual({
			dryRun: true,
			method: sent!.method,
			url: emulator.credential.baseUrl.replace('/api/v1', '') + sent!.url,
			...(hidden && { body: JSON.parse(hidden) as object }),
		});
	});

	it('is one item for each request, which knows all its items', async () => {
		const rows = Array.from({ length: 150 }, (_, n) => ({ name: `Door ${n}` }));
		const output = await run('door create', { ...autoMapped, options: { dryRun: true } }, rows);
		expect(output.map(({ pairedItem }) => (pairedItem as []).length)).toEqual([100, 50]);
		expect(building.doors.size).toBeLessThan(150);
	});
});

describe('what the credential allows', () => {
	const deletes = /^DELETE|anonymize|removeCredentials/;
	const all = writeSamples.filter(({ endpoint }) => endpoint !== 'POST /unlock');

	it.each(all)('$operation', async (sample) => {
		const parameters = sample.parameters(building);
		const isDelete = deletes.test(`${sample.endpoint} ${sample.operation}`);
		for (const [changesAllowed, allowed] of [
			['none', false],
			[undefined, !isDelete],
			['allExceptDelete', !isDelete],
			['all', true],
		] as const) {
			Object.assign(engine.credential, { changes: changesAllowed });
			emulator.journal.length = 0;
			const attempt = run(sample.operation, { ...parameters, options: { dryRun: allowed } });
			if (allowed) {
				expect((await attempt)[0]!.json.dryRun).toBe(true);
			} else {
				await expect(attempt).rejects.toMatchObject({
					message: expect.stringMatching(/^The Lockt credential does not allow/) as string,
					description: expect.stringContaining('Nothing was sent') as string,
				});
			}
			expect(changes()).toEqual([]);
		}
	});

	it('Unlock: None, Listed Doors, Any Door', async () => {
		const [one, two] = wired();
		const unlock = (id: number) => run('door unlock', { door: by('id', id) });
		for (const permission of [{ unlock: undefined }, { unlock: 'none' }]) {
			Object.assign(engine.credential, permission);
			await expect(unlock(one!.id)).rejects.toMatchObject({
				message: expect.stringContaining("'Unlock' is None") as string,
			});
		}
		Object.assign(engine.credential, { unlock: 'listed', unlockDoors: ` ${one!.id}, 12 ` });
		await expect(unlock(two!.id)).rejects.toMatchObject({
			message: expect.stringContaining(`the door ${two!.id}: it is not in its list`) as string,
		});
		expect(changes()).toEqual([]);
		expect((await unlock(one!.id))[0]!.json).toMatchObject({ unlocked: true });
		Object.assign(engine.credential, { unlock: 'any', changes: 'none' });
		expect((await unlock(two!.id))[0]!.json).toMatchObject({ unlocked: true });
	});

	it('counts for the API Call as well', async () => {
		const { id } = wired()[0]!;
		const apiCall = (method: string, path: string, body: unknown) =>
			run('system apiCall', { method, path, body, query: {} });
		Object.assign(engine.credential, { changes: 'allExceptDelete', unlock: 'none' });
		const refused = { message: expect.stringContaining('does not allow') as string };
		await expect(apiCall('POST', '/unlock', { doors: [{ id }] })).rejects.toMatchObject(refused);
		await expect(apiCall('DELETE', '/door', { doors: [{ id }] })).rejects.toMatchObject(refused);
		expect(emulator.journal).toEqual([]);
		const [item] = await apiCall('POST', '/door', '{"doors": [{"name": "By hand"}]}');
		expect(item!.json).toMatchObject({ outcome: 'done', inserted: 1 });
		await expect(apiCall('POST', '/door', '{"doors": [')).rejects.toMatchObject({
			message: "'Body' is not JSON",
		});
		await expect(apiCall('POST', '/door', { doors: [{ name: 'By hand' }] })).rejects.toMatchObject({
			message: expect.stringContaining('Door Name Already Exists') as string,
		});
	});

	it('an API Call shows no PIN that Lockt repeats', async () => {
		const users = [{ id: -1, ...newcomer, pin: '12-x45' }];
		await expect(
			run('system apiCall', { method: 'POST', path: '/user', body: { users }, query: {} }),
		).rejects.toMatchObject({
			message: expect.stringContaining('Non-Numeric pin found: ***') as string,
		});
	});

	it('counts for other nodes with this credential, such as HTTP Request', async () => {
		const { locktApi } = (await loadPackage()).credentialTypes;
		const authenticate = locktApi!.authenticate as (c: object, o: object) => Promise<unknown>;
		const { baseUrl } = emulator.credential;
		const attempt = async (options: object, permissions: object = {}) =>
			authenticate({ ...emulator.credential, ...permissions }, { headers: {}, ...options });
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
		await expect(attempt({ method: 'POST', url: `${baseUrl}/user` })).resolves.toBeDefined();
	});
});

describe('Door: Unlock', () => {
	const unlock = (items: IDataObject[], options: IDataObject = {}, more = GO_ON) =>
		run('door unlock', { door: by('id', '={{ $json.id }}'), options }, items, more);

	it('is one call for the doors of all items, each with its own outcome', async () => {
		const battery = [...building.doors.values()].find((door) => !door.wired)!;
		const [one, two] = wired();
		const output = await unlock([
			{ id: one!.id },
			{ id: battery.id },
			{ id: two!.id },
			{ id: one!.id },
		]);
		expect(changes()).toHaveLength(1);
		expect((changes()[0]!.body as { doors: [] }).doors).toHaveLength(3);
		expect(output.map(({ json }) => json.outcome ?? json.error)).toEqual([
			'unlocked',
			expect.stringContaining('Door or Controller may be offline'),
			'unlocked',
			'unlocked',
		]);
		expect(output[0]!.json).toMatchObject({
			id: one!.id,
			name: one!.name,
			unlocked: true,
			workflow: 'Workflow',
			execution: 'execution',
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
		});
	});

	it.each(['beside', 'inside'] as const)(
		'an unknown door beside a good one (%s)',
		async (reading) => {
			Object.assign(emulator.readings, { partialErrors: reading });
			const output = await unlock([{ id: wired()[0]!.id }, { id: 999_999 }]);
			expect(output.map(({ json }) => json.outcome ?? json.error)).toEqual([
				'unlocked',
				expect.stringContaining('Invalid id found: 999999'),
			]);
		},
	);

	it.each(['status500', 'cut', 'status429NoHint', 'status503', 'htmlPage'] as const)(
		'%s: it is never tried again',
		async (kind) => {
			emulator.faults = [{ kind, on: 'POST' }];
			const [item] = await unlock([{ id: wired()[0]!.id }]);
			expect(changes()).toHaveLength(1);
			const outcome = kind === 'status429NoHint' ? 'refused' : 'unknown';
			expect(item!.json.details).toMatchObject({ outcome });
		},
	);

	it('no answer at all: the outcome is unknown, and it is not tried again', async () => {
		emulator.faults = [{ kind: 'silence', on: 'POST' }];
		const failed = unlock([{ id: wired()[0]!.id }], {}, {});
		await expect(failed).rejects.toMatchObject({
			message: expect.stringMatching(
				/^It is not known whether Lockt did it: .*took too long/,
			) as string,
		});
		expect(changes()).toHaveLength(1);
	});

	it('refuses a stale request', async () => {
		const id = wired()[0]!.id;
		const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
		const cases: Array<[IDataObject, string]> = [
			[{ requestedAt: ago(61) }, "more than the 60 of 'Maximum Age (Seconds)'"],
			[{ requestedAt: ago(11), maximumAge: 10 }, "more than the 10 of 'Maximum Age (Seconds)'"],
			[{ requestedAt: ago(-3600) }, 'in the future'],
			[{ requestedAt: '2026-11-23T09:00:00' }, 'must be a time with a time zone'],
			[{ requestedAt: '={{ "" }}' }, 'must be a time with a time zone'],
			[{ requestedAt: ago(1), maximumAge: 0.5 }, "'Maximum Age (Seconds)' must be a whole number"],
		];
		for (const [options, message] of cases) {
			const [item] = await unlock([{ id }], options);
			expect(item!.json.error).toContain(message);
		}
		expect(changes()).toEqual([]);
		const [fresh] = await unlock([{ id }], { requestedAt: ago(5) });
		expect(fresh!.json.outcome).toBe('unlocked');
		const [now] = await unlock([{ id }], { requestedAt: '={{ $now }}' });
		expect(now!.json.outcome).toBe('unlocked');
	});

	it('does not open late, when other changes were in the way', async () => {
		emulator.faults = [{ kind: 'slow', ms: 2500, on: 'POST /door' }];
		const busy = run('door create', columns({ name: 'Busy' }));
		await new Promise((resolve) => setTimeout(resolve, 100));
		const requestedAt = new Date().toISOString();
		const [late] = await unlock([{ id: wired()[0]!.id }], { requestedAt, maximumAge: 1 });
		expect(late!.json.error).toContain('Too much time has passed since it was asked for');
		await busy;
		expect(changes().map(({ url }) => url)).toEqual(['/api/v1/door']);
	});
});

describe('what Lockt does in its own way', () => {
	it('new access levels with a door in common go in different requests (known issue)', async () => {
		const [a, b] = [first(building.doors), first(building.doors, 1)];
		const schedule = first(building.schedules);
		const rows = [a.id, b.id, a.name, `${a.id}, ${b.name}`].map((doors, n) => ({
			...{ name: `Level ${n}`, doors, schedule: schedule.name },
		}));
		const output = await run('accessLevel create', autoMapped, rows, GO_ON);
		expect(output.map(({ json }) => json.outcome ?? json.error)).toEqual(Array(4).fill('created'));
		expect(changes()).toHaveLength(3);
	});

	it('two new doors of one name: the later item is refused, as Lockt would take both', async () => {
		const output = await run(
			'door create',
			autoMapped,
			[{ name: 'Attic' }, { name: 'attic' }],
			GO_ON,
		);
		expect(output[1]!.json.error).toContain("'Name' attic is in item 0 already");
		expect([...building.doors.values()].filter(({ name }) => /attic/i.test(name))).toHaveLength(1);
	});

	it('anonymizing where it is not released yet', async () => {
		emulator.readings.pending = 'notReleased';
		const user = by('id', first(building.users).id);
		await expect(run('user anonymize', { user })).rejects.toMatchObject({
			message: 'Anonymize is not released on this Lockt instance yet',
		});
	});

	it('what all items want alike is asked for once', async () => {
		const output = await run('delegate purgeExpired', {}, [{}, {}, {}]);
		expect(output.map(({ json }) => json.outcome)).toEqual(['purged', 'purged', 'purged']);
		expect(changes()).toHaveLength(1);
	});

	it('a fob is found by ID number although that filter is not released', async () => {
		emulator.readings.pending = 'notReleased';
		const fob = fobOf(building);
		fob.userId = first(building.users).id;
		await run('fob unassign', { fob: by('idNum', fob.fob!.id_num) });
		expect(fob.userId).toBe(0);
	});

	it('says so when a record cannot be read afterwards', async () => {
		const set = building.doors.set.bind(building.doors);
		building.doors.set = (id, door) => (door.name === 'Attic' ? building.doors : set(id, door));
		const rows = [{ name: 'Attic' }, { name: 'Cellar' }];
		const options = { fullRecord: true };
		const output = await run('door create', { ...autoMapped, options }, rows);
		expect(output.map(({ json }) => json)).toMatchObject([
			{
				outcome: 'created',
				warning: 'Done, but the full record could not be read: Lockt shows 0 of it',
			},
			{ outcome: 'created', id: expect.any(Number) as number },
		]);
	});
});

describe('the field mapping', () => {
	type Methods = Record<string, (this: ILoadOptionsFunctions) => Promise<ResourceMapperFields>>;
	async function fieldsOf(method: string) {
		const { methods } = (await loadPackage()).nodeTypes['n8n-nodes-lockt.lockt']!;
		const { [method]: load } = methods!.resourceMapping as unknown as Methods;
		return (await load!.call(engine.loadOptions(lockt({})))).fields;
	}

	it('has every field of a new user, custom ones included', async () => {
		const fields = await fieldsOf('newUser');
		expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual([
			...Object.keys(newcomer),
		]);
		expect(fields.map(({ id }) => id)).toEqual(
			expect.arrayContaining(['card_num', 'accesslevels', 'custom1', 'custom4', 'enabled']),
		);
	});

	it('offers the locations of the site for a new door', async () => {
		const location = (await fieldsOf('newDoor')).find(({ id }) => id === 'location_id')!;
		expect(location.options).toHaveLength(building.locations.size);
	});

	it('shows the error when Lockt does not answer', async () => {
		emulator.faults = [{ kind: 'status500' }];
		await expect(fieldsOf('newDoor')).rejects.toMatchObject({ httpCode: '500' });
	});

	it('offers a field that only Lockt knows', async () => {
		const known = (await fieldsOf('newDoor')).map(({ id }) => id);
		shapes.door_create.push({ property: 'badge_color', datatype: 'text', description: '' });
		const fields = (await fieldsOf('newDoor')).map(({ id }) => id);
		shapes.door_create.pop();
		expect(fields).toEqual([...known, 'badge_color']);
	});

	it('sends a field that only Lockt knows', async () => {
		const schema = [{ id: 'badge_color' }];
		const given = columns({ name: 'Attic', badge_color: 'blue' });
		await run('door create', { columns: { ...given.columns, schema } });
		expect(changes()[0]!.body).toMatchObject({ doors: [{ name: 'Attic', badge_color: 'blue' }] });
	});
});
