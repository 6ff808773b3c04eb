import fc from '../fastCheck';
import { hoursInWords } from '../../nodes/Lockt/api/records/hoursInWords';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const row = (days: string, start: string, stop: string | number) => ({
	...Object.fromEntries(days.split('').map((bit, n) => [`d${n}`, Number(bit)])),
	...{ start, stop },
});

describe('the hours of a schedule in words', () => {
	it.each([
		['1111100', '07:00:00', '18:59:59', 'Mon-Fri 07:00-19:00'],
		['1111111', '00:00:00', '23:59:59', 'Every day 00:00-24:00'],
		['0000011', '06:30:00', '19:59:59', 'Sat, Sun 06:30-20:00'],
		['1010100', '09:00:00', '17:00:00', 'Mon, Wed, Fri 09:00-17:00'],
		['1110110', '09:00:00', '17:30:15', 'Mon-Wed, Fri, Sat 09:00-17:30:15'],
		['0000100', '22:00:00', '05:59:59', 'Fri 22:00-06:00 the next day'],
		['1111100', '00:00:00', '00:00:00', 'Mon-Fri 00:00-00:00'],
		['0000000', '07:00:00', '18:59:59', 'Never'],
	])('%s from %s to %s', (days, start, stop, words) => {
		expect(hoursInWords([row(days, start, stop)])).toBe(words);
	});

	it('of several intervals are all said', () => {
		const morning = row('1111100', '08:00:00', '11:59:59');
		const evening = row('1111100', '17:00:00', '20:59:59');
		expect(hoursInWords([morning, evening])).toBe('Mon-Fri 08:00-12:00; Mon-Fri 17:00-21:00');
	});

	it.each([
		['a day', row('11?1100', '07:00:00', '18:59:59')],
		['its start', row('1111100', 'dawn', '18:59:59')],
		['its stop', row('1111100', '07:00:00', 1900)],
		['its days', { start: '07:00:00', stop: '18:59:59' }],
	])('are not told where Lockt does not say %s clearly', (_, unclear) => {
		expect(hoursInWords([unclear])).toBeNull();
		expect(hoursInWords([row('1111100', '07:00:00', '18:59:59'), unclear])).toBeNull();
	});

	it('name each day that is on, and no other', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (on) => {
				const bits = on.map((isOn) => (isOn ? '1' : '0')).join('');
				const words = hoursInWords([row(bits, '07:00:00', '18:59:59')])!;
				expect(daysIn(words)).toEqual(DAYS.filter((_, day) => on[day]));
			}),
		);
	});
});

/** Which days a text names, read anew. */
function daysIn(words: string): string[] {
	if (words.startsWith('Never')) return [];
	if (words.startsWith('Every day')) return DAYS;
	return words
		.slice(0, words.lastIndexOf(' '))
		.split(', ')
		.flatMap((part) => {
			const [from, to = from] = part.split('-').map((day) => DAYS.indexOf(day));
			return DAYS.slice(from, to! + 1);
		});
}
