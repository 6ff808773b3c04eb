import { clock } from '../clock';
import type { IPollFunctions } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { plainText } from '../../nodes/Lockt/api/text/text';
import { user } from '../../nodes/Lockt/fields/kinds';
import { filterByPeople } from '../../nodes/Lockt/trigger/events/people';
import { readPeople } from '../../nodes/Lockt/trigger/people/reads';
import { useStandIn } from './standIn';

const lockt = useStandIn();
const context = () => lockt.context() as unknown as IPollFunctions;
const ann = { id: 7, first_name: 'Ann', last_name: 'Ray', enabled: true };

describe('who is privileged', () => {
	it.each([401, 403])('may be more than the API user may see: %i', async (status) => {
		lockt.answer = ({ url }, reply) =>
			url.includes('privileged') ? reply.code(status).send({}) : { data: [ann] };
		const { answer } = await readPeople(context());
		expect(answer).toMatchObject({ users: [{ id: 7 }], privileged: undefined });
		expect(lockt.warnings).toEqual([
			expect.stringContaining('does not let this API user see who is privileged'),
		]);
	});

	it.each([401, 403])('is not asked for where the key is wrong: %i', async (status) => {
		lockt.answer = (_, reply) => reply.code(status).send({});
		await expect(readPeople(context())).rejects.toThrow('did not accept the API user');
		expect(lockt.asked()).toEqual(['/user']);
	});

	it.each([
		[429, {}],
		[500, {}],
		[400, { data: { error: 'Simultaneous requests are not allowed' } }],
	])('is waited for where Lockt has a bad moment: %i %j', async (status, body) => {
		lockt.answer = ({ url }, reply) =>
			url.includes('privileged') ? reply.code(status).send(body) : { data: [ann] };
		await expect(readPeople(context())).rejects.toMatchObject({ facts: { status } });
	});
});

describe('one ID that two have', () => {
	const listed = { ...ann, email: 'ann@people.example' };

	it.each<[string, boolean, object]>([
		['the same', false, {}],
		['the name in another form', false, { first_name: undefined, name: 'ANN RAY' }],
		['no name', false, { first_name: '', last_name: null }],
		['an address that is not shown', false, { email: 'a**@people.example' }],
		['no address', false, { email: '-' }],
		['another name', true, { first_name: 'Root' }],
		['another address', true, { email: 'root@lockt.example' }],
	])('is of two people where their names or addresses contradict: %s', async (_, isOther, as) => {
		const other = { ...listed, ...as, ...('name' in as && { last_name: undefined }) };
		lockt.answer = ({ url }) => ({
			data: url.includes('privileged') ? [other] : [listed, { ...ann, id: 8 }],
		});
		expect((await readPeople(context())).answer.strangers).toEqual(isOther ? [7] : []);
		const gone = new Map([
			[7, { person: 'Ray, Ann', personIdNumber: '', personEmail: listed.email }],
		]);
		lockt.answer = ({ url }) => ({
			data: url.includes('privileged') ? [other] : [{ ...ann, id: 8 }],
		});
		expect((await readPeople(context(), gone)).answer.strangers).toEqual(isOther ? [7] : []);
	});
});

