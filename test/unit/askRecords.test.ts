import { clock } from '../clock';
import type { FastifyReply } from 'fastify';
import type { Question } from '../../nodes/Lockt/api/client';
import { reads } from '../../nodes/Lockt/api/endpoints';
import { askAnything, askRecords, askThing } from '../../nodes/Lockt/api/questions/records';
import { siteZone, siteZoneIfTold, tellDates } from '../../nodes/Lockt/api/questions/site';
import { lettersOf } from '../../nodes/Lockt/api/text/text';
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

describe('a list of none', () => {
	it.each([
		['status 204', 204, undefined],
		['words in data', 200, { data: 'No records found' }],
		['words in a message', 200, { data: [{ message: 'There are no users.' }] }],
		['words that it was answered', 200, { message: '0 users returned', status: 'OK', data: [] }],
		['words beside it', 200, { message: 'No users found', data: [] }],
		['words as an error', 200, { data: { error: 'No users found' } }],
		['words as a refusal', 400, { data: [{ error: 'No data found' }] }],
		['words as a result', 200, { result: ['No matching users were found.'], errors: [] }],
	])('may come as %s', async (_, status, body) => {
		lockt.answer = (__, reply) => reply.code(status).send(body);
		expect(await askUsers()).toEqual([]);
	});

	it.each([
		['of something else', { data: { error: 'No site found' } }],
		['of no trouble', { data: [], success: false }],
		['of no trouble, with words', { success: false, message: 'No licence', data: null }],
		['of a status', { data: [], status: 'error' }],
		['of a status in numbers', { data: null, status: 500 }],
		['beside it of something else', { data: [], message: 'Database offline' }],
		['in a warning', { data: [], warning: 'timeout' }],
		['within data', { data: { error: 'Database timeout', users: [] } }],
		['of no trouble, within data', { data: { success: false, users: [] } }],
		['in a message within data', { data: { message: 'Database offline', users: [] } }],
		['in a state', { data: null, state: 'Loading' }],
		['of maintenance', { message: 'System under maintenance' }],
	])('is not what words say %s', async (_, body) => {
		lockt.answer = () => body;
		await expect(askUsers()).rejects.toThrow(/Lockt (refused|answered without)/);
	});
});

describe('what stands beside no records', () => {
	it.each([
		{ fault: { code: 5 } },
		{ timeout: true },
		{ TimedOut: 'yes' },
		{ degraded: true },
		{ controllers_offline: 2 },
		{ online: false },
		{ meta: { connected: 'false' } },
		{ loading: 1 },
		{ db: 'down' },
		{ remark: 'Your licence has lapsed' },
		{ messages: ['Database offline'] },
		{ error_code: 17 },
		{ rc: '12' },
		{ people: [{ id: 1 }] },
		{ included: [{ id: 1 }] },
		...['Users are being imported', 'Loading', 'Database offline', 'Not ready', 'Queued'].flatMap(
			(text) => [{ info: text }, { note: text }, { meta: { notes: [text] } }],
		),
		{ rateLimit: { limit: 100, remaining: 0, exceeded: true } },
		{ quotaExceeded: 1 },
		{ licence: { lapsed: true } },
		{ remaining: 99 },
		{ api: { status: 'starting' } },
	])('may be why there are none: %j', async (more) => {
		for (const none of [[], {}, null, { users: [] }]) {
			lockt.answer = () => ({ data: none, ...more });
			await expect(askUsers()).rejects.toThrow('Lockt refused the request');
		}
		lockt.answer = () => ({ data: { message: 'No users found', ...more } });
		await expect(askUsers()).rejects.toThrow('Lockt refused the request');
	});

	it.each([
		{ time: '2026-01-01T08:00:00Z', version: '1.2', took: 12, requestId: 'a-1', site: 'Main' },
		{ cached: false, page: 1, total: 0, has_more: false, status: 'OK', code: 0 },
		{ online: true, fault: null, timeout: false, failed: 0, faults: [], meta: { next: '' } },
		{ links: [{ rel: 'self', href: '/user' }], status: 1, rc: 200 },
		{ elapsed: '0.012s', timeElapsed: 12, meta: { elapsedMs: 12 } },
		{
			rateLimit: { limit: 100, remaining: 99, reset: 60 },
			quota: { remaining: '99', exceeded: false },
		},
		{ throttling: { remaining: 5 }, rate_limit_remaining: 59 },
		{ note: 'Changes may take up to 5 minutes to reach the locks', comment: 'Thank you' },
		{ info: 'Licence valid for 300 days', notes: ['API 1.0', 'See the manual'] },
		{ info: 12, api: { status: 'beta', state: 'Live' }, meta: { info: 'web-3' } },
	])('is no reason: %j', async (more) => {
		for (const none of [[], {}, null, { users: [] }]) {
			lockt.answer = () => ({ data: none, ...more });
			expect(await askUsers()).toEqual([]);
		}
	});
});

