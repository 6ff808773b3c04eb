import { LocktError } from '../../nodes/Lockt/api/errors';
import { user } from '../../nodes/Lockt/fields/kinds';
import { userFilter } from '../../nodes/Lockt/fields/userFilter';
import { checked } from './checked';

const filter = userFilter(user, 'Only the doors that this user may open');
const given = (filters: object) => checked([filter.field], { filters });
const by = (mode: string, value: unknown) => given({ user: { __rl: true, mode, value } });

describe('the filter of a list by one user', () => {
	it.each([
		['nobody', given({}), undefined],
		['somebody from the list', by('list', 5678), { user_id: '5678' }],
		['somebody by ID', by('id', ' 5678 '), { user_id: '5678' }],
		['somebody by ID number', by('idNum', 'E-10042'), { id_num: 'E-10042' }],
	])('asks for %s', (_, parameter, query) => {
		expect(filter.query(parameter)).toEqual(query);
	});

	it.each(['', ' ', null])('is no filter for everybody when it holds %j', (blank) => {
		expect(() => by('idNum', blank)).toThrow("'User' is blank");
	});

	it('takes nothing but an ID where the list knows nothing else', () => {
		const byId = userFilter({ ...user, keys: [user.keys[0]] }, 'Only their credentials');
		expect(() => byId.query(by('idNum', 'E-10042'))).toThrow("'User' must be a whole number");
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
