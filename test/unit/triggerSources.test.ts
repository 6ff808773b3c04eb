import type { EventRecord } from '../../nodes/Lockt/api/events';
import { inventNews } from '../../nodes/Lockt/trigger/batteries/source';
import { LEDGER } from '../../nodes/Lockt/trigger/decisions/events';
import { decodeIds } from '../../nodes/Lockt/trigger/decisions/ledger';
import { recogniseUser } from '../../nodes/Lockt/trigger/events/people';
import { addToBatch } from '../../nodes/Lockt/trigger/events/source';
import { chooseSources, sources } from '../../nodes/Lockt/trigger/sources';

const eventsWith = (...ids: number[]): EventRecord[] => ids.map((id) => ({ id }));

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
	it('are each in it once, in the order of their IDs', () => {
		const batch = addToBatch(addToBatch('', eventsWith(7, 5)), eventsWith(6, 7, 90));
		expect(decodeIds(batch, 0)).toEqual([5, 6, 7, 90]);
		expect(addToBatch(batch, [])).toBe(batch);
	});

	it('are no more than Lockt keeps: the newest ones', () => {
		const ids = Array.from({ length: LEDGER + 2 }, (_, n) => n + 1);
		expect(decodeIds(addToBatch('', eventsWith(...ids)), 0)).toEqual(ids.slice(2));
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
