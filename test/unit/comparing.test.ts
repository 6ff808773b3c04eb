import type { IDataObject } from 'n8n-workflow';
import { anyUser } from '../../nodes/Lockt/fields/columns/columns';
import { isShownAs } from '../../nodes/Lockt/resources/watching/comparing';

const field = (id: string) => anyUser.fields.find((one) => one.id === id)!;
const compare = (id: string, shown: unknown, wanted: unknown) =>
	isShownAs({ [id]: shown } as IDataObject, field(id), wanted, () =>
		Promise.resolve('America/New_York'),
	);

describe('what Lockt shows of a user, beside what was sent', () => {
	it.each([
		['pin', '1234', '12345'],
		['pin', '91234', '1234'],
		['id_num', 'E-1', 'E-10'],
		['id_num', '0042A', '42A'],
		['email', 'bob@site.example', 'bob@site.example.au'],
		['email', 'a.bob@site.example', 'bob@site.example'],
		['first_name', 'Rob', 'Robert'],
		['custom1', 'Level 1', 'Level 10'],
		['custom1', '', 'Blue'],
		['phone', '8184365134', '8184365135'],
		['card_num', '001000', '1000'],
	])('is another %s: %s is not %s', async (id, shown, wanted) => {
		expect(await compare(id, shown, wanted)).toBe(false);
	});

	it.each([
		['phone', '(818) 436-5134', '8184365134'],
		['last_name', 'GALE', 'Gale'],
		['email', 'Bob@Site.example', 'bob@site.example'],
		['custom1', ' Blue ', 'Blue'],
	])('is the same %s, however it is written: %s is %s', async (id, shown, wanted) => {
		expect(await compare(id, shown, wanted)).toBe(true);
	});

	it.each([
		['phone', '+1 818 436 5134', '8184365134'],
		['last_name', 'M?ller', 'Müller'],
		['pin', '****', '1234'],
		['id_num', 42, '0042'],
		['custom1', undefined, 'Blue'],
		['custom1', null, 'Blue'],
		['pin', null, '1234'],
		['pin', '', '1234'],
		['last_name', ' ', 'Gale'],
	])('is open for a %s: %s may be %s', async (id, shown, wanted) => {
		expect(await compare(id, shown, wanted)).toBe(undefined);
	});
});

describe('a date, where the time zone of the site is not known', () => {
	const END = '2027-03-31 17:00:00';
	const date = (shown: unknown) =>
		isShownAs({ access_expires: shown } as IDataObject, field('access_expires'), END, () =>
			Promise.resolve(undefined),
		);

	it.each([
		null,
		'',
		'0000-00-00 00:00:00',
		'1970-01-01 00:00:00',
		'2000-01-01T00:00:00Z',
		'2099-01-01T00:00:00Z',
		'2027-04-02T17:00:00-05:00',
	])('is another one: %s', async (shown) => {
		expect(await date(shown)).toBe(false);
	});

	it.each(['2027-03-31T21:00:00Z', '3/31/2027 5:00:00 PM', 'soon', undefined])(
		'may be the same one: %s',
		async (shown) => {
			expect(await date(shown)).toBe(undefined);
		},
	);

	it('is the same to the letter', async () => {
		expect(await date(END)).toBe(true);
	});
});
