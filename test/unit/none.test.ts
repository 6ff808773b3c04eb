import { saysAnswered, saysMissing, saysNone } from '../../nodes/Lockt/api/answers/none';

const someone = { path: '/user', query: { id_num: 'E-7' } } as const;

describe('what was asked for', () => {
	it.each([
		'The resource was not found.',
		'No user found with id_num: e-7',
		'User E-7 does not exist',
		'Invalid id_num found: E-7',
		'No such user',
		'not found',
	])('is missing: %s', (words) => {
		expect(saysMissing(words, someone)).toBe(true);
	});

	it.each([
		'Site not found',
		'Host not found',
		'Route not found',
		'No route found for GET /api/v1/user',
		'User table not found',
		'Database does not exist',
		'No such file or directory',
		'Licence for user not found',
		'API key not found',
		'Controller 7 not found',
		'E-7',
		'',
	])('is not missing where something else is, or nothing: %s', (words) => {
		expect(saysMissing(words, someone)).toBe(false);
	});

	it.each([
		['/accesslevel', 'Access level not found', true],
		['/locationtype', 'No location types found', true],
		['/fob', 'User not found', false],
		['/door', 'Location not found', false],
	] as const)('%s, and %s: %j', (path, words, isMissing) => {
		expect(saysMissing(words, { path })).toBe(isMissing);
	});

	it('is named by what it was asked for by, also where that is another kind of record', () => {
		const credentials = { path: '/credential', query: { user_id: 'South Site' } } as const;
		expect(saysMissing('No user found: South Site', credentials)).toBe(true);
		expect(saysMissing('South Site not found', { path: '/credential' })).toBe(false);
	});
});

describe('words beside no records', () => {
	it.each(['OK', 'Success', '0 users returned', 'Query completed successfully.', 'Data retrieved'])(
		'say that it was answered: %s',
		(words) => {
			expect(saysAnswered(words, '/user')).toBe(true);
		},
	);

	it.each(['Database offline', 'timeout', 'No response', 'Not processed', 'Retrieved from cache'])(
		'say more: %s',
		(words) => {
			expect(saysAnswered(words, '/user') || saysNone(words, '/user')).toBe(false);
		},
	);
});
