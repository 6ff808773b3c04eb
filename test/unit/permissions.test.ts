import fc from '../fastCheck';
import { endpoints, reads } from '../../nodes/Lockt/api/endpoints';
import { refusalOf as refusalBy } from '../../nodes/Lockt/api/guard/permissions';
import type { Permissions, Wanted } from '../../nodes/Lockt/api/guard/wanted';
import {
	changedFob,
	changedUser,
	newAccessLevel,
	newDoor,
	newLocation,
} from '../../nodes/Lockt/fields/columns/columns';
import { shapes } from '../../emulator/shapes';

/** What n8n fills in where a field of the credential was left as it is. */
const BY_DEFAULT = { changes: 'allExceptDelete', unlock: 'none' };

const refusalOf = (wanted: Wanted, permissions: Permissions) =>
	refusalBy(wanted, { ...BY_DEFAULT, ...permissions });

const allowed = (method: string, address: string, permissions: object, body?: unknown) => {
	const [path = '', query] = address.split('?');
	return refusalOf({ method, path, query, body }, permissions) === undefined;
};

describe('what the credential allows', () => {
	const purge = ['POST', '/delegate?purge'] as const;
	const create = ['POST', '/user', { users: [{ id: -1 }] }] as const;
	const change = ['PUT', '/user', { users: [{ id: 5, enabled: false }] }] as const;
	const remove = ['DELETE', '/user', { users: [{ id: 5 }] }] as const;
	const anonymize = ['POST', '/anonymize?user_id=5'] as const;
	const noCards = ['PUT', '/user', { users: [{ id: 5, card_num: '-1' }] }] as const;
	const kept = [purge, create, change];
	const gone = [remove, anonymize, noCards];

	it.each([
		['none', false, false],
		['allExceptDelete', true, false],
		['all', true, true],
		[undefined, false, false],
		['mistyped', false, false],
	])('Changes: %s', (changes, mayChange, mayDelete) => {
		for (const [method, path, body] of kept) {
			expect(allowed(method, path, { changes }, body)).toBe(mayChange);
		}
		for (const [method, path, body] of gone) {
			expect(allowed(method, path, { changes }, body)).toBe(mayDelete);
		}
		expect(allowed('GET', '/user', { changes })).toBe(true);
	});

	it.each([
		'/unlock/',
		'/UNLOCK',
		'/unlock?x=1',
		'//unlock',
		'/%75nlock',
		'/unlock/.',
		'/door/../unlock',
		'/unlock;x=1',
		'/x%3F/../unlock',
		'/unlock2',
	])('%s unlocks nothing, whatever is allowed', (path) => {
		const body = { doors: [{ id: 5 }] };
		for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
			for (const unlock of ['none', 'listed', 'any']) {
				const permissions = { changes: 'all', unlock, unlockDoors: '5' };
				expect(allowed(method, path, permissions, body)).toBe(false);
			}
		}
	});

	it('unlocking has a permission of its own', () => {
		const body = { doors: [{ id: 5 }] };
		expect(allowed('POST', '/unlock', { changes: 'all' }, body)).toBe(false);
		expect(allowed('POST', '/unlock', { changes: 'none', unlock: 'any' }, body)).toBe(true);
		expect(allowed('DELETE', '/unlock', { changes: 'all', unlock: 'any' }, body)).toBe(false);
	});

	it.each([-1, '-1', ' -1 ', '-01', '-1.0', -1.5, '−1', '1e3', true, {}, [-1]])(
		'a card number that is none counts as removing cards: %j',
		(card_num) => {
			const body = { users: [{ id: 5, card_num }] };
			expect(allowed('PUT', '/user', {}, body)).toBe(false);
			expect(allowed('POST', '/user', {}, body)).toBe(false);
			expect(allowed('PUT', '/user', { changes: 'all' }, body)).toBe(true);
		},
	);

	it.each(['Card_Num', 'CARD_NUM', 'cardNum', 'card-num', ' card_num '])(
		'so does a property that could be taken for it: %s',
		(name) => {
			expect(allowed('PUT', '/user', {}, { users: [{ id: 5, [name]: '-1' }] })).toBe(false);
		},
	);

	it.each(['00877', 877, '', null])('a card number is one: %j', (card_num) => {
		expect(allowed('PUT', '/user', {}, { users: [{ id: 5, card_num }] })).toBe(true);
	});

	it('removing cards cannot be hidden in what cannot be read', () => {
		const users = [{ id: 5, card_num: -1 }];
		for (const hidden of [
			[{ users }],
			'users=5',
			{ users: [users] },
			{ users: {} },
			{ users: [], Users: users },
		]) {
			expect(allowed('PUT', '/user', {}, hidden)).toBe(false);
		}
	});

	it.each([
		['POST', '/nobodyknows'],
		['PUT', '/door'],
		['POST', '/user/5'],
	])('what nobody named before counts as the worst there is: %s %s', (method, path) => {
		const refusal = refusalOf({ method, path, body: {} }, {});
		expect(refusal?.message).toContain('unknown requests');
		expect(allowed(method, path, { changes: 'all' }, {})).toBe(false);
		expect(allowed(method, path, { changes: 'all', unlock: 'any' }, {})).toBe(true);
	});

	it('what is neither POST nor PUT counts as a delete', () => {
		for (const method of ['DELETE', 'PATCH', 'TRACE', 'get']) {
			expect(allowed(method, '/door', {})).toBe(false);
			expect(allowed(method, '/door', { changes: 'all', unlock: 'any' })).toBe(true);
		}
	});

	it('Listed Doors: only when every door of the request is in the list', () => {
		const ids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 6 });
		const separators = fc.constantFrom(',', ', ', ' ', ';', '\n');
		fc.assert(
			fc.property(ids, ids, separators, fc.boolean(), (listed, wanted, separator, asText) => {
				const doors = wanted.map((id) => ({ id: asText ? String(id) : id }));
				const permissions = { unlock: 'listed', unlockDoors: listed.join(separator) };
				const may = wanted.length > 0 && wanted.every((id) => listed.includes(id));
				expect(allowed('POST', '/unlock', permissions, { doors })).toBe(may);
			}),
		);
	});

	it.each([
		undefined,
		'',
		'x',
		{},
		{ doors: 5 },
		{ doors: [5] },
		{ doors: [{ name: 'Dock' }] },
		{ doors: [{ id: 5, name: 'Dock' }] },
		{ doors: [{ id: 5, door_id: 6 }] },
		{ doors: [{ ID: 5 }] },
		{ doors: [{ id: [5] }] },
		{ doors: [{ id: 5 }], Doors: [{ id: 6 }] },
		{ doors: [{ id: 5 }], door: 6 },
		{ Doors: [{ id: 5 }] },
	])('Listed Doors: a body that names no doors (%j) is refused', (body) => {
		const permissions = { unlock: 'listed', unlockDoors: '5' };
		expect(allowed('POST', '/unlock', permissions, body)).toBe(false);
	});

	it('says what is not allowed, and by whom it can be', () => {
		const refusal = refusalOf(
			{ method: 'POST', path: '/unlock', body: { doors: [{ id: 7 }] } },
			{ unlock: 'listed', unlockDoors: '5, 6' },
		);
		expect(refusal?.message).toContain('the door with the ID 7');
		expect(refusal?.description).toContain('Nothing was sent to Lockt. Whoever owns');
		const overriding = refusalOf({ method: 'GET', path: '/user', query: '_method=DELETE' }, {});
		expect(overriding?.message).toContain("'_method' would change what the request does");
		expect(overriding?.description).toBe('Nothing was sent to Lockt. Remove it');
		const unclear = refusalOf(
			{ method: 'POST', path: '/unlock', body: { doors: [{ id: 5, name: 'Dock' }] } },
			{ unlock: 'listed', unlockDoors: '5, 6' },
		);
		expect(unclear?.message).toContain('but by the IDs of doors');
		expect(unclear?.description).toContain('Send {"doors": [{"id": 166}]}');
	});
});

