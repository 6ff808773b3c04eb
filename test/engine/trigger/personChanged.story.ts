import { clock } from '../../clock';
import type { IDataObject, Workflow } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { triggerNode } from '../engine';
import { jsonOf, storedOf } from '../output';
import { by, on } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt({ users: 30, history: 5 });

/** Far from midnight: what is said once a day would be said once more. */
beforeEach(() => {
	clock.set(new Date('2026-07-01T10:00:00Z'));
});

const parameters = on('personChanged');

const holders = () => [...lockt.building.users.values()].filter(({ privileged }) => !privileged);
const nameOf = ({ last_name, first_name }: User) => `${last_name}, ${first_name}`;

/** A user like another, with an ID of their own. */
function add(changed: Partial<User> = {}): User {
	const id = Math.max(...lockt.building.users.keys()) + 1;
	const user = { ...holders()[0]!, id, id_num: `N-${id}`, first_name: 'Ann', last_name: 'New' };
	lockt.building.users.set(id, { ...user, ...changed });
	return lockt.building.users.get(id)!;
}

async function publish(given: object = parameters): Promise<Workflow> {
	const workflow = lockt.engine.workflow(triggerNode(given));
	expect(await lockt.engine.poll(workflow)).toBeNull();
	return workflow;
}

/** What people did, as the poll says that looks at them next. */
async function look(workflow: Workflow, mode?: 'init'): Promise<IDataObject[]> {
	clock.wait(15);
	return jsonOf(await lockt.engine.poll(workflow, mode));
}

const restart = (workflow: Workflow, given: object = parameters) => {
	lockt.engine.restart();
	return lockt.engine.workflow(triggerNode(given), storedOf(workflow));
};

