import { clock } from '../clock';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { eventsFrom } from '../../nodes/Lockt/api/records/events';
import { plainText } from '../../nodes/Lockt/api/text/text';
import { makeEventItems } from '../../nodes/Lockt/trigger/events/items';
import type { Settings } from '../../nodes/Lockt/trigger/settings';
import { useStandIn } from './standIn';

const lockt = useStandIn();

/** What Lockt has. */
let users: IDataObject[];
let credentials: IDataObject[];

const ANN = {
	...{ id: 7, id_num: 'E-7', first_name: 'Ann', last_name: 'Lee' },
	...{ email: 'ann@example.com', enabled: true, access_expires: '2026-12-31T05:00:00Z' },
};
const BO = { ...ANN, id: 8, id_num: 'E-8', first_name: 'Bo', last_name: 'Ray', enabled: false };

const answerWell: typeof lockt.answer = ({ url }) => {
	const { pathname, searchParams } = new URL(url, 'http://lockt');
	const [filter] = searchParams;
	const fitting = (list: IDataObject[]) =>
		filter ? list.filter((one) => plainText(one[filter[0]]) === filter[1]) : list;
	if (pathname.endsWith('/user')) return { data: fitting(users) };
	if (pathname.endsWith('/credential')) return { data: fitting(credentials) };
	return { data: pathname.endsWith('/time') ? { timezone: 'America/New_York' } : [] };
};

let hours = 0;
beforeEach(() => {
	// What earlier tests have looked up is too old.
	clock.wait(60 * ++hours);
	users = [ANN, BO];
	credentials = [
		{ id: 1, card_num: '001', user: [{ id: 7, name: 'Lee, Ann' }] },
		{ id: 2, card_num: '002', user: [{ id: 8, name: 'Ray, Bo' }] },
		{ id: 3, card_num: '003', user: [] },
	];
	lockt.answer = answerWell;
});

const settings = { site: 'site', simplifies: true, addsPerson: true } as Settings;
/** By the number of their card. */
const NAMES: Record<number, string> = { 1: 'Lee, Ann', 2: 'Ray, Bo' };
const happened =
	(code: number) =>
	(card_num: IDataObject[string], user: IDataObject[string] = NAMES[Number(card_num)] ?? '') => ({
		...{ id: 1, card_num, user, code },
	});
const granted = happened(48);
const denied = happened(49);
const itemsOf = (...events: IDataObject[]) =>
	makeEventItems(lockt.context() as unknown as IPollFunctions, eventsFrom(events), settings);
const idsOf = async (...events: IDataObject[]) =>
	(await itemsOf(...events)).map(({ personId }) => personId);
const lookUps = () => lockt.asked().filter((url) => /^\/(user|credential)/.test(url));