describe('data that came as text', () => {
	it.each([{ data: '[{"id":1,"name":"Rhea"}]' }, { message: '{"name":"Rhea"}' }])(
		'is not repeated: it may be about people: %j',
		async (body) => {
			lockt.answer = () => body;
			const message = 'Lockt answered without a list of records';
			await expect(askUsers()).rejects.toMatchObject({ message });
		},
	);
});

describe('a list under a name', () => {
	const listAt = (path: Question['path'], name: string, list: unknown[]) => {
		lockt.answer = () => ({ data: { [name]: list } });
		return askRecords(lockt.context(), { path });
	};
	// Of each list that can be asked for, the noun as a server may have it in either number.
	const LISTS = Object.entries<string[]>({
		'/accesslevel': ['accesslevel', 'accesslevels', 'access_levels', 'AccessLevelList'],
		'/credential': ['credential', 'credentials'],
		'/delegate': ['delegate', 'delegates'],
		'/door': ['door', 'doors', 'doorList'],
		'/doorstate': ['doorstate', 'doorStates', 'door', 'doors'],
		'/events': ['event', 'events', 'eventList'],
		'/fob': ['fob', 'fobs'],
		'/location': ['location', 'locations'],
		'/locationtype': ['locationtype', 'locationTypes'],
		'/maintenance': ['maintenance', 'maintenances'],
		'/object': ['object', 'objects', 'objectTypes', 'properties', 'users'],
		'/schedule': ['schedule', 'schedules'],
		'/user': ['user', 'users', 'user_list'],
	}) as Array<[Question['path'], string[]]>;
	const ANY = ['data', 'Items', 'records', 'results', 'rows'];

	it('may be asked of every endpoint that has one', () => {
		const others = ['anything', 'time', 'about', 'credentialSummary'];
		const lists = reads.filter(({ holds }) => !others.includes(holds)).map(({ path }) => path);
		expect(LISTS.map(([path]) => path)).toEqual([...new Set(lists)].sort());
	});

	it.each(LISTS)('of its own kind, or of any, is understood: %s', async (path, own) => {
		const capitals = own.map((name) => name.replace(/^./, (letter) => letter.toUpperCase()));
		for (const one of [...own, ...capitals, ...ANY]) {
			expect([one, await listAt(path, one, [{ id: 1 }])]).toEqual([one, [{ id: 1 }]]);
			expect([one, await listAt(path, one, [])]).toEqual([one, []]);
		}
	});

	it('of another kind is none of what was asked for, empty or not', async () => {
		for (const [path, own] of LISTS.filter(([one]) => one !== '/object')) {
			const names = LISTS.flatMap(([, [one = '', several = '']]) => [one, several]);
			for (const name of names.filter((one) => !own.map(lettersOf).includes(lettersOf(one)))) {
				for (const list of [[], [{ id: 1 }]]) {
					await expect(listAt(path, name, list)).rejects.toThrow(
						`Lockt answered with ${lettersOf(name)} where ${path} was asked for`,
					);
				}
			}
		}
	});
});