describe('a read that may do more', () => {
	it.each([
		...['/delegate?_action=purge', '/delegate?Action[]=purge', '/delegate?pur%20ge=1'],
		...['/user?cmd%20=1', '/user?act=x', '/user?task=unlock', '/user?mode=delete', '/user?wipe=1'],
	])('%s is refused, whatever is allowed', (address) => {
		for (const changes of ['none', 'allExceptDelete', 'all']) {
			expect(allowed('GET', address, { changes })).toBe(false);
		}
	});

	it.each(['/un-lock', '/un_lock', '/door/166/open', '/release', '/wipe', '/revoke'])(
		'%s is refused, whatever is allowed',
		(path) => {
			for (const changes of ['none', 'allExceptDelete', 'all']) {
				expect(allowed('GET', path, { changes, unlock: 'any' })).toBe(false);
			}
			if (/lock|open|release/.test(path)) {
				expect(allowed('POST', path, { changes: 'all', unlock: 'any' })).toBe(false);
			}
		},
	);

	it('at an address that nobody named needs All', () => {
		expect(allowed('GET', '/visitor', {})).toBe(false);
		expect(allowed('GET', '/visitor', { changes: 'none' })).toBe(false);
		expect(allowed('GET', '/visitor?id=5', { changes: 'all' })).toBe(true);
	});
});

