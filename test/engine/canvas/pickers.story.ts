import * as kinds from '../../../nodes/Lockt/fields/kinds';
import type { Kind } from '../../../nodes/Lockt/fields/kinds';
import { searchMethod } from '../../../nodes/Lockt/fields/locator';
import type { INodeListSearchResult, INodeType } from 'n8n-workflow';
import { Engine, locktNode } from '../engine';
import { useLockt } from '../useLockt';

const lockt = useLockt({ users: 320 });

const searches = () =>
	(lockt.loaded.nodeTypes['n8n-nodes-lockt.lockt'] as INodeType).methods!.listSearch!;

/** What n8n does when a person opens a picker, types, or scrolls on. */
function search(method: string, filter?: string, page?: string): Promise<INodeListSearchResult> {
	const context = lockt.engine.loadOptions(locktNode({ resource: 'user', operation: 'get' }));
	return searches()[method]!.call(context, filter, page);
}

describe('pickers', () => {
	it.each([
		['searchAccessLevels', /^\d+ doors?/],
		['searchCredentials', /^card \d+ · (Claimed|Unclaimed)$/],
		['searchDoors', /(Switch™ Bridge|Wired Controller)$/],
		['searchFobs', /^F-\d+ · card \d+$/],
		['searchLocations', /^(Region|Campus|Building|Floor)$/],
		['searchLocationTypes', /^ID \d+$/],
		['searchSchedules', /^(Every day|Mon-Fri|Sat, Sun) \d\d:\d\d-\d\d:\d\d$/],
		['searchWiredDoors', /Wired Controller$/],
		['searchUsers', /^E-\d+ · .+@people\.example/],
	])('%s shows names and what tells them apart', async (method, detail) => {
		const { results } = await search(method);
		expect(results.length).toBeGreaterThan(0);
		for (const { name, value } of results) {
			const [, title, rest] = /^(.+?) · (.+)$/.exec(name)!;
			expect(title).toMatch(/\S/);
			expect(value).toEqual(expect.any(Number));
			expect(rest).toMatch(detail);
		}
	});

	it('has a search for every kind of record, by ID and, for events, by name', () => {
		const named = Object.values<Kind>(kinds).map(searchMethod);
		expect(Object.keys(searches()).toSorted()).toEqual([...new Set(named)].toSorted());
	});

	it('pages through all there are with one question to Lockt', async () => {
		const found = new Set<unknown>();
		let page: string | undefined;
		do {
			const { results, paginationToken } = await search('searchUsers', undefined, page);
			for (const { value } of results) found.add(value);
			page = paginationToken;
		} while (page);
		expect(found.size).toBe([...lockt.building.users.values()].filter((u) => !u.privileged).length);
		expect(lockt.asked()).toEqual(['GET /user']);
	});

	it('finds by every word shown, with the same answer of Lockt', async () => {
		const { first_name, id_num, id } = [...lockt.building.users.values()][7]!;
		expect(
			(await search('searchUsers', `${id_num} ${first_name.toUpperCase()}`)).results,
		).toMatchObject([{ value: id }]);
		expect((await search('searchUsers', 'nobody at all')).results).toEqual([]);
		expect(lockt.asked()).toEqual(['GET /user']);
	});

	it('shows the error, never an empty list', async () => {
		lockt.emulator.faults = [{ kind: 'status500' }];
		await expect(search('searchDoors')).rejects.toMatchObject({
			message: 'Lockt has a problem of its own at the moment (status 500)',
		});
		lockt.emulator.faults = [];
		expect((await search('searchDoors')).results.length).toBeGreaterThan(0);
	});

	it('says that no door is wired, rather than that there is none', async () => {
		for (const door of lockt.building.doors.values()) door.wired = false;
		await expect(search('searchWiredDoors')).rejects.toMatchObject({
			message: expect.stringMatching(
				/^None of the \d+ doors that Lockt lists are wired doors$/,
			) as string,
			description: 'If one is all the same, give its ID',
		});
	});

	it('does not show one credential what another may see', async () => {
		await search('searchDoors');
		lockt.emulator.credential.apiKey = 'another';
		const old = new Engine(lockt.loaded, { ...lockt.emulator.credential, apiKey: 'mistyped' });
		const context = old.loadOptions(locktNode({}));
		await expect(searches().searchDoors!.call(context)).rejects.toMatchObject({ httpCode: '401' });
	});
});
