import { eventsFrom } from '../../nodes/Lockt/api/events';

describe('eventsFrom', () => {
	it('gives every event an event_time and drops nothing', () => {
		expect(
			eventsFrom([
				{ id: 1, hw_time: '2026-01-02T03:04:05.000Z' },
				{ id: 2, event_time: '2026-01-02T03:04:06.000Z', hw_time: 'x', extra: 1 },
			]),
		).toEqual([
			{ id: 1, hw_time: '2026-01-02T03:04:05.000Z', event_time: '2026-01-02T03:04:05.000Z' },
			{ id: 2, event_time: '2026-01-02T03:04:06.000Z', hw_time: 'x', extra: 1 },
		]);
	});
});