describe('the words of a query', () => {
	const SETTINGS = ['none', 'allExceptDelete', 'all'].map((changes) => ({ changes }));
	const known = reads.map(({ path, flag, filter, value = '5' }) =>
		[path, flag ?? (filter && `${filter}=${value}`)].filter(Boolean).join('?'),
	);
	const addTo = (address: string, word: string, by = '&') =>
		address + (address.includes('?') ? by : '?') + word;

	it.each(known)('of a read that is known pass: %s', (address) => {
		for (const permissions of SETTINGS) {
			expect(allowed('GET', address, permissions)).toBe(true);
			expect(allowed('GET', addTo(address, 'page=2'), permissions)).toBe(true);
		}
	});

	it.each(known)('that nobody named need All: %s', (address) => {
		for (const word of ['grant=5', 'x', 'format=a.b', 'page', 'id%20=5', 'user_id', 'name[]=5']) {
			const asked = addTo(address, word);
			expect([asked, ...SETTINGS.map((one) => allowed('GET', asked, one))]).toEqual([
				...[asked, false, false, true],
			]);
			expect(allowed('GET', addTo(address, word, ';'), {})).toBe(false);
		}
	});

	const acting = [
		...['unlock=5', 'un%6cock=5', 'un-lock', 'action=x', 'command=open&id=5', 'state=unlocked'],
		...[
			'id=5&state=unlocked',
			'mode=open',
			'mode=openDoor',
			'mode=door_open',
			'do=1',
			'Momentary=1',
		],
		...['x=momentary', 'release', '_method=POST', 'doors=5', 'x=1;unlock=5', 'x=1%3Bunlock=5'],
		...[
			'x=1%26unlock%3D5',
			'x=1%2526unlock',
			'x=%ff&unlock=5',
			'x=%u0075nlock',
			'x=please%20unlock',
		],
	];

	it.each(acting)('never act, on whatever address: %s', (words) => {
		const unknown = ['/visitor', '/doorstate', '/door', '/user', '/momentary'];
		for (const permissions of [{ changes: 'all' }, { changes: 'all', unlock: 'any' }]) {
			for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
				for (const path of unknown) {
					const address = `${path}?${words}`;
					expect([method, address, allowed(method, address, permissions)]).toEqual([
						...[method, address, false],
					]);
				}
			}
		}
		for (const address of known) {
			for (const by of ['&', ';']) {
				expect(allowed('GET', addTo(address, words, by), { changes: 'all' })).toBe(false);
			}
		}
	});

	it.each([
		'x=1',
		'city=Copenhagen',
		'room=Open%20Office',
		'name=R%26D',
		'q=Openness%20of%20doors',
	])('are free where All is allowed: %s', (words) => {
		for (const method of ['GET', 'POST']) {
			const permissions = { changes: 'all', unlock: 'any' };
			expect(allowed(method, `/visitor?${words}`, permissions)).toBe(true);
		}
	});
});

