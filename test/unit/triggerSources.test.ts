import { clock } from '../clock';
import type { IPollFunctions } from 'n8n-workflow';
import type { EventRecord } from '../../nodes/Lockt/api/records/events';
import { user } from '../../nodes/Lockt/fields/kinds';
import { inventNews } from '../../nodes/Lockt/trigger/batteries/source';
import { decodeIds } from '../../nodes/Lockt/trigger/decisions/ledger';
import {
	addToBatch,
	emptyBatch,
	findBatch,
	keepFound,
	type EventBatch,
} from '../../nodes/Lockt/trigger/events/batch';
import { filterByPeople, recogniseUser } from '../../nodes/Lockt/trigger/events/people';
import { chooseSources, sources } from '../../nodes/Lockt/trigger/sources';
import { useStandIn } from './standIn';

describe('the sources', () => {
	const chosenFor = (...causes: string[]) =>
		chooseSources({ causes: new Set(causes) } as never).map(({ name }) => name);

	it('that are watched are those of the chosen causes, events first', () => {
		expect(chosenFor('doorEvent')).toEqual(['events']);
		expect(chosenFor('accessGranted', 'accessDenied')).toEqual(['events']);
		expect(chosenFor('batteryRecovered')).toEqual(['batteries']);
		expect(chosenFor('lowBattery', 'accessDenied')).toEqual(['events', 'batteries']);
	});

	it('share no cause and no name, or one would take the items or the memory of another', () => {
		const causes = sources.flatMap((source) => source.causes);
		expect(new Set(causes).size).toBe(causes.length);
		expect(new Set(sources.map(({ name }) => name)).size).toBe(sources.length);
	});

	it('take their own empty batch for one', () => {
		for (const { isBatch, emptyBatch } of sources) {
			expect(isBatch(emptyBatch)).toBe(true);
			expect(isBatch(undefined)).toBe(false);
		}
	});
});

describe('the events of a batch', () => {
	const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
	const eventsWith = (...ids: number[]): EventRecord[] =>
		ids.map((id) => ({ id, db_time: at(id) }));
	const idsIn = ({ ids }: EventBatch) => decodeIds(ids, 0n).map(Number);

	it('are each in it once, in the order of their IDs', () => {
		const batch = addToBatch(addToBatch(emptyBatch, eventsWith(7, 5)), eventsWith(6, 7, 90));
		expect(idsIn(batch)).toEqual([5, 6, 7, 90]);
		expect(addToBatch(batch, [])).toEqual(batch);
	});

	it('are the newest ones, as many as fit', () => {
		const ids = Array.from({ length: 5000 }, (_, n) => n + 1);
		const batch = addToBatch(emptyBatch, eventsWith(...ids));
		expect(JSON.stringify(batch).length).toBeLessThan(4500);
		expect(idsIn(batch).length).toBeGreaterThan(1900);
		expect(idsIn(batch)).toEqual(ids.slice(-idsIn(batch).length));
	});

	it('that repeat denials are found again, too, unless Lockt has given their IDs to others', () => {
		const episode = { count: 120, events: eventsWith(5, 6) };
		const batch = addToBatch(addToBatch(emptyBatch, eventsWith(4), [episode]), eventsWith(7));
		expect(findBatch(batch, eventsWith(7, 6, 5))).toEqual({
			events: eventsWith(7),
			episodes: [episode],
		});
		expect(findBatch(batch, [{ id: 7, db_time: at(2000) }])?.episodes).toEqual([]);
		expect(findBatch(batch, eventsWith(4, 7))?.episodes).toEqual([]);
	});

	it('are found again among all that Lockt has, unless it has given their IDs to others', () => {
		const batch = addToBatch(emptyBatch, eventsWith(5, 6));
		expect(findBatch(batch, eventsWith(4, 5, 6, 7))?.events).toEqual(eventsWith(5, 6));
		const others = [
			{ id: 5, db_time: at(2000) },
			{ id: 6, db_time: at(2001) },
		];
		expect(findBatch(batch, others)).toEqual({ events: [], episodes: [] });
	});

	it('are found again as far as a backup has them', () => {
		const episode = { count: 3, events: eventsWith(4, 5) };
		const batch = addToBatch(emptyBatch, eventsWith(4, 5, 6, 7), [episode]);
		const kept = eventsWith(3, 4, 5);
		const later = { id: 7, db_time: at(2000) };
		const found = { events: eventsWith(4, 5), episodes: [episode] };
		expect(findBatch(batch, [...kept, later])).toEqual(found);
		// An ID that was left out is another event's, too, and may come later than the rest.
		expect(findBatch(batch, [...kept, { ...later, id: 6 }])).toEqual(found);
		expect(findBatch(batch, [...kept, { ...later, id: 9 }])).toEqual(found);
	});

	it('are waited for, where nothing happened since', () => {
		const batch = addToBatch(emptyBatch, eventsWith(5, 6));
		expect(findBatch(batch, eventsWith(4, 5))).toBeUndefined();
		expect(findBatch(batch, [])).toBeUndefined();
		expect(findBatch(batch, [{ id: 3, db_time: at(66) }])).toBeUndefined();
		expect(findBatch(batch, [{ id: 3, db_time: at(67) }])?.events).toEqual([]);
	});

	it('are what Lockt has of them, where it is sure that it has no more', () => {
		const batch = addToBatch(emptyBatch, eventsWith(5, 6));
		expect(findBatch(batch, eventsWith(4, 5), true)?.events).toEqual(eventsWith(5));
	});

	it('are all that have their IDs, where no time can be read', () => {
		const blind = [{ id: 5 }, { id: 6, db_time: 'soon' }];
		expect(findBatch(addToBatch(emptyBatch, blind), blind)?.events).toEqual(blind);
		const some = [...eventsWith(4), ...blind];
		expect(findBatch(addToBatch(emptyBatch, some), some)?.events).toEqual(some);
	});

	it('stay in it when Lockt numbers anew, as far as it has them', () => {
		const episode = { count: 3, events: eventsWith(4, 5) };
		const batch = addToBatch(emptyBatch, eventsWith(4, 6, 7), [episode]);
		const kept = keepFound(batch, eventsWith(3, 4, 5));
		expect(kept).toEqual(addToBatch(emptyBatch, eventsWith(4), [episode]));
		expect(keepFound(kept, [{ id: 4, db_time: at(2000) }])).toEqual(emptyBatch);
		expect(keepFound(emptyBatch, eventsWith(4))).toEqual(emptyBatch);
	});
});