describe('whoever an event is about', () => {
	it('is the holder of the card, with what Lockt has of them', async () => {
		expect((await itemsOf(granted('001', 'Lee, Ann')))[0]).toMatchObject({
			personId: 7,
			personIdNumber: 'E-7',
			personEmail: 'ann@example.com',
			personEnabled: true,
			personExpires: '2026-12-31T00:00:00.000-05:00',
		});
		expect(lookUps()).toEqual(['/credential?card_num=001', '/user?id=7']);
	});

	it.each([
		['is the only user with the name, where there is no card', granted('', 'lee, ANN'), 7],
		['is it in any order of the words', granted('', 'Ann  Lee'), 7],
		['is it by the parts of the name', granted('', { last_name: 'Lee', first_name: 'Ann' }), 7],
		['is whose ID stands in place of the name', granted(null, 7), 7],
		['is nobody, where the ID is of another name', granted('', { id: 7, name: 'Ray, Bo' }), null],
		['is the holder, where the card came as a number', granted(1, 'Lee, Ann'), 7],
		['is nobody, where nobody has the name', granted('', 'Lee, Anna'), null],
		['is nobody, where nobody has the card', granted('009'), null],
		['is nobody, where the card is not handed out', granted('003'), null],
		['is nobody, where the card belongs to somebody else now', granted('001', 'Ray, Bo'), null],
		['is the holder, however the event writes the name', granted('001', 'ANN M. LEE'), 7],
		['is nobody, where the name has a word more', granted('001', 'Lee Kim, Ann'), null],
		['is nobody, where the name has a word less', granted('001', 'Lee'), null],
		['is nobody, where a card has no name', granted('001', ''), null],
		['is whose ID stands there, with the card', granted('001', 7), 7],
		['is nobody, where the card is not that of whose ID stands there', granted('001', 8), null],
		['is nobody, where the event tells nothing', granted(''), null],
	])('%s', async (_, event, id) => {
		expect(await idsOf(event)).toEqual([id]);
	});

	it('is nobody, where two users have the name, or the card', async () => {
		users.push({ ...ANN, id: 9 });
		credentials.push({ id: 4, card_num: '001', user: [{ id: 8 }] });
		expect(await idsOf(granted('', 'Lee, Ann'), granted('001'))).toEqual([null, null]);
	});

	it('is nobody, where a number may be two cards', async () => {
		credentials.push({ id: 4, card_num: '01', user: [{ id: 8 }] });
		expect(await idsOf(granted(1), granted('001'))).toEqual([null, 7]);
		clock.wait(5);
		credentials = [{ id: 1, card_num: 1, user: [{ id: 7 }] }];
		expect(await idsOf(granted('0001'), granted(1))).toEqual([7, 7]);
	});

	it('is not said to be disabled by a list that says so of everybody', async () => {
		users = users.map((one) => ({ ...one, enabled: false }));
		const [bo] = await itemsOf(granted('', 'Ray, Bo'));
		expect(bo).toMatchObject({ personId: 8, personEnabled: null });
		expect(bo!.summary).toBe('Ray, Bo was let in at a door');
		expect((await itemsOf(denied('002')))[0]!.summary).toMatch(/^A disabled person/);
	});

	it('is nobody, where Lockt answers with others than asked for', async () => {
		lockt.answer = (request, reply) =>
			answerWell({ ...request, url: request.url.split('?')[0] } as never, reply);
		expect(await idsOf(granted('001'), granted('009'))).toEqual([7, null]);
	});

	it('is said in the summary to be disabled, and by what', async () => {
		const summaries = (await itemsOf(denied('002'), granted('', 'Ray, Bo'), denied('001'))).map(
			({ summary }) => summary,
		);
		expect(summaries).toEqual([
			"A disabled person's card was tried: Ray, Bo was turned away at a door",
			'A disabled person tried a door: Ray, Bo was let in at a door',
			'Lee, Ann was turned away at a door',
		]);
	});
});

describe('the look-up', () => {
	it('comes once for each person in a poll, and not again within some minutes', async () => {
		await idsOf(granted('001'), denied('001'), granted('001'));
		expect(lookUps()).toHaveLength(2);
		clock.wait(4);
		expect(await idsOf(granted('001'))).toEqual([7]);
		expect(lookUps()).toHaveLength(2);
		clock.wait(1);
		await idsOf(granted('001'));
		expect(lookUps()).toHaveLength(4);
	});

	it('comes anew for who is turned away: they may just have been disabled', async () => {
		await idsOf(granted('001'));
		users = [{ ...ANN, enabled: false }];
		expect((await itemsOf(granted('001'), denied('001'))).map((one) => one.personEnabled)).toEqual([
			false,
			false,
		]);
	});

	it('comes anew where a card has another name than before', async () => {
		await idsOf(granted('001', 'Lee, Ann'));
		credentials[0]!.user = [{ id: 8 }];
		expect(await idsOf(granted('001', 'Ray, Bo'))).toEqual([8]);
	});

	it('reads the two lists where many cards are new', async () => {
		const many = Array.from({ length: 500 }, (_, n) => granted(`1${n}`));
		expect((await idsOf(...many, granted('001'))).at(-1)).toBe(7);
		expect(lookUps().sort()).toEqual(['/credential', '/user']);
	});

	it.each([
		['/credential', 500],
		['/credential', 200],
		['/user', 500],
		['/user', 401],
	])('that fails holds no event back, and is said once: %s %i', async (path, status) => {
		const context = lockt.context();
		lockt.answer = (request, reply) =>
			request.url.includes(path) ? reply.code(status).send('broken') : answerWell(request, reply);
		const poll = () =>
			makeEventItems(context as unknown as IPollFunctions, eventsFrom([granted('001')]), settings);
		Object.assign(context, { getNode: () => ({ id: `of ${path} ${status}`, name: 'Trigger' }) });
		expect(await poll()).toMatchObject([{ eventId: 1, cardNumber: '001', personId: null }]);
		await poll();
		const said = lockt.warnings.filter((text) => text.includes('people could not be looked up'));
		expect(said).toHaveLength(1);
		lockt.answer = answerWell;
		expect(await poll()).toMatchObject([{ personId: 7 }]);
	});
});
