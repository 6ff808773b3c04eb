import { splitByTime } from '../../nodes/Lockt/trigger/decisions/bounds';

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
