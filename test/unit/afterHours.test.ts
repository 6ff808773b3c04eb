import { isOutside } from '../../nodes/Lockt/trigger/decisions/afterHours';

const ZONE = 'America/New_York';
const days = (text: string) =>
	Object.fromEntries(text.split('').map((bit, n) => [`d${n}`, Number(bit)]));
const office = { id: 1, ...days('1111100'), start: '07:00:00', stop: '18:59:59' };
const night = { id: 2, ...days('0000100'), start: '22:00:00', stop: '05:59:59' };
const outside = (schedule: object, ...moments: string[]) =>
	moments.map((moment) => isOutside(schedule as never, moment, ZONE));

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

it('one that starts and stops at the same time holds for that second', () => {
	const second = { ...office, start: '12:00:00', stop: '12:00:00' };
	expect(outside(second, '2026-07-01T12:00:00-04:00', '2026-07-01T12:00:01-04:00')).toEqual([
		false,
		true,
	]);
});

it('flags count as text, too; a moment nobody can read counts as outside', () => {
	expect(outside({ ...office, d2: '1' }, '2026-07-01T12:00:00-04:00')).toEqual([false]);
	expect(outside(office, '', 'yesterday')).toEqual([true, true]);
});