describe('a person who changed', () => {
	it('is told with what they were and are', async () => {
		const [one, two, three] = holders() as [User, User, User];
		one.enabled = three.enabled = true;
		two.enabled = false;
		two.accessLevelIds = [];
		const workflow = await publish();
		expect(await look(workflow)).toEqual([]);

		one.enabled = false;
		two.enabled = true;
		const [level] = lockt.building.accessLevels.values();
		two.accessLevelIds = [level!.id];
		three.privileged = true;
		const four = add({ enabled: true });
		const items = await look(workflow);
		const facts = { enabled: true, privileged: false };
		expect(items).toMatchObject([
			{
				trigger: 'personChanged',
				change: 'becamePrivileged',
				summary: `${nameOf(three)} became privileged`,
				after: { privileged: true },
			},
			{
				change: 'disabled',
				summary: `${nameOf(one)} was disabled`,
				person: nameOf(one),
				personId: one.id,
				personIdNumber: one.id_num,
				personEmail: one.email,
				personEnabled: false,
				before: { enabled: true, accessLevelIds: one.accessLevelIds.toSorted((a, b) => a - b) },
				after: { enabled: false },
			},
			{ change: 'enabled', personId: two.id, personEnabled: true },
			{
				change: 'accessLevelsChanged',
				summary: `The access levels of ${nameOf(two)} changed: ${level!.name} added`,
				before: { enabled: false, privileged: false, accessLevelCount: 0, accessLevelIds: [] },
				after: { ...facts, accessLevelCount: 1, accessLevelIds: [level!.id] },
			},
			{ change: 'added', summary: `New, Ann was added`, personId: four.id, before: null },
		]);
		expect(new Set(items.map(({ dedupeKey }) => dedupeKey)).size).toBe(5);
		expect(await look(workflow)).toEqual([]);
	});

	it('is told as removed, by name, once they are missing twice in a row', async () => {
		const workflow = await publish();
		const [one] = holders() as [User];
		lockt.building.users.delete(one.id);
		expect(await look(workflow)).toEqual([]);
		lockt.building.users.set(one.id, one);
		expect(await look(workflow)).toEqual([]);
		lockt.building.users.delete(one.id);
		expect(await look(workflow)).toEqual([]);
		expect(await look(workflow)).toMatchObject([
			{
				change: 'removed',
				summary: `${nameOf(one)} was removed`,
				personId: one.id,
				personEmail: one.email,
				personEnabled: null,
				after: null,
			},
		]);
		expect(await look(workflow)).toEqual([]);
	});

	it('is asked for every so many minutes, and not each time events are', async () => {
		const options = { checkPeopleMinutes: 60 };
		const workflow = await publish({ ...on('doorEvent', 'personChanged'), options });
		const asksFor = async (minutes: number) => {
			clock.wait(minutes);
			lockt.emulator.journal.length = 0;
			await lockt.engine.poll(workflow);
			return lockt.asked().filter((asked) => asked.startsWith('GET /user'));
		};
		expect(await asksFor(59)).toEqual([]);
		expect(await asksFor(1)).toEqual(['GET /user', 'GET /user?privileged']);
		expect(await asksFor(1)).toEqual([]);
	});

	it('comes only as was chosen: which changes, and of whom', async () => {
		const [one, two] = holders() as [User, User];
		one.enabled = two.enabled = true;
		const filters = { people: { values: [{ user: by('idNum', one.id_num) }] } };
		const personChanges = ['disabled', 'removed'];
		const workflow = await publish({ ...parameters, personChanges, filters });
		one.enabled = two.enabled = false;
		one.accessLevelIds = [];
		add();
		expect(await look(workflow)).toMatchObject([{ change: 'disabled', personId: one.id }]);
		lockt.building.users.delete(one.id);
		lockt.building.users.delete(two.id);
		expect(await look(workflow)).toEqual([]);
		expect(await look(workflow)).toMatchObject([{ change: 'removed', personId: one.id }]);
	});

	it('is told of whoever was chosen also where the list shows the ID number of nobody', async () => {
		const [one, two] = holders() as [User, User];
		one.enabled = two.enabled = true;
		const list = () => {
			const data = holders().map(({ id, enabled, email, ...person }) => {
				const { first_name, last_name } = person;
				return { id, id_num: '', first_name, last_name, email, enabled, accesslevels: [] };
			});
			const body = JSON.stringify({ data });
			lockt.emulator.faults = [{ kind: 'answer', status: 200, body, times: 99, on: '^GET /user$' }];
		};
		list();
		const filters = { people: { values: [{ user: by('idNum', one.id_num) }] } };
		const workflow = await publish({ ...parameters, filters });
		one.enabled = two.enabled = false;
		list();
		expect(await look(workflow)).toMatchObject([{ change: 'disabled', personId: one.id }]);
		lockt.building.users.delete(one.id);
		list();
		expect(await look(workflow)).toEqual([]);
		expect(await look(workflow)).toMatchObject([
			{ change: 'removed', personId: one.id, personIdNumber: one.id_num },
		]);
	});

	it('before the workflow was published counts as seen, also when it is published anew', async () => {
		const workflow = await publish();
		const [one] = holders() as [User];
		one.enabled = !one.enabled;
		add();
		const anew = lockt.engine.workflow(triggerNode(parameters), storedOf(workflow));
		expect(await lockt.engine.poll(anew)).toBeNull();
		expect(await look(anew)).toEqual([]);
	});

	it('while n8n was down is told at its start', async () => {
		const workflow = restart(await publish());
		const [one] = holders() as [User];
		one.enabled = !one.enabled;
		expect(await look(workflow, 'init')).toMatchObject([{ personId: one.id }]);
		expect(await look(workflow, 'init')).toEqual([]);
	});

	it('is told with the same key, should n8n have lost that it was', async () => {
		const workflow = await publish();
		const stored = storedOf(workflow);
		const [one] = holders() as [User];
		one.enabled = !one.enabled;
		const [told] = await look(workflow);
		lockt.engine.restart();
		const after = lockt.engine.workflow(triggerNode(parameters), stored);
		expect(await look(after, 'init')).toMatchObject([{ dedupeKey: told!.dedupeKey }]);
	});

	it('comes again after a crash, where that is wanted', async () => {
		const given = { ...parameters, options: { afterCrash: 'replay' } };
		const workflow = await publish(given);
		const [one] = holders() as [User];
		one.accessLevelIds = [];
		const items = await look(workflow);
		expect(items).toHaveLength(1);
		expect(await look(restart(workflow, given), 'init')).toEqual(
			items.map((item) => ({ ...item, redelivered: true })),
		);
	});
});

