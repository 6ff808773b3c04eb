import { clock } from '../../clock';
import { DateTime } from 'luxon';
import type { IDataObject, Workflow } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { cardHolders, cardOf, fobOf } from '../../emulator/samples';
import { triggerNode } from '../engine';
import { jsonOf, storedOf } from '../output';
import { by, on } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt({ users: 12, history: 5, timezone: 'America/New_York' });
const warnings = useWarnings();

const parameters = on('accessEndsSoon');

/** So many days from now, as Lockt writes it. */
const inDays = (days: number) =>
	DateTime.fromMillis(Date.now(), { zone: 'America/New_York' })
		.plus({ minutes: days * 24 * 60 })
		.toFormat('yyyy-MM-dd HH:mm:ss');

/** Nobody's access ends. */
beforeEach(() => {
	clock.set(new Date('2026-07-01T10:00:00Z'));
	const { users, credentials } = lockt.building;
	for (const one of [...users.values(), ...credentials.values()]) one.access_expires = '';
});

async function publish(given: object = parameters): Promise<Workflow> {
	const workflow = lockt.engine.workflow(triggerNode(given));
	expect(await lockt.engine.poll(workflow)).toBeNull();
	return workflow;
}

/** What the poll says that looks next. */
async function look(workflow: Workflow, mode?: 'init'): Promise<IDataObject[]> {
	clock.wait(60);
	return jsonOf(await lockt.engine.poll(workflow, mode));
}

const holders = () => cardHolders(lockt.building) as [User, User, ...User[]];

