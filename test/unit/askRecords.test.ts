import type { FastifyReply } from 'fastify';
import { askRecords } from '../../nodes/Lockt/api/records';
import { siteZone, tellDates } from '../../nodes/Lockt/api/site';
import { useStandIn } from './standIn';

const lockt = useStandIn();
const askUsers = () => askRecords(lockt.context(), { path: '/user' });

describe('the records of a list', () => {
	it.each([undefined, null, '', 'x', 1.5, -1, 0])(
		'are all but one with the ID %j, and that is said',
		async (id) => {
			lockt.answer = () => ({ data: [{ id: 1 }, { id, name: 'Rhea' }, { id: '2' }] });
			expect(await askUsers()).toEqual([{ id: 1 }, { id: 2 }]);
			expect(lockt.warnings).toEqual([
				'Lockt: of /user, Lockt sent 1 of 3 records without a usable ID. They are left out',
			]);
		},
	);

	it.each([[null], [7], ['x'], [[{ id: 1 }]]])('are all but what is none: %j', async (none) => {
		lockt.answer = () => ({ data: [none, { id: 1 }] });
		expect(await askUsers()).toEqual([{ id: 1 }]);
		expect(lockt.warnings).toHaveLength(1);
	});

	it.each([
		['none has an ID', [{ uid: 1 }, { uid: 2 }]],
		['nothing but null', [null]],
		['no record', { count: 0 }],
	])('are not none where the list is of something else: %s', async (_, data) => {
		lockt.answer = () => ({ data });
		await expect(askUsers()).rejects.toThrow('without a list of records');
	});

	it('need no ID where the reference gives none', async () => {
		const data = [{ property: 'id' }, { property: 'name' }];
		lockt.answer = () => ({ data });
		expect(await askRecords(lockt.context(), { path: '/object', query: { type: 'door' } })).toEqual(
			data,
		);
		expect(lockt.warnings).toEqual([]);
	});
});

describe('status 404', () => {
	const NOT_FOUND = { data: { error: 'The resource was not found.' } };
	const answer404 = (reply: FastifyReply, body: unknown = NOT_FOUND) => reply.code(404).send(body);
	const time = { data: [{ timezone: 'America/New_York' }] };

	it('for a list is a list of none, where another question is answered', async () => {
		lockt.answer = ({ url }, reply) => (url.endsWith('/time') ? time : answer404(reply));
		expect(await askUsers()).toEqual([]);
		expect(lockt.asked()).toEqual(['/user', '/time']);
	});

	it('for everything is an error: the address is wrong', async () => {
		lockt.answer = (_, reply) => answer404(reply);
		await expect(askUsers()).rejects.toMatchObject({
			message: expect.stringContaining('does not know this request') as string,
			description: expect.stringContaining("'Base URL'") as string,
		});
	});

	it.each([
		['a web page', '<h1>Not Found</h1>'],
		['other words', { data: { error: 'Your licence does not include this endpoint' } }],
	])('is an error where it is %s', async (_, body) => {
		lockt.answer = ({ url }, reply) => (url.endsWith('/time') ? time : answer404(reply, body));
		await expect(askUsers()).rejects.toMatchObject({ facts: { status: 404, saysMissing: false } });
	});

	it('for a question about one record is no list', async () => {
		lockt.answer = (_, reply) => answer404(reply);
		const question = { path: '/user', query: { id: 5 } } as const;
		await expect(askRecords(lockt.context(), question)).rejects.toMatchObject({
			facts: { saysMissing: true },
		});
		expect(lockt.asked()).toEqual(['/user?id=5']);
	});
});

describe("the site's time zone", () => {
	it.each([
		[{ timezone: 'Europe/Berlin', offset: 1 }, 'Europe/Berlin', false],
		[{ timezone: 'Eastern Standard Time', offset: -5 }, 'UTC-5', true],
		[{ timezone: 'India Standard Time', offset: '5.5' }, 'UTC+5:30', true],
		[{ timezone: '', offset: '-03:30' }, 'UTC-3:30', true],
		[{ Timezone: 'GMT Standard Time', Offset: '0' }, 'UTC+0', true],
		[{ timezone: 'Eastern Standard Time' }, undefined, true],
		[{ timezone: 'Eastern Standard Time', offset: 'EST' }, undefined, true],
		[{ timezone: 'Eastern Standard Time', offset: 99 }, undefined, true],
		[{}, undefined, true],
	])('of %j is %s', async (said, zone, warns) => {
		lockt.answer = () => ({ data: [said] });
		expect(await siteZone(lockt.context())).toBe(zone);
		expect(lockt.warnings).toHaveLength(warns ? 1 : 0);
	});
});

describe('dates that cannot be read', () => {
	const records = [
		{ id: 1, access_expires: '4. März 2026 um 12 Uhr' },
		{ id: 2, access_expires: '31.12.2026', start: '08:00:00', access_effective: '' },
	];

	it('stay as they came, and are said once', () => {
		const context = lockt.context();
		expect(tellDates(context, records, 'America/New_York')).toEqual(records);
		expect(lockt.warnings).toEqual([
			"Lockt: Lockt sent 'access_expires' in a form that is not known. Such dates stay as Lockt sends them",
		]);
	});
});