describe('what stands beside records', () => {
	it.each([
		{ result: ['1 records found'] },
		{ result: true },
		{ result: 1 },
		{ error: 'none' },
		{ error: { code: 0, message: '' } },
		{ status: 'OK', message: 'Done' },
	])('is no trouble: %j', async (more) => {
		lockt.answer = () => ({ data: [{ id: 1 }], ...more });
		expect(await askUsers()).toEqual([{ id: 1 }]);
	});

	it.each([{ success: false }, { status: 'failed' }, { error: 'Controller 3 is offline' }])(
		'is trouble also within data: %j',
		async (more) => {
			lockt.answer = () => ({ data: { users: [{ id: 1 }], ...more } });
			await expect(askUsers()).rejects.toThrow('Lockt refused the request');
		},
	);

	it.each([{ success: false }, { status: 'failed' }, { error: 'Controller 3 is offline' }])(
		'is trouble: %j',
		async (more) => {
			lockt.answer = () => ({ data: [{ id: 1 }], ...more });
			await expect(askUsers()).rejects.toThrow('Lockt refused the request');
		},
	);

	it.each([
		[{ error: 'x' }, true],
		[{ error: 'x', input_data: { id: 2 } }, true],
		[{ error: 'x', id: 2 }, false],
		[{ error: '' }, false],
	])('refuses the list where it is an entry of its own: %j', async (entry, refuses) => {
		lockt.answer = () => ({ data: [{ id: 1 }, entry] });
		const asked = askUsers();
		await (refuses
			? expect(asked).rejects.toThrow('Lockt refused the request: x')
			: expect(asked).resolves.toContainEqual({ id: 1 }));
	});

	it.each([
		{ total: 3 },
		{ has_more: true },
		{ paging: { next: '/user?page=2' } },
		{ meta: { totalCount: '3' } },
		{ page: 1, pages: 2 },
		{ page: 0, totalPages: '2' },
		{ page: 2 },
		{ Paging: { PageCount: 4 } },
		{ truncated: true },
		{ is_truncated: 'yes' },
		{ incomplete: 1 },
		{ links: { next: { href: '/user?page=2' } } },
		{ meta: { pagination: { links: { next: '/user?page=2' } } } },
		{ '@odata.nextLink': '/user?$skip=1' },
		{ next_cursor: 'b2s' },
		{ last: false },
		{ count: 2 },
		{ totalRecordCount: 500 },
		{ total_records: '500' },
		{ TotalRecords: '1,000' },
		{ meta: { recordsTotal: '2+' } },
		{ users: 9 },
		{ userCount: 9 },
		{ total_users_found: 9 },
		{ totalSize: 9 },
		{ remaining_records: 4 },
		{ currentPage: 2 },
		{ page: '1 of 5' },
		{ resultsTruncated: true },
		{ limited: 'yes' },
		{ limit: 1 },
		{ page_size: '1', offset: 0 },
		{ result: ['Showing 1 of 500'] },
		{ result: 'Showing 1-1 of 1,500 users' },
		{ warning: 'truncated' },
		{ message: 'Page 1 of 3' },
		{ message: '500 users found' },
		{ message: 'The first 1 records are shown' },
		{ info: { note: 'Output limited to 1' } },
		{ warnings: [{ text: 'Record limit was reached' }] },
		{ notice: 'There are more records' },
		{ message: 'Not all records were returned' },
		{ detail: 'Partial results' },
	])('may say that the list is not whole: %j', async (more) => {
		lockt.answer = () => ({ data: [{ id: 1 }], ...more });
		await expect(askUsers()).rejects.toThrow('Lockt sent only a part of the list /user');
	});

	it.each([
		{ total: 1 },
		{ has_more: false, next: null },
		{ paging: { page: 1, next: '' } },
		{ page: 1, pages: 1, page_size: 100, count: 1 },
		{ truncated: false, last: true },
		{ truncated: 'No', links: { self: '/user', next: { href: null } } },
		{ totalRecordCount: '1', limit: 1 },
		{ limit: 1, has_more: 'false' },
		{ limit: 100, offset: 0 },
		{ inserted: 5, updated: 5, submitted: 5, processed: 5 },
		{ account: 500, country: 49, discount: 30, index: 3, size: 7, version: 4, info: 12, code: 200 },
		{ result: ['1 of 1 users', '1 record found'] },
		{ message: 'The list is not truncated' },
		{ message: 'No more records' },
		{ message: 'No limit was reached' },
		{ message: 'You may send up to 100 records in a call', site: 'First 24 Gym' },
		{ rateLimit: { limit: 60, remaining: 59 } },
	])('says that it is: %j', async (more) => {
		lockt.answer = () => ({ data: [{ id: 1 }], ...more });
		expect(await askUsers()).toEqual([{ id: 1 }]);
	});

	it.each([{ total: 5 }, { message: 'Showing 2 of 5' }, { truncated: true }, 'Showing 2 of 5'])(
		'may say so within the list: %j',
		async (entry) => {
			for (const body of [{ data: [{ id: 1 }, { id: 2 }, entry] }, [{ id: 1 }, { id: 2 }, entry]]) {
				lockt.answer = () => body;
				await expect(askUsers()).rejects.toThrow('Lockt sent only a part of the list /user');
			}
		},
	);

	it('counts for one record, too, of which there may be more', async () => {
		for (const total of [2, '2']) {
			lockt.answer = () => ({ data: [{ id: 1, id_num: '7' }], total });
			const asked = askRecords(lockt.context(), { path: '/user', query: { id_num: '7' } });
			await expect(asked).rejects.toThrow('Lockt sent only a part of the list /user');
		}
		lockt.answer = () => ({ data: [], total: 1 });
		const asked = askRecords(lockt.context(), { path: '/user', query: { id: 300 } });
		await expect(asked).rejects.toThrow('Lockt sent only a part of the list /user');
	});

	it('is no count of low batteries, nor of events, of which Lockt keeps so many', async () => {
		lockt.answer = () => ({ data: [{ id: 1 }], total: 900 });
		const query = { low_battery: 20 };
		expect(await askRecords(lockt.context(), { path: '/doorstate', query })).toHaveLength(1);
		expect(await askRecords(lockt.context(), { path: '/events' })).toHaveLength(1);
		lockt.answer = () => ({ data: [{ id: 1 }], truncated: true });
		const cut = askRecords(lockt.context(), { path: '/doorstate', query });
		await expect(cut).rejects.toThrow('Lockt sent only a part of the list /doorstate');
	});
});

