import { LocktError } from '../../nodes/Lockt/api/errors';
import type { Picked } from '../../nodes/Lockt/fields/locator';
import type { Lookups } from '../../nodes/Lockt/fields/lookups';
import { userFilter } from '../../nodes/Lockt/fields/userFilter';
import { checked } from './checked';

const filter = userFilter('Only the doors that this user may open', { also: ['id_num'] });
const given = (filters: object) => checked([filter.field], { filters });
const by = (mode: string, value: unknown) => given({ user: { __rl: true, mode, value } });

describe('the filter of a list by one user', () => {
	it.each([
		['nobody', given({}), undefined],
		['somebody from the list', by('list', 5678), { user_id: '5678' }],
		['somebody by ID', by('locktId', ' 5678 '), { user_id: '5678' }],
		['somebody by ID number', by('idNum', 'E-10042'), { id_num: 'E-10042' }],
	])('asks for %s', (_, parameter, query) => {
		expect(filter.query(parameter)).toEqual(query);
	});

	it.each(['', ' ', null])('is no filter for everybody when it holds %j', (blank) => {
		expect(() => by('idNum', blank)).toThrow("'User' is blank");
	});

	const theirs = userFilter('Only their credentials', {});
	const lookups = {
		idOf: (_: unknown, { key, value }: Picked) => Promise.resolve(`${key.label} ${value}`),
	} as unknown as Lookups;

	it.each([
		[theirs, by('list', 5678), { user_id: '5678' }],
		[theirs, by('idNum', 'E-10042'), { user_id: 'ID Number E-10042' }],
		[theirs, by('email', 'a@b.example'), { user_id: 'Email a@b.example' }],
		[filter, by('idNum', 'E-10042'), { id_num: 'E-10042' }],
		[filter, by('email', 'a@b.example'), { user_id: 'Email a@b.example' }],
		[filter, given({}), undefined],
	])('looks up first what the list is not filtered by', async (one, parameter, query) => {
		const question = { path: '/door', query: one.query(parameter) } as const;
		expect(await one.resolve(question, lookups)).toEqual({ path: '/door', query });
	});

	it('says that there is no such user where Lockt says so', () => {
		const missing = new LocktError('Refused', 'Check', { saysMissing: true });
		const busy = new LocktError('Too many', 'Wait', { status: 429 });
		const chosen = by('idNum', 'E-0');
		expect(filter.explain(missing, chosen).message).toBe("No user with ID Number 'E-0'");
		expect(filter.explain(busy, chosen)).toBe(busy);
		expect(filter.explain(missing, given({}))).toBe(missing);
	});
});
