import type { IDataObject } from 'n8n-workflow';
import { isAlways, readHours, type Hours } from '../../nodes/Lockt/api/records/hours';
import { isOutside } from '../../nodes/Lockt/trigger/decisions/afterHours';

const ZONE = 'America/New_York';
const days = (text: string) =>
	Object.fromEntries(text.split('').map((bit, n) => [`d${n}`, Number(bit)]));
const office = { id: 1, ...days('1111100'), start: '07:00:00', stop: '18:59:59' };
const night = { id: 2, ...days('0000100'), start: '22:00:00', stop: '05:59:59' };
const outside = (schedule: IDataObject, ...moments: string[]) =>
	moments.map((moment) => isOutside(readHours(schedule) as Hours, moment, ZONE));

it('a schedule holds from its first to its last second, by the clock of the site', () => {
	expect(
		outside(
			office,
			'2026-07-01T06:59:59-04:00',
			'2026-07-01T07:00:00-04:00',
			'2026-07-01T18:59:59.900-04:00',
			'2026-07-01T19:00:00-04:00',
		),
	).toEqual([true, false, false, true]);
	expect(outside(office, '2026-07-01T11:00:00Z', '2026-01-07T11:00:00Z')).toEqual([false, true]);
});

it('Monday is d0 and Sunday d6', () => {
	const week = Array.from(
		{ length: 7 },
		(_, n) => `2026-07-${String(6 + n).padStart(2, '0')}T12:00:00-04:00`,
	);
	expect(outside(office, ...week)).toEqual([false, false, false, false, false, true, true]);
	expect(outside({ ...office, ...days('0000001') }, ...week)).toEqual([
		true,
		true,
		true,
		true,
		true,
		true,
		false,
	]);
	expect(outside({ ...office, ...days('1000000') }, ...week).indexOf(false)).toBe(0);
});

it('one that stops before it starts goes on into the next day', () => {
	// Friday is 2026-07-03.
	expect(
		outside(
			night,
			'2026-07-03T21:59:59-04:00',
			'2026-07-03T22:00:00-04:00',
			'2026-07-04T00:00:00-04:00',
			'2026-07-04T05:59:59-04:00',
			'2026-07-04T06:00:00-04:00',
			'2026-07-03T03:00:00-04:00',
			'2026-07-04T22:30:00-04:00',
		),
	).toEqual([true, false, false, false, true, true, true]);
	const sunday = { ...night, ...days('0000001') };
	expect(outside(sunday, '2026-07-06T03:00:00-04:00', '2026-07-05T23:00:00-04:00')).toEqual([
		false,
		false,
	]);
});

it('one from midnight to midnight holds all day, of the days it has', () => {
	const day = { ...office, start: '00:00:00', stop: '00:00:00' };
	expect(
		outside(
			day,
			'2026-07-01T00:00:00-04:00',
			'2026-07-01T12:00:00-04:00',
			'2026-07-01T23:59:59.900-04:00',
			'2026-07-04T00:00:00-04:00',
			'2026-07-05T12:00:00-04:00',
		),
	).toEqual([false, false, false, true, true]);
	expect(readHours(day)).toMatchObject({ isAssumed: true });
	expect(readHours({ ...day, stop: '23:59:59' })).not.toHaveProperty('isAssumed');
});

it('one that starts and stops at the same time holds for that second', () => {
	const second = { ...office, start: '12:00:00', stop: '12:00:00' };
	expect(outside(second, '2026-07-01T12:00:00-04:00', '2026-07-01T12:00:01-04:00')).toEqual([
		false,
		true,
	]);
});

it.each(
	[
		['1', '0'],
		['true', 'false'],
		[true, false],
		['Y', 'N'],
		['yes', 'no'],
		[-1, 0],
	].map(([yes, no]) => ({ yes, no })),
)('days are told by $yes and $no', ({ yes, no }) => {
	const told = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((n) => [`d${n}`, n < 5 ? yes : no]));
	expect(readHours({ ...office, ...told })).toEqual(readHours(office));
});

it.each([
	['8:05', '17:59:59'],
	['8:05:00', '5:59:59 PM'],
	['08:05 AM', '05:59:59pm'],
	['08:05:00.0000000', '17:59:59.9990000'],
	['PT8H5M', 'PT17H59M59S'],
	['1970-01-01T08:05:00.000Z', '1970-01-01T17:59:59Z'],
	['1900-01-01 08:05:00', '1899-12-30T17:59:59'],
])('times are told by %s and %s', (start, stop) => {
	const seconds = { start: 8 * 3600 + 5 * 60, stop: 18 * 3600 - 1 };
	expect(readHours({ ...office, start, stop })).toMatchObject(seconds);
});

it.each([
	['00:00', 0],
	['12:00 AM', 0],
	['12:30 PM', 45_000],
	['8 PM', 72_000],
	['PT0S', 0],
	['24:00:00', 86_400],
])('%s is a time of the day', (start, seconds) => {
	expect(readHours({ ...office, start })).toMatchObject({ start: seconds });
});

it.each([
	...[null, undefined, '', 28_800, '0800', '8', '25:00', '24:00:01', '08:60', '13:00 PM', '0 AM'],
	...['PT', 'P1D', 'soon', '2026-07-01T08:00:00Z', '1970-01-01T08:00:00-05:00', {}, true],
])('by a time that is %j nothing can be told', (odd) => {
	expect(readHours({ ...office, start: odd })).toEqual({ unclear: 'start' });
	expect(readHours({ ...office, stop: odd })).toEqual({ unclear: 'stop' });
});

it.each([null, undefined, '', 2, 'Mon', {}])('nor by a day that is %j', (odd) => {
	expect(readHours({ ...office, d3: odd })).toEqual({ unclear: 'd3' });
});

it('a moment nobody can read counts as outside', () => {
	expect(outside(office, '', 'yesterday')).toEqual([true, true]);
});

it('minutes and seconds count', () => {
	const exact = { ...office, start: '07:30:20', stop: '18:45:40' };
	const at = (time: string) => `2026-07-01T${time}-04:00`;
	expect(outside(exact, at('07:30:19'), at('07:30:20'), at('07:31:00'))).toEqual([
		true,
		false,
		false,
	]);
	expect(outside(exact, at('18:45:40'), at('18:45:41'), at('18:46:00'))).toEqual([
		false,
		true,
		true,
	]);
});

it('every moment is outside where the zone of the site is not known', () => {
	const hours = readHours(office) as Hours;
	expect(isOutside(hours, '2026-07-01T12:00:00-04:00', undefined)).toBe(true);
});

it.each<[string, boolean, Array<[days: string, start: string, stop: string]>]>([
	['the whole day, every day', true, [['1111111', '00:00:00', '23:59:59']]],
	['until the last minute', true, [['1111111', '00:00:00', '23:59:00']]],
	['from midnight to midnight', true, [['1111111', '00:00:00', '00:00:00']]],
	[
		'the week, and the weekend',
		true,
		[
			['1111100', '00:00:00', '23:59:59'],
			['0000011', '00:00:00', '23:59:59'],
		],
	],
	['six days', false, [['1111110', '00:00:00', '23:59:59']]],
	['until 23:58', false, [['1111111', '00:00:00', '23:58:59']]],
	['from one in the night to the next', false, [['1111111', '01:00:00', '00:59:59']]],
])('whether it is always: %s', (_, expected, rows) => {
	const hours = rows.map(([on, start, stop]) => readHours({ ...days(on), start, stop }) as Hours);
	expect(isAlways(hours)).toBe(expected);
});
