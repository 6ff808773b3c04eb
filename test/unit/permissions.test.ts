import fc from 'fast-check';
import { refusalOf } from '../../nodes/Lockt/api/permissions';

const allowed = (method: string, path: string, permissions: object, body?: unknown) =>
	refusalOf({ method, path, body }, permissions) === undefined;

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
		[undefined, true, false],
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
		'/unlock',
		'/unlock/',
		'/UNLOCK?x=1',
		'//unlock',
		'/%75nlock',
		'https://cloudapi.lockt.com/api/v1/unlock',
		'/unlock/.',
		'/door/../unlock',
		'/unlock;x=1',
	])('%s is unlocking', (path) => {
		const body = { doors: [{ id: 5 }] };
		expect(allowed('POST', path, { changes: 'all' }, body)).toBe(false);
		expect(allowed('POST', path, { changes: 'none', unlock: 'any' }, body)).toBe(true);
	});

	it('removing cards cannot be hidden in a body that is text, bytes or no JSON', () => {
		const body = { users: [{ id: 5, card_num: -1 }] };
		for (const hidden of [
			body,
			JSON.stringify(body),
			new TextEncoder().encode(JSON.stringify(body)),
			'users=5',
			[body],
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
		expect(allowed(method, path, { changes: 'all' }, {})).toBe(true);
	});

	it('what is neither POST nor PUT counts as a delete', () => {
		for (const method of ['DELETE', 'delete', 'PATCH', 'TRACE']) {
			expect(allowed(method, '/door', {})).toBe(false);
			expect(allowed(method, '/door', { changes: 'all' })).toBe(true);
		}
	});

	it('Listed Doors: only when every door of the request is in the list', () => {
		const ids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 6 });
		const separators = fc.constantFrom(',', ', ', ' ', ';', '\n');
		fc.assert(
			fc.property(ids, ids, separators, fc.boolean(), (listed, wanted, separator, asText) => {
				const doors = wanted.map((id) => ({ id: asText ? String(id) : id }));
				const body = asText ? JSON.stringify({ doors }) : { doors };
				const permissions = { unlock: 'listed', unlockDoors: listed.join(separator) };
				const may = wanted.every((id) => listed.includes(id));
				expect(allowed('POST', '/unlock', permissions, body)).toBe(may);
			}),
		);
	});

	it.each([undefined, '', 'x', {}, { doors: 5 }, { doors: [5] }, { doors: [{ name: 'Dock' }] }])(
		'Listed Doors: a body that names no doors (%j) is refused',
		(body) => {
			const permissions = { unlock: 'listed', unlockDoors: '5' };
			expect(allowed('POST', '/unlock', permissions, body)).toBe(false);
		},
	);

	it('says what is not allowed, and by whom it can be', () => {
		const refusal = refusalOf(
			{ method: 'POST', path: '/unlock', body: { doors: [{ id: 7 }] } },
			{ unlock: 'listed', unlockDoors: '5, 6' },
		);
		expect(refusal?.message).toContain('the door 7');
		expect(refusal?.description).toContain('Nothing was sent to Lockt. Whoever owns');
	});
});
