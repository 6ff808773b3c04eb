import { clock } from '../clock';
import type { IPollFunctions } from 'n8n-workflow';
import { user, type Key } from '../../nodes/Lockt/fields/kinds';
import { filterByPeople } from '../../nodes/Lockt/trigger/events/people';
import { readChosen } from '../../nodes/Lockt/trigger/person';
import { useStandIn } from './standIn';

const lockt = useStandIn();
const context = () => lockt.context() as unknown as IPollFunctions;

const key = user.keys[1] as Key;
const ann = { id: 7, id_num: '0042', first_name: 'Ann', last_name: 'Ray', enabled: true };
const bo = { id: 8, id_num: '43', first_name: 'Bo', last_name: 'Lee', enabled: true };
const list = [ann, bo];
const event = { id: 1, user: 'Ray, Ann' };

const unshown: Array<[string, (id_num: string) => unknown]> = [
	['blank', () => ''],
	['null', () => null],
	['missing', () => undefined],
	['masked', () => '****'],
	['a list', (id_num) => [id_num]],
	['HTML', () => '&#48;042'],
];
const forms: typeof unshown = [...unshown, ['a number', Number]];

/** People as a list shows them. */
const shownAs = (form: (id_num: string) => unknown, people = list) =>
	people.map((one) => ({ ...one, id_num: form(one.id_num) }));

const asksFor = (url: string) => new URL(url, 'http://lockt').searchParams.get('id_num');
const havingNumber = (id_num: string | null) => list.filter((one) => one.id_num === id_num);

const chosenIn = async (listed: object[], value = '0042', asked = context()) => {
	const chosen = await readChosen(asked, [{ key, value }], listed as never);
	return [7, 8, 9].filter(chosen.has);
};
const passing = (value = '0042', asked = context()) =>
	filterByPeople(asked, [event], [{ key, value }]);

describe('a person picked by ID number', () => {
	it.each(forms)('is asked for where the list shows it as %s', async (_, form) => {
		lockt.answer = ({ url }) => ({ data: havingNumber(asksFor(url)) });
		expect(await chosenIn(shownAs(form))).toEqual([7]);
		expect(lockt.asked()).toEqual(['/user?id_num=0042']);
	});

	it('is not asked for where the list shows it, or shows nobody', async () => {
		expect(await chosenIn(list)).toEqual([7]);
		expect(await chosenIn([])).toEqual([]);
		expect(lockt.asked()).toEqual([]);
	});

	it.each(unshown)('is open where every answer shows it as %s', async (_, form) => {
		lockt.answer = ({ url }) => ({
			data: shownAs(form, asksFor(url) ? [ann] : list),
		});
		const unclear = "It is not clear whether there is a user with ID Number '0042'";
		await expect(chosenIn(shownAs(form))).rejects.toThrow(unclear);
		await expect(passing()).rejects.toThrow(unclear);
	});

	it('that comes as a number is theirs where Lockt compares the digits, and else open', async () => {
		lockt.answer = ({ url }) => {
			const asked = asksFor(url);
			return { data: shownAs(Number, asked === null ? list : havingNumber(asked)) };
		};
		expect(await passing()).toEqual([event]);
		expect(await passing('42')).toEqual([]);
		lockt.answer = () => ({ data: shownAs(Number) });
		await expect(passing()).rejects.toThrow('It is not clear which user has the ID Number');
		await expect(chosenIn(shownAs(Number))).rejects.toThrow('It is not clear which user');
	});

	it('that nobody has is said once a day', async () => {
		lockt.answer = ({ url }) => ({ data: asksFor(url) === null ? list : [] });
		const said = () =>
			lockt.warnings.filter((text) => text.includes("no user with ID Number 'E-99'"));
		const node = { ...context(), getNode: () => ({ id: 'one', name: 'Lockt Trigger' }) };
		for (const times of [1, 2]) {
			for (const read of [
				() => chosenIn(list, 'E-99', node as never),
				() => passing('E-99', node as never),
			]) {
				expect(await read()).toEqual([]);
				expect(said()).toHaveLength(times);
			}
			clock.wait(24 * 60);
		}
	});
});
