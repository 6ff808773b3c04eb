import { canSendBack, localDateOf } from '../../nodes/Lockt/api/records/dates';
import { isoDate } from '../../nodes/Lockt/api/records/moments';
import { askRecords } from '../../nodes/Lockt/api/questions/records';
import { tellDates } from '../../nodes/Lockt/api/questions/site';
import { user } from '../../nodes/Lockt/fields/kinds';
import { lookupsFor } from '../../nodes/Lockt/fields/lookups';
import { useStandIn } from './standIn';

const ZONE = 'America/New_York';
const lockt = useStandIn();

/** Each test has a year of its own: what one answer said of a day is remembered. */
const users = (...until: string[]) =>
	until.map((access_expires, n) => ({
		id: n + 300,
		id_num: String(n),
		name: 'A B',
		access_expires,
	}));

/** A server that knows the filter by ID. */
const answerWith = (records: Array<{ id: number }>) => {
	lockt.answer = ({ query }) => {
		const { id } = query as { id?: string };
		return { data: records.filter((one) => id === undefined || String(one.id) === id) };
	};
};

describe('dates with slashes', () => {
	it.each([
		['in another record', '31/03/2027 5:00:00 PM'],
		['without a half of the day', '31/03/2027 17:00:00'],
		['in a nested one', { access_effective: '13/1/2027 8:00:00 AM' }],
	])('stay as they came beside one that has the day first, %s', async (_, other) => {
		const dates = ['04/03/2027 5:00:00 PM', '3/3/2027 8:00 AM', '12/11/2027 8:00:00 AM'];
		const rest = typeof other === 'string' ? { access_expires: other } : { credentials: [other] };
		answerWith([...users(...dates), { id: 400, ...rest }]);
		const context = lockt.context();
		const records = await askRecords(context, { path: '/user' });
		const told = tellDates(context, records, ZONE).slice(0, 3);
		expect(told.map(({ access_expires: until }) => until)).toEqual(dates);
		expect(lockt.warnings).toEqual([
			expect.stringContaining("Lockt sent 'access_expires' in a form that is not known"),
		]);
		for (const date of dates) {
			expect(canSendBack(date, ZONE)).toBe(false);
			expect(localDateOf(date, ZONE)).toBe(date);
		}
	});

	it('have the month first where none shows otherwise', async () => {
		answerWith(users('04/03/2028 5:00:00 PM', '3/31/2028 8:00 AM'));
		const context = lockt.context();
		const records = await askRecords(context, { path: '/user' });
		const told = tellDates(context, records, ZONE);
		expect(told.map(({ access_expires: until }) => until)).toEqual([
			'2028-04-03T17:00:00.000-04:00',
			'2028-03-31T08:00:00.000-04:00',
		]);
		expect(lockt.warnings).toEqual([]);
	});

	it('say nothing of those in other forms', async () => {
		const iso = '2029-04-03 17:00:00';
		answerWith(users(iso, '31/03/2029 5:00:00 PM'));
		const context = lockt.context();
		const [first] = tellDates(context, await askRecords(context, { path: '/user' }), ZONE);
		expect(first!.access_expires).toBe('2029-04-03T17:00:00.000-04:00');
	});

	it.each([
		['04/03/2030 5:00:00 PM', '31/03/2030 5:00:00 PM', '04/03/2030 5:00:00 PM', true],
		['04/03/2031 5:00:00 PM', '3/31/2031 5:00:00 PM', '2031-04-03T17:00:00.000-04:00', true],
		['3/31/2032 5:00:00 PM', '3/30/2032 5:00:00 PM', '2032-03-31T17:00:00.000-04:00', false],
		['2033-04-03 17:00:00', '31/03/2033 5:00 PM', '2033-04-03T17:00:00.000-04:00', false],
	])('of one user alone: the list tells, %s beside %s', async (own, other, told, asksList) => {
		answerWith(users(own, other));
		const found = await lookupsFor(lockt.context(), 1).readFull(user, 300);
		expect(isoDate(found.access_expires, ZONE)).toBe(told);
		expect(lockt.asked()).toEqual(['/user?id=300', ...(asksList ? ['/user'] : [])]);
	});
});
