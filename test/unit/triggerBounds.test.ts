import type { EventRecord } from '../../nodes/Lockt/api/records/events';
import { findSeen, isLaterByLock, splitByTime } from '../../nodes/Lockt/trigger/decisions/bounds';

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

describe('an event of a lock whose clock was reset', () => {
	const DAY = 24 * 3600;
	const RESET = Date.parse('2000-01-01T00:00:05Z') / 1000;
	const latest = Date.parse('2026-11-01T06:30:00Z') / 1000;
	const known = { anchors: [['7', latest, 'moment'] as [string, number, 'moment']], latest };
	const at = (seconds: number, id = 8) => ({
		id,
		event_time: new Date(seconds * 1000).toISOString(),
	});
	const partOf = (event: EventRecord, before: Parameters<typeof splitByTime>[3] = known) => {
		const { earlier, recent } = splitByTime([event], latest * 1000, 'UTC', before);
		expect([...earlier, ...recent]).toEqual([event]);
		return earlier.length > 0 ? 'earlier' : 'recent';
	};

	it('counts as recent: it is new by its number, and days older than one before it', () => {
		expect(partOf(at(RESET))).toBe('recent');
		expect(partOf(at(latest - 2 * DAY - 1))).toBe('recent');
	});

	it.each([
		['it is less than two days older', at(latest - 2 * DAY), known],
		['its number is that of one that is known', at(RESET, 7), known],
		['its number is before those that are known', at(RESET, 6), known],
		['nothing is known', at(RESET), { anchors: [] }],
		['no time of those before it is known', at(RESET), { ...known, latest: undefined }],
	])('counts as earlier where %s', (_, event, before) => {
		expect(partOf(event, before)).toBe('earlier');
	});

	it('is recent at the very moment, and where its time cannot be read', () => {
		expect(partOf(at(latest))).toBe('recent');
		expect(partOf({ id: 8, event_time: '' })).toBe('recent');
	});

	it('is not later by its lock where no time of those before it is known', () => {
		expect(isLaterByLock(at(latest + 1), { ...known, latest: undefined })).toBe(false);
		expect(isLaterByLock(at(latest + 1), { anchors: [], latest })).toBe(false);
	});
});

it('seen is what happened before a moment, or cannot be read', () => {
	const since = Date.parse('2026-11-01T06:30:00Z');
	const event = (id: number, db_time: string) => ({ id, db_time });
	const events = [
		event(1, '2026-11-01T06:29:59Z'),
		event(2, '2026-11-01T06:30:00Z'),
		event(3, '2026-11-01T06:30:01Z'),
		event(4, 'yesterday'),
		event(5, '2026-11-01 06:00:00'),
	];
	expect(findSeen(events, since, undefined).map(({ id }) => id)).toEqual([1, 4, 5]);
	expect(findSeen(events, since, 'America/New_York').map(({ id }) => id)).toEqual([1, 4]);
});