describe('access that ends soon', () => {
	it('of a user, fob or credential is told once, each as what it is', async () => {
		const [user] = holders();
		const [fob, card] = [fobOf(lockt.building), cardOf(lockt.building)];
		const holder = lockt.building.users.get(card.userId)!;
		const workflow = await publish();
		expect(await look(workflow)).toEqual([]);
		for (const one of [user, fob, card]) one.access_expires = '2026-07-05 12:00:00';
		const items = await look(workflow);
		expect(items).toMatchObject([
			{
				time: '2026-07-01T08:00:00.000-04:00',
				trigger: 'accessEndsSoon',
				summary: `Access of ${user.last_name}, ${user.first_name} ends in 4 days (Sun 5 Jul 2026, 12:00 PM)`,
				accessOf: 'user',
				accessId: user.id,
				accessEnds: '2026-07-05T12:00:00.000-04:00',
				personId: user.id,
				personEmail: user.email,
				personExpires: '2026-07-05T12:00:00.000-04:00',
				cardNumber: '',
			},
			{
				accessOf: 'fob',
				accessId: fob.id,
				summary: `Access of the fob ${fob.name} ends in 4 days (Sun 5 Jul 2026, 12:00 PM)`,
				person: '',
				personId: null,
				cardNumber: fob.card_num,
			},
			{
				accessOf: 'credential',
				accessId: card.id,
				summary: `Access of card ${card.card_num} of ${holder.last_name}, ${holder.first_name} ends in 4 days (Sun 5 Jul 2026, 12:00 PM)`,
				personId: holder.id,
				cardNumber: card.card_num,
			},
		]);
		expect(await look(workflow)).toEqual([]);
		user.access_expires = '2026-07-05 12:30:00';
		expect(await look(workflow)).toEqual([]);
		user.access_expires = '2026-07-06 12:30:00';
		expect(await look(workflow)).toMatchObject([{ accessEnds: '2026-07-06T12:30:00.000-04:00' }]);
	});

	it('is told so many days before, as was chosen, and not when it has ended', async () => {
		const [one, two] = holders();
		const workflow = await publish({ ...parameters, daysBefore: 2 });
		one.access_expires = inDays(2.1);
		two.access_expires = inDays(-1);
		expect(await look(workflow)).toEqual([]);
		clock.wait(60);
		expect(await look(workflow)).toMatchObject([
			{
				personId: one.id,
				summary: expect.stringMatching(/ ends in (47|48) hours|2 days/) as string,
			},
		]);
	});

	it('when the workflow is published counts as seen, also when it is published anew', async () => {
		const [one, two] = holders();
		one.access_expires = inDays(3);
		const workflow = await publish();
		two.access_expires = inDays(3);
		const anew = lockt.engine.workflow(triggerNode(parameters), storedOf(workflow));
		expect(await lockt.engine.poll(anew)).toBeNull();
		expect(await look(anew)).toEqual([]);
	});

	it('soon counts as seen after publishing, too, where Lockt showed nobody then', async () => {
		holders()[0].access_expires = inDays(3);
		const none = JSON.stringify({ data: [] });
		lockt.emulator.faults = [{ kind: 'answer', status: 200, body: none, on: 'GET /user' }];
		const workflow = await publish();
		lockt.emulator.faults = [];
		expect(await look(workflow)).toEqual([]);
		holders()[1].access_expires = inDays(3);
		expect(await look(workflow)).toHaveLength(1);
	});

	it('is told at the start of n8n, and by no second one', async () => {
		const before = await publish();
		holders()[0].access_expires = inDays(3);
		const restart = (workflow: Workflow) => {
			lockt.engine.restart();
			return lockt.engine.workflow(triggerNode(parameters), storedOf(workflow));
		};
		const after = restart(before);
		expect(await look(after, 'init')).toHaveLength(1);
		expect(await look(restart(after), 'init')).toEqual([]);
	});

	it('comes again after a crash, where that is wanted', async () => {
		const given = { ...parameters, options: { afterCrash: 'replay' } };
		const workflow = await publish(given);
		holders()[0].access_expires = inDays(3);
		const items = await look(workflow);
		lockt.engine.restart();
		const after = lockt.engine.workflow(triggerNode(given), storedOf(workflow));
		expect(await look(after, 'init')).toEqual(
			items.map((item) => ({ ...item, redelivered: true })),
		);
	});

	/** Answers `GET /user` with what Lockt would, changed. */
	const listUsers = (change: (users: IDataObject[]) => IDataObject[]) => {
		const users = holders().map(({ id, first_name, last_name, access_expires }) => {
			return { id, first_name, last_name, access_expires };
		});
		const body = JSON.stringify({ data: change(users) });
		lockt.emulator.faults = [{ kind: 'answer', status: 200, body, times: 99, on: 'GET /user$' }];
	};

	it('of a fob that Lockt lists among the users is told as that of the fob, once', async () => {
		const fob = fobOf(lockt.building);
		const { name, card_num } = fob;
		const [user] = holders();
		const list = () => {
			listUsers(([first, ...others]) => [
				{ ...first, card_num },
				...others,
				{ id: 99_999, id_num: '', name, card_num, access_expires: fob.access_expires },
			]);
		};
		list();
		const workflow = await publish();
		fob.access_expires = inDays(3);
		list();
		expect(await look(workflow)).toMatchObject([{ accessOf: 'fob', accessId: fob.id }]);
		user.access_expires = inDays(3);
		list();
		expect(await look(workflow)).toMatchObject([{ accessOf: 'user', accessId: user.id }]);
	});

	it('of users cannot be told where their list does not show it, which is said once a day', async () => {
		const said = () => warnings().split('does not show when their access ends').length - 1;
		listUsers((users) => users.map((one) => ({ ...one, access_expires: '' })));
		const workflow = await publish();
		expect(said()).toBe(0);
		listUsers((users) => users.map((one) => ({ ...one, access_expires: undefined })));
		for (const hour of [1, 2]) expect([hour, await look(workflow)]).toEqual([hour, []]);
		expect(said()).toBe(1);
		clock.wait(24 * 60);
		await look(workflow);
		expect(said()).toBe(2);
	});

	it('comes of the people who were chosen: theirs, and that of their cards', async () => {
		const card = cardOf(lockt.building);
		const holder = lockt.building.users.get(card.userId)!;
		const people = { values: [{ user: by('idNum', holder.id_num) }] };
		const workflow = await publish({ ...parameters, filters: { people } });
		const all = [...holders(), fobOf(lockt.building), card];
		for (const one of all) one.access_expires = inDays(3);
		expect(await look(workflow)).toMatchObject([
			{ accessOf: 'user', accessId: holder.id },
			{ accessOf: 'credential', accessId: card.id },
		]);
	});

	it('of a card is said to be left out of a filter where Lockt does not show whose it is', async () => {
		const card = cardOf(lockt.building);
		const people = { values: [{ user: by('list', card.userId) }] };
		const workflow = await publish({ ...parameters, filters: { people } });
		const data = [{ id: card.id, card_num: card.card_num, access_expires: inDays(3) }];
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', on: 'GET /credential', status: 200, body }];
		expect(await look(workflow)).toEqual([]);
		expect(warnings()).toContain('Lockt does not show whose some credentials are');
	});

	it('is looked for once an hour, by three questions and that of the time', async () => {
		const workflow = await publish();
		clock.wait(59);
		lockt.emulator.journal.length = 0;
		expect(await lockt.engine.poll(workflow)).toBeNull();
		expect(lockt.asked()).toEqual([]);
		clock.wait(1);
		expect(await lockt.engine.poll(workflow)).toBeNull();
		expect(lockt.asked()).toEqual(['GET /user', 'GET /fob', 'GET /credential', 'GET /time']);
	});

	it('of more than 500 is told as one', async () => {
		await lockt.reopen({ users: 600 });
		for (const one of lockt.building.credentials.values()) one.access_expires = '';
		for (const one of holders()) one.access_expires = '';
		const workflow = await publish();
		for (const one of holders()) one.access_expires = inDays(3);
		expect(await look(workflow)).toMatchObject([
			{
				accessOf: '',
				summary: `Access of many ends within 7 days, too many to tell one by one: ${holders().length} users`,
			},
		]);
		expect(await look(workflow)).toEqual([]);
	});

	it('is told of the others where Lockt refuses one list; where it fails, later', async () => {
		const workflow = await publish();
		const ends = [holders()[0], fobOf(lockt.building), cardOf(lockt.building)];
		for (const one of ends) one.access_expires = inDays(3);
		lockt.emulator.faults = [{ kind: 'refused', on: 'GET /fob' }];
		expect(await look(workflow)).toMatchObject([{ accessOf: 'user' }]);
		expect(warnings()).toContain('Lockt refused to list its fobs');
		lockt.emulator.faults = [{ kind: 'status500', on: 'GET /fob' }];
		await expect(look(workflow)).rejects.toThrow();
		lockt.emulator.faults = [{ kind: 'refused', on: 'GET /credential' }];
		expect(await look(workflow)).toMatchObject([{ accessOf: 'fob' }]);
		lockt.emulator.faults = [];
		expect(await look(workflow)).toMatchObject([{ accessOf: 'credential' }]);
	});

	it('by a local time is not guessed where Lockt does not say the zone of the site', async () => {
		await lockt.reopen({ readings: { dates: 'local' } });
		const answer = JSON.stringify({ data: [{ timezone: '' }] });
		lockt.emulator.faults = [{ kind: 'answer', status: 200, body: answer, on: 'GET /time' }];
		const workflow = await publish();
		holders()[0].access_expires = inDays(3);
		expect(await look(workflow)).toEqual([]);
		expect(warnings()).toContain("'Access Ends Soon' leaves out who has access until a local time");
	});

	it.each(['soon', { year: 2026 }, true])('that cannot be read is said: %j', async (until) => {
		const data = [{ id: 1, access_expires: until }];
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'GET /user', status: 200, body: JSON.stringify({ data }), times: 9 },
		];
		expect(await look(await publish())).toEqual([]);
		expect(warnings()).toContain("Lockt sent 'access_expires' in a form that is not known");
	});

	it('is none that Lockt shows as the first moment of 1970', async () => {
		for (const one of holders()) one.access_expires = '1969-12-31 19:00:00';
		const past = '/Date(0)/';
		const data = [{ id: 1, first_name: 'Rhea', access_effective: past, access_expires: past }];
		const workflow = await publish();
		expect(await look(workflow)).toEqual([]);
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'GET /user', status: 200, body: JSON.stringify({ data }), times: 9 },
		];
		expect(await look(workflow)).toEqual([]);
		expect(warnings()).toBe('');
	});

	it('does not wait for events, nor events for it', async () => {
		const workflow = await publish(on('doorEvent', 'accessEndsSoon'));
		for (const path of ['/credential', '/events']) {
			const user = holders()[path === '/events' ? 0 : 1];
			user.access_expires = inDays(3);
			const event = { eventId: lockt.emulator.tryDoor().id };
			lockt.emulator.faults = [{ kind: 'status500', on: `GET ${path}` }];
			const ends = { accessId: user.id };
			expect(await look(workflow)).toMatchObject([path === '/events' ? ends : event]);
			lockt.emulator.faults = [];
			expect(await look(workflow)).toMatchObject([path === '/events' ? event : ends]);
		}
	});

	it('is shown as a test: what ends next, or as a sample that says so', async () => {
		const show = async () =>
			jsonOf((await lockt.engine.fetchTestEvent(triggerNode(parameters))).items);
		await expect(show()).rejects.toMatchObject({
			message: 'Lockt has nothing to show yet that fits',
		});
		const [one, two] = holders();
		one.access_expires = inDays(-3);
		two.access_expires = inDays(30);
		expect(await show()).toMatchObject([
			{
				personId: two.id,
				summary: expect.stringMatching(
					/^Sample, as none that fits ends so soon: Access of .+ ends in 30 days/,
				) as string,
			},
		]);
		two.access_expires = inDays(3);
		expect(await show()).toMatchObject([
			{ summary: expect.stringMatching(/^Access of/) as string },
		]);
	});
});