describe('the holder of an event', () => {
	const event = (card_num: unknown, user: unknown): EventRecord =>
		({ id: 1, card_num, user }) as never;
	const ann = {
		first_name: 'Ann',
		last_name: 'Lee',
		card_num: '001',
		credentials: [{ card_num: '002' }, { card_num: 3 }, {}],
	};

	it.each(['001', '002', '3', 3])('is told by the card %j, whatever the name is', (card) => {
		expect(recogniseUser(ann)(event(card, 'Ray, Bo'))).toBe(true);
	});

	it('is told by the name only where the event has no card', () => {
		const isAnns = recogniseUser(ann);
		expect(isAnns(event('', 'Lee, Ann'))).toBe(true);
		expect(isAnns(event(undefined, 'LEE, ann'))).toBe(true);
		expect(isAnns(event('9', 'Lee, Ann'))).toBe(false);
		expect(isAnns(event('', 'Lee, Anna'))).toBe(false);
		expect(isAnns(event('', ''))).toBe(false);
	});

	it('who has no card is not the holder of an event without one, but for the name', () => {
		const isBos = recogniseUser({ first_name: 'Bo', last_name: 'Ray', credentials: 'none' });
		expect(isBos(event('', 'Lee, Ann'))).toBe(false);
		expect(isBos(event('', 'Ray, Bo'))).toBe(true);
	});
});

it('a sample is of the emptiest and of the fullest battery, and of none that does not tell', () => {
	const levels = [50, null, 90, 12];
	const doors = levels.map((battery_level, n) => ({ id: n + 1, battery_level }));
	const news = inventNews(doors, 7);
	expect(news.map(({ kind, battery }) => `${battery.id} ${kind}`)).toEqual([
		'4 low',
		'1 low',
		'3 low',
		'3 recovered',
		'1 recovered',
		'4 recovered',
	]);
	expect(new Set(news.map(({ minute }) => minute))).toEqual(new Set([7]));
});

describe('the events of a person who was picked', () => {
	const lockt = useStandIn();
	const ann = { id: 7, first_name: 'Ann', last_name: 'Ray', credentials: [{ card_num: '0042' }] };
	const event: EventRecord = { id: 1, card_num: '0042' };
	const filter = () =>
		filterByPeople(
			lockt.context() as unknown as IPollFunctions,
			[event],
			[{ key: user.keys[0], value: '7' }],
		);
	const missing = { data: { error: 'User not found' } };

	it.each([
		[200, missing],
		[400, missing],
		[404, missing],
		[404, {}],
	])('are not lost by one bad answer: %i %j', async (status, body) => {
		lockt.answer = ({ url }, reply) =>
			url.includes('id=') ? reply.code(status).send(body) : { data: [ann] };
		expect(await filter()).toEqual([event]);
	});

	it.each([200, 400, 404, 500])('wait while Lockt shows no list: %i', async (status) => {
		lockt.answer = (_, reply) => reply.code(status).send(missing);
		await expect(filter()).rejects.toThrow();
	});

	it.each([{ data: [] }, { data: [{ ...ann, id: 8 }] }])(
		'are none where the list has others, whatever is said of them: %j',
		async (asked) => {
			lockt.answer = ({ url }) => (url.includes('id=') ? asked : { data: [{ ...ann, id: 8 }] });
			expect(await filter()).toEqual([]);
		},
	);

	it('wait for a list that has anybody in it, but for a day at the most', async () => {
		lockt.answer = () => ({ data: [] });
		await expect(filter()).rejects.toThrow('Lockt lists no users');
		clock.wait(23 * 60);
		await expect(filter()).rejects.toThrow('Lockt lists no users');
		lockt.answer = () => ({ data: [ann] });
		expect(await filter()).toEqual([event]);
		lockt.answer = () => ({ data: [] });
		await expect(filter()).rejects.toThrow('Lockt lists no users');
		clock.wait(24 * 60);
		expect(await filter()).toEqual([]);
	});
});