describe('a person in several rows', () => {
	const levels = [208, 574, 12].map((unid) => ({ unid, name: `Level ${unid}` }));
	const listAs = async (...rows: object[]) => {
		lockt.answer = ({ url }) => ({
			data: url.includes('privileged') ? [] : [{ ...ann, id: 8, accesslevels: [] }, ...rows],
		});
		const { answer, records } = await readPeople(context());
		return { seen: answer.users.find(({ id }) => id === 7), record: records.get(7), answer };
	};

	it('that differ in access levels alone is one with all of them, in any order', async () => {
		const whole = await listAs({ ...ann, accesslevels: levels });
		const rows = levels.map((level) => ({ ...ann, accesslevels: [level] }));
		for (const some of [rows, rows.toReversed(), [{ ...ann, accesslevels: [] }, ...rows]]) {
			const { seen, answer } = await listAs(...some);
			expect(seen).toEqual(whole.seen);
			expect(answer.users).toHaveLength(2);
		}
		const alone = levels.map((level) => ({ ...ann, accesslevels: level }));
		expect((await listAs(...alone)).seen).toEqual(whole.seen);
	});

	it('that differ in anything else is told no more than what they agree on', async () => {
		const [one, two] = levels;
		for (const more of [{ card_num: '1' }, { enabled: false }]) {
			const { seen } = await listAs(
				{ ...ann, accesslevels: [one] },
				{ ...ann, accesslevels: [two], ...more },
			);
			const enabled = 'enabled' in more ? undefined : true;
			expect(seen).toEqual({ id: 7, enabled, levels: undefined });
		}
	});

	it('has levels that come as their IDs, and none that are told where they come as names', async () => {
		const { seen } = await listAs({ ...ann, accesslevels: levels });
		expect((await listAs({ ...ann, accesslevels: [208, 574, 12] })).seen).toEqual(seen);
		for (const accesslevels of [['Lobby'], 'Lobby, Roof', { 208: 'Lobby' }, [-1], [1.5]]) {
			expect((await listAs({ ...ann, accesslevels })).seen!.levels).toBeUndefined();
		}
	});
});

describe('the people of a filter', () => {
	it('are asked for one after the other', async () => {
		let [atOnce, most] = [0, 0];
		lockt.answer = async ({ url }) => {
			most = Math.max(most, ++atOnce);
			await new Promise((resolve) => setTimeout(resolve, 5));
			atOnce--;
			const id = Number(/\d+$/.exec(url));
			return { data: [{ id, first_name: 'Ann', last_name: `Ray ${id}` }] };
		};
		const people = [7, 8, 9].map((id) => ({ key: user.keys[0], value: String(id) }));
		const events = [7, 9, 10].map((id) => ({ id: String(id), user: id < 10 && `Ray ${id}, Ann` }));
		expect(await filterByPeople(context(), events, people)).toEqual(events.slice(0, 2));
		expect(lockt.asked()).toEqual(['/user?id=7', '/user?id=8', '/user?id=9']);
		expect(most).toBe(1);
	});

	const people = [{ key: user.keys[0], value: '7' }];
	const bo = { id: 8, first_name: 'Bo', last_name: 'Lee', card_num: '002' };
	/** What is said of an event, where there are Ann and Bo, and the cards 002 and 003. */
	const saidOf = async (event: object, asked = context()) => {
		const lists = {
			'/user': [{ ...ann, credentials: [] }, bo],
			'/credential': [{ id: 1, card_num: 3 }],
		};
		lockt.answer = ({ url }) => {
			if (url.includes('user_id')) return { data: [] };
			const [, path, id] = /v1(\/\w+)(\?id=7)?$/.exec(url) as unknown as [0, '/user', string];
			return { data: id ? lists[path].slice(0, 1) : lists[path] };
		};
		expect(await filterByPeople(asked, [{ id: 1, ...event }], people)).toEqual([]);
		return lockt.warnings.filter((text) => text.includes('left out events'));
	};

	it.each([
		['a card nobody has', { card_num: '0001', user: 'Lee, Cy' }],
		['a name nobody has', { card_num: '', user: 'Lee, Bo Diddley' }],
		['an ID nobody has', { user: 12 }],
	])('are not recognised by %s, which is said', async (_, event) => {
		expect(await saidOf(event)).toHaveLength(1);
	});

	it.each([
		['the card of somebody else', { card_num: '002' }],
		['that card as a number', { card_num: 2 }],
		['the card of a fob, as a number there', { card_num: '003' }],
		['the name of somebody else', { card_num: 'N/A', user: 'BO LEE' }],
		['the ID of somebody else', { card_num: null, user: 8 }],
		['nothing of anybody', { card_num: '000', user: ', ' }],
	])('are not meant by %s, of which nothing is said', async (_, event) => {
		expect(await saidOf(event)).toEqual([]);
	});

	it('are missed in the log once a day, for which all are read once an hour at the most', async () => {
		// The three hours are of one day.
		clock.set(new Date('2027-01-05T08:00:00Z'));
		const node = context();
		Object.assign(node, { getNode: () => ({ id: 'missed', name: 'Trigger' }) });
		const reads = () => lockt.asked().filter((url) => url === '/credential').length;
		const odd = { card_num: '0001' };
		for (let hour = 0; hour < 3; hour++) {
			await saidOf(odd, node);
			await saidOf(odd, node);
			expect(reads()).toBe(hour + 1);
			clock.wait(60);
		}
		expect(lockt.warnings).toHaveLength(1);
		clock.wait(24 * 60);
		expect(await saidOf(odd, node)).toHaveLength(2);
	});
});

