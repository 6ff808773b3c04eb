import { isLaterByLock, splitByTime } from '../../nodes/Lockt/trigger/decisions/bounds';

describe('events before a moment', () => {
	const ZONE = 'America/New_York';
	/** 1:30 in the night for the second time. */
	const since = Date.parse('2026-11-01T06:30:00Z');
	const areEarlier = (db_time: string) =>
		splitByTime([{ id: 7, db_time }], since, ZONE, { anchors: [] }).earlier.length > 0;

	it.each(['2026-11-01 00:59:00', '2026-11-01 01:29:00', '2026-11-01T05:59:00Z'])(
		'are those that happened before for sure: %s',
		(time) => {
			expect(areEarlier(time)).toBe(true);
		},
	);

	it.each(['2026-11-01 01:31:00', '2026-11-01 02:00:00', '2026-11-01T06:31:00Z', 'yesterday'])(
		'are not those that may have happened after it: %s',
		(time) => {
			expect(areEarlier(time)).toBe(false);
		},
	);
});

describe('an event whose time is that of its lock alone', () => {
	const latest = Date.parse('2026-11-01T06:30:00Z') / 1000;
	const known = { anchors: [['7', latest, 'moment'] as [string, number, 'moment']], latest };
	const event = { id: 8, event_time: '2026-11-01T06:30:00Z' };

	it('is later than all known by its ID and its time', () => {
		expect(isLaterByLock(event, known)).toBe(true);
		expect(isLaterByLock({ ...event, db_time: '0000-00-00 00:00:00' }, known)).toBe(true);
	});

	it.each([
		['has the number of one that is known', { id: 7 }, known],
		['says an earlier time', { event_time: '2026-11-01T06:29:59Z' }, known],
		['says no time', { event_time: '' }, known],
		['was taken in when Lockt says', { db_time: '2026-11-01T06:40:00Z' }, known],
		['comes where nothing is known', {}, { anchors: [] }],
	])('is not so where it %s', (_, more, before) => {
		expect(isLaterByLock({ ...event, ...more }, before)).toBe(false);
	});
});