describe('values in a body that may make the request another one', () => {
	const bodies = (name: string, value: unknown) => [
		{ doors: [{ id: 5, [name]: value }] },
		{ doors: [{ id: 5, more: { [name]: [value] } }] },
	];

	it.each([
		...['unlock', 'unlocked', 'UNLOCKED', 'ｕnlock', 'un lock', 'please unlock', 'doorUnlock'],
		...[
			'open',
			'opened',
			'ｏpen',
			'openDoor',
			'door_open',
			'momentary',
			'release',
			'delete',
			'purge',
		],
	])('%s is refused, whatever is allowed', (value) => {
		for (const body of ['state', 'mode', 'Befehl', '状態'].flatMap((name) => bodies(name, value))) {
			for (const path of ['/door', '/doorstate', '/visitor']) {
				for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
					expect(allowed(method, path, { changes: 'all', unlock: 'any' }, body)).toBe(false);
				}
			}
		}
		expect(allowed('POST', '/visitor', { changes: 'all' }, value)).toBe(false);
	});

	it.each([
		...['name', 'first_name', 'custom3', 'id_num', 'notes'].map((name) => [name, 'Open']),
		...['room', 'city', 'type'].flatMap((name) => [
			[name, 'Open Office'],
			[name, 'Copenhagen'],
		]),
		...[5, true, null, '2027-01-01 00:00:00', 'someone@open.example'].map((value) => ['x', value]),
	] as Array<[string, unknown]>)('what people write is none: %s %j', (name, value) => {
		for (const body of bodies(name, value)) {
			for (const changes of ['allExceptDelete', 'all']) {
				expect(allowed('POST', '/door', { changes, unlock: 'any' }, body)).toBe(true);
			}
			expect(allowed('PUT', '/door', { changes: 'all', unlock: 'any' }, body)).toBe(true);
		}
	});

	const texts = [changedUser, changedFob, newDoor, newLocation, newAccessLevel].flatMap((columns) =>
		columns.fields.flatMap(({ id, holds }) => (/text|email/.test(holds.is) ? [id] : [])),
	);

	it.each([...new Set(texts)])('each field of text holds what people write: %s', (name) => {
		for (const text of ['kim@unlock-health.example', 'Unlock', 'reset']) {
			for (const changes of ['allExceptDelete', 'all']) {
				const body = { users: [{ id: 5, [name]: text }] };
				expect(allowed('PUT', '/user', { changes }, body)).toBe(true);
			}
		}
	});

	it.each(['email', 'phone'])('a free text has no free name: %s', (name) => {
		for (const other of [`unlock_${name}`, `${name}_action`, `open${name}`, `${name}.state`]) {
			const body = { users: [{ id: 5, [other]: 'unlock' }] };
			expect(allowed('PUT', '/user', { changes: 'all', unlock: 'any' }, body)).toBe(false);
		}
		for (const address of [`/visitor?${name}=unlock`, '/visitor/unlock']) {
			const body = { users: [{ id: 5, [name]: 'kim@unlock-health.example' }] };
			expect(allowed('POST', address, { changes: 'all' }, body)).toBe(false);
		}
		for (const text of ['-1', -1]) {
			const body = { users: [{ id: 5, [name]: 'unlock', card_num: text }] };
			expect(allowed('PUT', '/user', { changes: 'allExceptDelete' }, body)).toBe(false);
		}
	});
});

describe('words in a body that may make the request another one', () => {
	const others = [
		...['_method', 'method', 'X-HTTP-Method-Override', 'x_http_method', 'verb', '%5fmethod'],
		...[
			'action',
			'Action',
			...['x-action', 'unlocked', 'delete', 'deleted', 'remove', 'reset', 'ａction'],
			'_action',
			'command',
			'cmd',
			'do',
			'op',
			'operation',
			'unlock',
			'purge',
		],
	];
	const bodies = (word: string) => [
		{ doors: [{ name: 'Attic' }], [word]: 'unlock' },
		{ doors: [{ name: 'Attic', [word]: 'unlock' }] },
		{ doors: [{ name: 'Attic', more: [{ [word]: 'DELETE' }] }] },
		{ doors: [{ name: 'Attic' }], options: { [word]: 'true' } },
	];

	it.each(others)('%s is refused, whatever is allowed but unlocking', (word) => {
		for (const changes of ['allExceptDelete', 'all']) {
			for (const body of bodies(word)) {
				expect(allowed('POST', '/door', { changes }, body)).toBe(false);
				expect(allowed('PATCH', '/anything', { changes }, body)).toBe(false);
			}
		}
	});

	it('is refused with whatever stands beside the records, unless all is allowed', () => {
		const body = { doors: [{ name: 'Attic' }], users: [{ id: 5 }] };
		expect(allowed('POST', '/door', {}, body)).toBe(false);
		expect(allowed('POST', '/door', {}, { doors: body.doors })).toBe(true);
		expect(allowed('POST', '/delegate?purge', {}, { delegates: [] })).toBe(false);
	});
});

