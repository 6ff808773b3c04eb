import type { IDataObject } from 'n8n-workflow';
import { eventsFrom } from '../../nodes/Lockt/api/records/events';

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

	it.each([null, undefined, '', ' ', 0, 'never', '0001-01-01T00:00:00Z', '0000-00-00 00:00:00'])(
		'lets no event_time that says nothing hide a good hw_time: %j',
		(event_time) => {
			const hw_time = '2026-01-02 03:04:05';
			expect(eventsFrom([{ id: 1, event_time, hw_time }])).toEqual([
				{ id: 1, event_time: hw_time, hw_time },
			]);
			for (const nothing of [undefined, null, '', '0001-01-01 00:00:00']) {
				const [event] = eventsFrom([{ id: 1, event_time, hw_time: nothing }]);
				expect(event).toMatchObject({ event_time: event_time ?? nothing ?? '' });
			}
		},
	);
});

describe.each(['device', 'location', 'user'])('the %s of an event', (property) => {
	const told = (value: unknown, more: object = {}) =>
		eventsFrom([{ id: 1, event_time: '', [property]: value, ...more } as IDataObject])[0]!;

	it.each([[{ id: 7, name: 'Jones, Adam' }], [[{ id: 7, name: 'Jones, Adam' }]]])(
		'is its name where it comes as a record, with its ID beside: %j',
		(value: unknown) => {
			expect(told(value)).toEqual({
				id: 1,
				event_time: '',
				[property]: 'Jones, Adam',
				[`${property}_id`]: 7,
			});
			expect(told(value, { [`${property}_id`]: 8 })).toMatchObject({ [`${property}_id`]: 8 });
		},
	);

	it.each([['Jones, Adam'], [''], [null], [{ id: 7 }], [{ name: '' }], [[]]])(
		'is as it came otherwise: %j',
		(value) => {
			expect(told(value)).toEqual({ id: 1, event_time: '', [property]: value });
		},
	);
});
