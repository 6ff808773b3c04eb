import { clock } from '../clock';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import * as kinds from '../../nodes/Lockt/fields/kinds';
import type { Kind } from '../../nodes/Lockt/fields/kinds';
import { readPlaces, refuseUnknownPlaces, type Place } from '../../nodes/Lockt/trigger/places';
import { useStandIn } from './standIn';

const lockt = useStandIn();
const context = () => lockt.context() as unknown as IPollFunctions;

let doors: IDataObject[];
let locations: IDataObject[];
let epoch = Date.UTC(2030, 0, 1);
beforeEach(() => {
	doors = [
		{ id: 1, name: 'Lab', location: 'North' },
		{ id: 2, name: 'Store', location: 'North' },
		{ id: 3, name: 'Store', location: 'South' },
	];
	locations = [
		{ id: 7, name: 'North' },
		{ id: 8, name: 'South' },
	];
	lockt.answer = ({ url }) => ({ data: url.endsWith('/door') ? doors : locations });
	epoch += 2 * 60 * 60_000;
	clock.set(new Date(epoch));
});

const pick = (kind: Kind, property: string, value: string) => [
	{ key: kind.keys.find((key) => key.property === property)!, value },
];
const door = (property: string, value: string) => ({ doors: pick(kinds.door, property, value) });
const location = (property: string, value: string) => ({
	locations: pick(kinds.location, property, value),
});
const judge = async (filters: object, ...places: Place[]) =>
	places.map(await readPlaces(context(), filters, places));

const lab = { door: 'Lab', location: 'North' };
const annex = { door: 'Annex', location: 'North' };

describe('a filter by doors or locations', () => {
	it('lets everything through where there is none, and asks nothing', async () => {
		expect(await judge({}, lab, {})).toEqual([true, true]);
		expect(lockt.asked()).toEqual([]);
	});

	it('knows what was picked by its ID, also after it was renamed', async () => {
		expect(await judge(door('id', '1'), lab, annex)).toEqual([true, false]);
		doors[0]!.name = 'Annex';
		expect(await judge(door('id', '1'), annex)).toEqual([true]);
		locations[0]!.name = 'East';
		expect(await judge(location('id', '7'), { location: 'east ' }, lab)).toEqual([true, false]);
	});

	it('tells doors of one name by where they are, and batteries by their ID', async () => {
		const south = { door: 'store', location: 'South' };
		expect(await judge(door('id', '3'), south, { ...south, location: 'North' })).toEqual([
			true,
			false,
		]);
		expect(await judge(door('id', '3'), { ...lab, doorId: 3 }, { ...south, doorId: 2 })).toEqual([
			true,
			false,
		]);
	});

	it('compares a name that was entered, whatever Lockt lists', async () => {
		doors = [];
		expect(await judge(door('name', ' LAB'), lab, annex)).toEqual([true, false]);
		lockt.answer = (_, reply) => reply.code(500).send({});
		clock.wait(61);
		expect(await judge(door('name', 'Lab'), lab, annex)).toEqual([true, false]);
		await refuseUnknownPlaces(context(), door('name', 'Lab'), ['name']);
	});

	it('lets nothing pass unjudged while Lockt does not tell what an ID stands for', async () => {
		lockt.answer = (_, reply) => reply.code(500).send({});
		await expect(judge(door('id', '1'), lab)).rejects.toThrow('a problem of its own');
		await expect(judge(location('id', '7'), lab)).rejects.toThrow('a problem of its own');
	});

	it.each([
		['doors', door('id', '1')],
		['locations', location('id', '7')],
	])('waits for a list of %s that has any, but for a day at the most', async (what, filters) => {
		const whole = { doors, locations };
		const empty = () => ([doors, locations] = [[], []]);
		empty();
		await expect(judge(filters, lab)).rejects.toThrow(`Lockt lists no ${what}`);
		expect(await judge(filters, {})).toEqual([false]);
		({ doors, locations } = whole);
		expect(await judge(filters, lab)).toEqual([true]);
		empty();
		clock.wait(61);
		await expect(judge(filters, lab)).rejects.toThrow(`Lockt lists no ${what}`);
		clock.wait(24 * 60);
		expect(await judge(filters, lab)).toEqual([false]);
	});

	it.each([
		[door('id', '9'), "The filter 'Doors' names the Lockt ID '9', which Lockt does not have"],
		[door('name', 'Lap'), "The filter 'Doors' names the Name 'Lap', which Lockt does not have"],
		[
			location('id', '9'),
			"The filter 'Locations' names the Lockt ID '9', which Lockt does not have",
		],
	])('that names nothing lets nothing through, and says so: %j', async (filters, words) => {
		await expect(refuseUnknownPlaces(context(), filters, ['id', 'name'])).rejects.toThrow(words);
		const node = { id: words, name: 'Lockt Trigger' };
		const trigger = { ...context(), getNode: () => node } as IPollFunctions;
		const judgeLab = async () => (await readPlaces(trigger, filters, [lab]))(lab);
		expect([await judgeLab(), await judgeLab()]).toEqual([false, false]);
		const text = expect.stringContaining(words) as string;
		expect(lockt.warnings).toEqual([text]);
		clock.wait(24 * 60);
		await judgeLab();
		expect(lockt.warnings).toEqual([text, text]);
	});

	it.each([
		[door('id', '1'), { door: 'Core 1', location: 'North' }],
		[door('name', 'Lab'), { door: 'Core 1', location: 'North' }],
		[location('id', '7'), { door: 'Lab', location: 'Core 1' }],
	])(
		'says it once where what happened names what Lockt does not list: %j',
		async (filters, place) => {
			const node = { id: JSON.stringify(filters), name: 'Lockt Trigger' };
			const trigger = { ...context(), getNode: () => node } as IPollFunctions;
			for (const other of [place, place, lab, { door: '', location: '' }]) {
				await readPlaces(trigger, filters, [other]);
			}
			expect(lockt.warnings).toEqual([
				expect.stringContaining("Lockt tells of 'Core 1', and listed no"),
			]);
			const byName = place.door === 'Core 1' ? door('name', 'Core 1') : location('name', 'Core 1');
			expect(await judge(byName, place)).toEqual([true]);
		},
	);

	it('costs one request a poll each, more only where a name is new', async () => {
		const filters = { ...door('id', '1'), ...location('id', '7') };
		await judge(filters, lab);
		await judge(filters, lab);
		expect(lockt.asked()).toEqual(['/door', '/location']);
		await judge(filters, annex);
		expect(lockt.asked()).toEqual(['/door', '/location', '/door']);
		clock.wait(1);
		await judge(filters, lab);
		expect(lockt.asked()).toEqual(['/door', '/location', '/door', '/door', '/location']);
	});
});