describe('what may remove cards, or do more than it says', () => {
	const put = (user: object, options: unknown = { validate_fails_batch: 'false' }) =>
		allowed('PUT', '/user', {}, { users: [{ id: 5, ...user }], options });

	it.each([
		...['18446744073709551615', '9223372036854775807', '4294967295', '1'.repeat(40), 2 ** 64].map(
			(card_num) => ({ card_num }),
		),
		{ card_nuⅿ: -1 },
		{ card_number: -1 },
		{ credentials: [{ card_num: -1 }] },
		{ more: { deep: [[{ card_num: '-1' }]] } },
	])('is a delete: %j', (user) => {
		expect(put(user)).toBe(false);
	});

	it.each([{ card_num: '72057594037927935' }, { card_num: 1003 }, { card_num: '' }, {}])(
		'is none: %j',
		(user) => {
			expect(put(user)).toBe(true);
		},
	);

	it.each([
		{ validate_fails_batch: { doors: [{ id: 5 }] } },
		{ validate_fails_batch: ['false'] },
		{ validate_fails_batch: 1 },
		[1],
		'all',
		null,
	])('options are true or false: %j', (options) => {
		expect(put({}, options)).toBe(false);
		const listed = { unlock: 'listed', unlockDoors: '166' };
		expect(allowed('POST', '/unlock', listed, { doors: [{ id: 166 }], options })).toBe(false);
	});
});

describe('what may open a door, as nobody named it', () => {
	/** Any Door aside. */
	const SOME = ['none', 'listed', 'mistyped', undefined].flatMap((unlock) =>
		['none', 'allExceptDelete', 'all'].map((changes) => ({ changes, unlock, unlockDoors: '5' })),
	);
	const EVERYTHING = { changes: 'all', unlock: 'any' };
	const never = (method: string, address: string, body?: unknown) => {
		for (const permissions of SOME) {
			const may = allowed(method, address, permissions, body);
			expect([method, address, body, permissions, may]).toEqual([
				...[method, address, body, permissions, false],
			]);
		}
	};

	it.each([
		...['/relay', '/door/166/pulse', '/door/166', '/strike', '/buzz', '/grantaccess', '/DOOR'],
		...['/visitor', '/doorstate', '/user/5', '/doorstate?low=5', '/door?x=1', '/schedule'],
	])('a change at %s needs Any Door', (address) => {
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
			for (const body of [undefined, {}, { doors: [{ id: 166 }] }]) {
				never(method, address, body);
				expect(allowed(method, address, EVERYTHING, body)).toBe(true);
			}
		}
	});

	const BODIES = [
		...[false, 'Door Opened', 'please do so now', 1, [1], { a: 1 }].flatMap((value) =>
			['locked', 'state', 'Befehl', 'Name', 'name ', 'relay'].map((name) => ({
				doors: [{ name: 'Dock', [name]: value }],
			})),
		),
		...[{ doors: [{ name: { locked: false } }] }, { doors: [{ name: ['x'] }] }],
		...[{ doors: [], relay: 5 }, { doors: { name: 'Dock' } }, { doors: ['Dock'] }],
		...[{ doors: [{ name: 'Dock' }], options: { locked: 'false' } }, [{ name: 'Dock' }], 'Dock'],
	];

	it.each(BODIES)('so does what doors are not known to have: %j', (body) => {
		for (const method of ['POST', 'DELETE', 'PUT']) never(method, '/door', body);
	});

	it.each(['/user', '/fob', '/location', '/accesslevel', '/delegate'])(
		'so does what stands beside the records of %s',
		(path) => {
			never('POST', path, { [`${path.slice(1)}s`]: [], relay: 5 });
			never('POST', '/delegate?purge', { relay: 5 });
		},
	);

	it('says which permission it needs', () => {
		for (const [path, body] of [['/relay'], ['/door', { doors: [{ locked: false }] }]] as const) {
			const refusal = refusalOf({ method: 'POST', path, body }, { changes: 'all' });
			expect(refusal?.message).toContain("that may open doors, and its 'Unlock' is not Any Door");
		}
	});

	it('is none of what the reference names', () => {
		const names = endpoints.createDoors.sends;
		expect(newDoor.fields.map(({ id }) => id)).toEqual(names);
		expect(shapes.door_create.map(({ property }) => property)).toEqual(names);
		const body = { doors: [{ name: 'Dock', location_id: 5 }, { name: 'please open now' }] };
		const options = { validate_fails_batch: 'false' };
		expect(allowed('POST', '/door', {}, { ...body, options })).toBe(true);
		expect(allowed('DELETE', '/door', { changes: 'all' }, { doors: [{ id: 5 }], options })).toBe(
			true,
		);
	});
});