describe('what cannot be told of people', () => {
	const warnings = useWarnings();
	const show = (shown: object) => {
		const data = holders().map(({ id, first_name, last_name }) => ({
			...{ id, first_name, last_name, enabled: true, accesslevels: [] },
			...shown,
		}));
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', status: 200, body, times: 99, on: 'GET /user$' }];
	};

	it.each([
		[{ enabled: 'Suspended' }, 'whether they are enabled', ['disabled']],
		[{ enabled: undefined }, 'whether they are enabled', ['enabled']],
		[{ accesslevels: ['Lobby'] }, 'which access levels they have', ['accessLevelsChanged']],
		[{ accesslevels: 'Lobby' }, 'which access levels they have', ['accessLevelsChanged']],
	])('is said in the log, once: %j', async (shown, what, personChanges) => {
		show(shown);
		const workflow = await publish({ ...parameters, personChanges });
		await look(workflow);
		expect(warnings().split(what)).toHaveLength(2);
	});

	it.each([
		[false, 1],
		[true, 0],
	])('is who is enabled, where a list shows the same of everybody: %j', async (enabled, times) => {
		show({ enabled });
		const workflow = await publish();
		await look(workflow);
		expect(warnings().split('lists everybody as disabled')).toHaveLength(times + 1);
		clock.wait(24 * 60);
		await look(workflow);
		expect(warnings().split('lists everybody as disabled')).toHaveLength(2 * times + 1);
	});

	it('is not said where nobody asks for it, or all is told', async () => {
		show({ enabled: 'Suspended', accesslevels: ['Lobby'] });
		await look(await publish({ ...parameters, personChanges: ['added', 'removed'] }));
		show({ enabled: 'Active' });
		await look(await publish());
		expect(warnings()).not.toContain('show clearly');
	});

	it.each(['beside them', 'in their place'])(
		'is who became privileged, where others have the same IDs: %s',
		async (where) => {
			const tellPrivileged = (id: number) => {
				const admin = { id, first_name: 'Root', last_name: 'Admin', email: 'root@lockt.example' };
				const body = JSON.stringify({ data: [{ ...admin, enabled: true, accesslevels: [] }] });
				lockt.emulator.faults = [
					{ kind: 'answer', status: 200, body, times: 99, on: 'privileged' },
				];
			};
			const [one] = holders() as [User];
			tellPrivileged(99_999);
			const workflow = await publish();
			tellPrivileged(one.id);
			if (where === 'in their place') lockt.building.users.delete(one.id);
			expect(await look(workflow)).toEqual([]);
			lockt.building.users.delete(one.id);
			const first = await look(workflow);
			const again = restart(workflow);
			const told = [...first, ...(await look(again, 'init'))];
			expect(told).toMatchObject([{ change: 'removed', personId: one.id }]);
			expect(JSON.stringify(told)).not.toContain('Root');
			expect(warnings()).toContain('is that of a privileged person and of somebody else');
			expect(await look(again)).toEqual([]);
		},
	);
});