describe('an answer that is one of several', () => {
	it.each([
		[206, {}],
		[200, { link: '</user?page=2>; rel="next"' }],
		[200, { 'x-total-count': '500' }],
		[200, { 'Total-Count': '2' }],
		[200, { 'x-pagination-total': '2' }],
		[200, { 'x-total-pages': '2' }],
		[200, { 'x-has-more': 'true' }],
		[200, { 'x-next-page': '2' }],
		[200, { 'content-range': 'users 0-0/500' }],
	])('is not the whole list: status %j, headers %j', async (status, headers) => {
		lockt.answer = (_, reply) =>
			reply
				.code(status)
				.headers(headers)
				.send({ data: [{ id: 1 }] });
		await expect(askUsers()).rejects.toThrow('Lockt sent only a part of the list /user');
		expect(await askRecords(lockt.context(), { path: '/events' })).toHaveLength(1);
	});
});

describe('an answer that is all of it', () => {
	it.each([
		{ 'x-total-count': '1', 'x-total-pages': '1', 'x-next-page': '' },
		{ 'x-ratelimit-limit': '100', 'x-rate-limit-remaining': '99', 'x-request-id': '500' },
		{ 'content-range': 'users 0-0/1', age: '12' },
	])('is the whole list: headers %j', async (headers) => {
		lockt.answer = (_, reply) => reply.headers(headers).send({ data: [{ id: 1 }] });
		expect(await askUsers()).toHaveLength(1);
	});
});