describe('a card that was handed on before the poll', () => {
	const people = [{ key: user.keys[0], value: '7' }];
	const other = { id: 8, first_name: 'Bo', last_name: 'Lee' };
	/** Ann has another card, and the one of the event is with these. */
	const isTold = async (card_num: string, holders: IDataObject[]) => {
		const own = { ...ann, credentials: [{ id: 1, card_num: '001' }] };
		lockt.answer = ({ url }) => {
			const { pathname, searchParams } = new URL(url, 'http://lockt');
			if (pathname.endsWith('/credential')) return { data: [{ id: 5, card_num, user: holders }] };
			return {
				data: [own, ...holders].filter(({ id }) => searchParams.get('id') === plainText(id)),
			};
		};
		const event = { id: 1, card_num, user: 'Ray, Ann' };
		return (await filterByPeople(context(), [event], people)).length > 0;
	};

	it.each<[string, boolean, string, IDataObject[]]>([
		['nobody has it now', true, '0051', []],
		['somebody of another name has it now', true, '0052', [other]],
		['a namesake has it, who may have been there', false, '0053', [{ ...ann, id: 8 }]],
	])('tells the event of whom it names, where %s: %s', async (_, expected, card, holders) => {
		expect(await isTold(card, holders)).toBe(expected);
	});
});

describe('a second card of a person of the filter', () => {
	const people = [{ key: user.keys[0], value: '7' }];
	const own = { ...ann, card_num: '001' };
	const [first, second] = [
		{ id: 1, card_num: '001' },
		{ id: 2, card_num: '002' },
	];
	const event = { id: 1, card_num: '002', user: 'Ray, Ann' };
	const ofBo = { id: 2, card_num: '009', user: 'Lee, Bo' };
	const filter = async (rows: object[], listed: unknown, events: object[] = [event, ofBo]) => {
		lockt.answer = ({ url }, reply) =>
			url.includes('/credential')
				? reply.code(listed ? 200 : 403).send({ data: listed })
				: { data: rows };
		const passed = await filterByPeople(context(), events as never, people);
		return passed.map(({ id }) => id);
	};
	const theirs = [first, second].map((card) => ({ ...card, user: [{ id: 7 }] }));

	it.each<[string, object[]]>([
		...[undefined, null, '', [], 2, '001, 002', ['001', '002'], [{ id: 1 }, { id: 2 }]].map(
			(credentials): [string, object[]] => [JSON.stringify(credentials), [{ ...own, credentials }]],
		),
		['blank', [{ ...own, credentials: [first, { ...second, card_num: '' }] }]],
		['masked', [{ ...own, credentials: [first, { ...second, card_num: '****2' }] }]],
		['a row each', [first, second].map(({ card_num }) => ({ ...own, card_num }))],
		['rows with one each', [first, second].map((card) => ({ ...own, credentials: [card] }))],
	])('counts where users show their cards as %s', async (_, rows) => {
		expect(await filter(rows, theirs)).toEqual([1]);
	});

	it('is not asked for where the user shows all, or nothing is left out', async () => {
		await filter([{ ...own, credentials: [first] }], theirs);
		await filter([own], theirs, [{ id: 1, card_num: '001' }]);
		expect(lockt.asked().filter((url) => url.startsWith('/credential?user_id'))).toEqual([]);
	});

	it('is told by the name, too, where no list shows whose the cards are', async () => {
		for (const listed of [[{ ...second, user: 'Ray, Ann' }], undefined]) {
			expect(await filter([own], listed)).toEqual([1]);
		}
	});
});