describe('many people', () => {
	const warnings = useWarnings();

	it('who change at once are told as one', async () => {
		await lockt.reopen({ users: 1500 });
		const workflow = await publish();
		for (const user of holders()) if (user.id % 5 < 2) user.enabled = !user.enabled;
		const items = await look(workflow);
		expect(items).toMatchObject([
			{
				change: 'many',
				personId: null,
				before: null,
				summary: expect.stringMatching(
					/^Many people changed at once, too many to tell one by one: \d+ disabled, \d+ enabled$/,
				) as string,
			},
		]);
		expect(await look(workflow)).toEqual([]);
	});

	it.each([
		[{ enabled: false }, 'lists everybody as disabled'],
		[{ accesslevels: [] }, 'shows no access levels'],
		[{ accesslevels: {} }, 'shows no access levels'],
		[{ enabled: false, accesslevels: [] }, 'shows no access levels'],
	])('whom one answer shows as nothing more have not changed: %j', async (shown, said) => {
		const workflow = await publish();
		const list = await lockt.read('user getMany');
		const data = list.map((user) => ({ ...user, ...shown }));
		for (let n = 0; n < 2; n++) {
			const body = JSON.stringify({ data });
			lockt.emulator.faults = [{ kind: 'answer', status: 200, body, times: 1, on: 'GET /user$' }];
			expect(await look(workflow)).toEqual([]);
			expect(await look(workflow)).toEqual([]);
		}
		expect(warnings().split(said)).toHaveLength(2);
	});

	it('who are missing, all or most, are not taken for removed', async () => {
		const workflow = await publish();
		const all = [...lockt.building.users];
		for (const kept of [0, 5]) {
			for (const [id] of all.slice(kept)) lockt.building.users.delete(id);
			for (let n = 0; n < 5; n++) expect(await look(workflow)).toEqual([]);
			for (const [id, user] of all) lockt.building.users.set(id, user);
		}
		expect(await look(workflow)).toEqual([]);
	});
});

describe('people', () => {
	it('are remembered without names, cards or addresses', async () => {
		const workflow = await publish();
		const stored = JSON.stringify(storedOf(workflow));
		const { last_name, email, id_num } = holders()[0]!;
		for (const text of [last_name, email, id_num]) expect(stored).not.toContain(text);
	});

	it('do not wait for events, nor events for them', async () => {
		const workflow = await publish(on('doorEvent', 'personChanged'));
		const [one] = holders() as [User];
		for (const path of ['/user', '/events']) {
			one.enabled = !one.enabled;
			const { id } = lockt.emulator.tryDoor();
			const event = { eventId: id };
			const person = { personId: one.id };
			lockt.emulator.faults = [{ kind: 'status500', on: `GET ${path}` }];
			expect(await look(workflow)).toMatchObject([path === '/user' ? event : person]);
			lockt.emulator.faults = [];
			expect(await look(workflow)).toMatchObject([path === '/user' ? person : event]);
		}
	});

	it('conclude nothing from a list that says it is not whole, or one that is broken', async () => {
		const workflow = await publish();
		const part = JSON.stringify({ data: [{ id: holders()[0]!.id }], total: 30 });
		lockt.emulator.faults = [{ kind: 'answer', status: 200, body: part, on: 'GET /user$' }];
		for (let n = 0; n < 3; n++) await expect(look(workflow)).rejects.toThrow('only a part');
		lockt.emulator.faults = [{ kind: 'hangUp', on: 'privileged' }];
		await expect(look(workflow)).rejects.toThrow();
		lockt.emulator.faults = [];
		expect(await look(workflow)).toEqual([]);
	});

	it('have no PIN and no key of a card when all that Lockt sent goes with them', async () => {
		const workflow = await publish({ ...parameters, simplify: false });
		const [one] = holders() as [User];
		one.enabled = !one.enabled;
		const [item] = await look(workflow);
		expect(item).toMatchObject({ lockt: { id: one.id, email: one.email } });
		expect(item!.lockt).not.toHaveProperty('pin');
	});

	it('are shown as a test: one of them, as a sample that says so', async () => {
		const { items, remembered } = await lockt.engine.fetchTestEvent(triggerNode(parameters));
		const [item, ...others] = jsonOf(items);
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			summary: expect.stringMatching(
				/^Sample, as no change of a person is known: .+ is (en|dis)abled$/,
			) as string,
		});
		expect(remembered).toEqual({});
	});
});