describe('a record that comes again', () => {
	it('is there once, unless it says something else', async () => {
		const door = { id: 1, name: 'A' };
		lockt.answer = () => ({ data: [door, { id: 2 }, door, { id: 1, name: 'B' }, door] });
		expect(await askUsers()).toEqual([door, { id: 2 }, { id: 1, name: 'B' }]);
	});
});

describe('one thing', () => {
	const summary = { credentials: 3, claimed: 1, unclaimed: 2 };
	const askSummary = () => askThing(lockt.context(), { path: '/credentialsummary' });

	it.each([[[null, summary]], [[{ total: 1 }, summary]], [summary]])(
		'is what the reference shows of it: %j',
		async (data) => {
			lockt.answer = () => ({ data });
			expect(await askSummary()).toEqual(summary);
		},
	);

	it.each([{ data: [] }, { data: { message: 'System under maintenance' } }, { hello: 'world' }])(
		'is not there: %j',
		async (body) => {
			lockt.answer = () => body;
			await expect(askSummary()).rejects.toThrow('Lockt answered without what was asked for');
		},
	);

	it('is whatever comes where the reference shows nothing', async () => {
		lockt.answer = () => ({ data: [] });
		expect(await askThing(lockt.context(), { path: '/ping' })).toEqual({ data: [] });
	});

	it('is left out where it is no record', async () => {
		const window = { start: '', stop: '', description: 'Update' };
		lockt.answer = () => ({ data: [null, window, 'end'] });
		expect(await askAnything(lockt.context(), { path: '/maintenance' })).toEqual([window]);
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
		['words of a route', { error: 'Route not found' }],
		['words of a table', { error: 'User table not found' }],
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
	const winter = { datetime_utc: '2026-01-05T12:00:00Z', datetime_local: '2026-01-05 13:00:00' };
	const summer = { datetime_utc: '2026-07-05T12:00:00Z', datetime_local: '2026-07-05 14:00:00' };
	const sameClock = { ...winter, datetime_local: '2026-01-05 12:00:00' };

	it.each<readonly [object, string | undefined, boolean]>([
		[{ timezone: 'Europe/Berlin' }, 'Europe/Berlin', false],
		[{ ...winter, timezone: 'Europe/Berlin', offset: 1 }, 'Europe/Berlin', false],
		[{ ...winter, timezone: 'Europe/Berlin', offset: -5 }, undefined, true],
		[
			{ ...winter, timezone: 'Europe/Berlin', datetime_local: '2026-01-05 12:00:00' },
			undefined,
			true,
		],
		[{ timezone: 'UTC' }, undefined, true],
		[{ timezone: 'GMT' }, undefined, true],
		[{ timezone: 'UTC', offset: 0 }, undefined, true],
		[{ timezone: 'UTC', offset: -5 }, undefined, true],
		[{ timezone: 'UTC', offset: 0, ...sameClock }, 'UTC+0', true],
		[{ timezone: 'Etc/Zulu', ...sameClock }, 'UTC+0', true],
		[{ timezone: 'Etc/Zulu', offset: 0 }, undefined, true],
		[{ timezone: 'Etc/GMT+5' }, 'Etc/GMT+5', false],
		[{ timezone: 'Eastern Standard Time', offset: -5 }, 'UTC-5', true],
		[{ timezone: 'India Standard Time', offset: '5.5' }, 'UTC+5:30', true],
		[{ timezone: '', offset: '-03:30' }, 'UTC-3:30', true],
		[{ Timezone: 'GMT Standard Time', Offset: '0' }, undefined, true],
		[{ Timezone: 'GMT Standard Time', Offset: '0', ...sameClock }, 'UTC+0', true],
		[{ timezone: 'Eastern Standard Time' }, undefined, true],
		[{ timezone: 'Eastern Standard Time', offset: 'EST' }, undefined, true],
		[{ timezone: 'Eastern Standard Time', offset: 99 }, undefined, true],
		[{}, undefined, true],
		[{ offset: -300 }, 'UTC-5', true],
		[{ offset: 'UTC-5' }, 'UTC-5', true],
		[{ timezone: 'Central Standard Time', offset: '-0600' }, 'UTC-6', true],
		[{ offset: '-0300' }, 'UTC-3', true],
		[{ offset: '+0530' }, 'UTC+5:30', true],
		[{ offset: '0200' }, 'UTC+2', true],
		[{ offset: ' -1000 ' }, 'UTC-10', true],
		[{ offset: '-0000', ...sameClock }, 'UTC+0', true],
		[{ ...winter, timezone: 'America/Chicago', offset: '-0600' }, undefined, true],
		[{ offset: '-300' }, 'UTC-5', true],
		[{ offset: '-5' }, 'UTC-5', true],
		[{ offset: '0660' }, undefined, true],
		[{ offset: 'UTC-05:00' }, 'UTC-5', true],
		[{ timezone: 'GMT+0530' }, 'UTC+5:30', true],
		[{ timezone: '-05:00' }, 'UTC-5', true],
		[{ timezone: 'UTC-5', offset: 3, ...winter }, undefined, true],
		...['EST', 'BST', 'AST', 'IST', 'CET', 'EST5EDT', 'Japan', 'Zulu'].map(
			(timezone) => [{ timezone }, undefined, true] as const,
		),
		[{ timezone: 'BST', offset: 1 }, 'UTC+1', true],
		[{ ...summer, timezone: 'CEST' }, 'UTC+2', true],
		[{ timezone: 'MST', offset: -7 }, 'UTC-7', true],
		[{ ...summer, timezone: 'Europe/Berlin', offset: 1 }, 'Europe/Berlin', false],
		[
			{ ...summer, timezone: 'Europe/Berlin', offset: 1, datetime_local: '2026-07-05 13:00:00' },
			undefined,
			true,
		],
		[{ offset: '-05:75' }, undefined, true],
		[{ timezone: 'Eastern Standard Time', offset: '-05:00:00' }, 'UTC-5', true],
		[{ timezone: 'India Standard Time', offset: '05:30:00' }, 'UTC+5:30', true],
		[{ offset: '-03:30:00.0000000' }, 'UTC-3:30', true],
		[{ offset: '-05:00:07' }, undefined, true],
		[{ offset: '00:00:00', ...sameClock }, 'UTC+0', true],
		[{ timezone: 'America/New_York', offset: '-05:00:00', ...winter }, undefined, true],
		[{ timezone: 'Europe/Berlin', offset: '01:00:00', ...winter }, 'Europe/Berlin', false],
		[{ offset: -18000 }, 'UTC-5', true],
		[{ offset: '19800' }, 'UTC+5:30', true],
		[{ offset: 3600 }, 'UTC+1', true],
		[{ offset: '-PT5H' }, 'UTC-5', true],
		[{ offset: 'PT-5H' }, 'UTC-5', true],
		[{ offset: 'PT5H30M' }, 'UTC+5:30', true],
		[{ ...winter, timezone: 'W. Europe Standard Time' }, 'UTC+1', true],
		[{ ...summer, timezone: 'W. Europe Standard Time', offset: 'CEST' }, 'UTC+2', true],
		[summer, 'UTC+2', true],
		[{ ...winter, datetime_local: '2026-01-05 06:59:30' }, 'UTC-5', true],
		[{ ...winter, datetime_local: '2026-01-05 12:07:00' }, undefined, true],
		[{ ...winter, datetime_local: '2026-01-06 12:00:00' }, undefined, true],
		[{ ...winter, datetime_local: winter.datetime_utc }, undefined, true],
		[{ ...winter, datetime_local: '2026-01-05 12:00:00' }, undefined, true],
	])('of %j is %s', async (said, zone, warns) => {
		lockt.answer = () => ({ data: [said] });
		expect(await siteZone(lockt.context())).toBe(zone);
		expect(lockt.warnings).toHaveLength(warns ? 1 : 0);
	});

	it.each([
		['2026-01-05 13:00:00', '2026-01-05 12:00:00'],
		['2026-01-05T13:00:00', '2026-01-05T12:00:00'],
		['2026-01-05T13:00:00.000', '2026-01-05T12:00:00.0000000'],
		['2026-01-05 13:00', '2026-01-05 12:00:00.000'],
		['1/5/2026 1:00:00 PM', '1/5/2026 12:00:00 PM'],
		['01/05/2026, 1:00 pm', '01/05/2026, 12:00 pm'],
	])(
		'fits its local time in whichever form that comes: %s does, %s does not',
		async (good, bad) => {
			const said = { ...winter, timezone: 'Europe/Berlin' };
			lockt.answer = () => ({ data: [{ ...said, datetime_local: good }] });
			expect(await siteZone(lockt.context())).toBe('Europe/Berlin');
			lockt.answer = () => ({ data: [{ ...said, datetime_local: bad }] });
			expect(await siteZone(lockt.context())).toBeUndefined();
		},
	);

	/** A server that knows no zone says UTC, or an offset of 0: only a clock shows that it is so. */
	it.each(
		[
			{ timezone: 'UTC' },
			{ timezone: 'GMT', offset: 0 },
			{ timezone: 'UTC', offset: '0' },
			{ offset: 0 },
			{ timezone: ['UTC'], offset: '00:00' },
		].flatMap((zone) =>
			[
				{},
				{ datetime_utc: winter.datetime_utc },
				{ datetime_local: '2026-01-05 12:00:00' },
				{ ...winter, datetime_local: '' },
				{ ...winter, datetime_local: null },
				{ ...winter, datetime_local: ['2026-01-05 12:00:00'] },
				{ ...winter, datetime_local: winter.datetime_utc },
				{ ...winter, datetime_local: '2026-01-05T12:00:00+00:00' },
				{ ...winter, datetime_local: '2026-01-05T07:00:00.000-05:00' },
				{ ...winter, datetime_local: '2026-01-05 07:00:00 -0500' },
				{ ...winter, datetime_local: '2026-01-05 07:00:00' },
				{ datetime_utc: '/Date(1767614400000)/', datetime_local: '/Date(1767614400000)/' },
				{ datetime_utc: 1767614400, datetime_local: 1767614400 },
				{ datetime_utc: 1767614400000, datetime_local: '1767614400000' },
			].map((times) => ({ ...zone, ...times })),
		),
	)('is not UTC by %j', async (said) => {
		lockt.answer = () => ({ data: [said] });
		expect(await siteZone(lockt.context())).toBeUndefined();
		expect(lockt.warnings).toHaveLength(1);
	});

	it.each(['2026-01-05T07:00:00-05:00', '2026-01-05 07:00:00 -05', '2026-01-05T07:00:00.000-0500'])(
		'contradicts a local time with another offset of its own: %s',
		async (datetime_local) => {
			for (const { timezone, offset } of [
				{ timezone: 'Europe/Berlin', offset: 1 },
				{ timezone: 'W. Europe Standard Time', offset: 1 },
			]) {
				lockt.answer = () => ({ data: [{ ...winter, timezone, offset, datetime_local }] });
				expect(await siteZone(lockt.context())).toBeUndefined();
			}
			lockt.answer = () => ({
				data: [{ ...winter, timezone: 'America/New_York', datetime_local }],
			});
			expect(await siteZone(lockt.context())).toBe('America/New_York');
		},
	);

	it('may be refused to the trigger', async () => {
		for (const status of [200, 400, 403, 404]) {
			lockt.answer = (_, reply) => reply.code(status).send({ data: { error: 'No licence' } });
			expect([status, await siteZoneIfTold(lockt.context())]).toEqual([status, undefined]);
			expect(lockt.warnings.splice(0)).toHaveLength(1);
			clock.wait(2);
		}
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
			"Lockt: Lockt sent 'access_expires' in a form that is not known. Dates stay as Lockt sends them: where there is a 'timeText' they stand there, and 'time' is blank",
		]);
	});
});
