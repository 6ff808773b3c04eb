import type { ILoadOptionsFunctions, INodeListSearchResult, INodeType } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator/server';
import { Engine, loadPackage, lockt, type LoadedPackage } from './engine';

let emulator: Emulator;
let loaded: LoadedPackage;
beforeEach(async () => {
	emulator = await startEmulator({ users: 320 });
	loaded = await loadPackage();
});
afterEach(() => emulator.stop());

const searches = () =>
	(loaded.nodeTypes['n8n-nodes-lockt.lockt'] as INodeType).methods!.listSearch!;

/** What n8n does when a person opens a picker, types, or scrolls on. */
function search(method: string, filter?: string, page?: string): Promise<INodeListSearchResult> {
	const engine = new Engine(loaded, emulator.credential);
	const context = engine.loadOptions(lockt({ resource: 'user', operation: 'get' }));
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
		['searchSchedules', /^(Mon|Sat) .*\d\d:\d\d:\d\d to \d\d:\d\d:\d\d$/],
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

	it('has a search for every field that needs one', () => {
		const { properties } = loaded.nodeTypes['n8n-nodes-lockt.lockt']!.description;
		const wanted = JSON.stringify(properties).match(/(?<="searchListMethod":")\w+/g);
		expect(Object.keys(searches())).toEqual(expect.arrayContaining([...new Set(wanted)]));
		expect(Object.keys(searches())).toHaveLength(11);
	});

	it('pages through all there are with one question to Lockt', async () => {
		const found = new Set<unknown>();
		let page: string | undefined;
		do {
			const { results, paginationToken } = await search('searchUsers', undefined, page);
			for (const { value } of results) found.add(value);
			page = paginationToken;
		} while (page);
		expect(found.size).toBe(
			[...emulator.building.users.values()].filter((u) => !u.privileged).length,
		);
		expect(emulator.journal).toHaveLength(1);
	});

	it('finds by every word shown, with the same answer of Lockt', async () => {
		const { first_name, id_num, id } = [...emulator.building.users.values()][7]!;
		expect(
			(await search('searchUsers', `${id_num} ${first_name.toUpperCase()}`)).results,
		).toMatchObject([{ value: id }]);
		expect((await search('searchUsers', 'nobody at all')).results).toEqual([]);
		expect(emulator.journal).toHaveLength(1);
	});

	it('shows the error, never an empty list', async () => {
		emulator.faults = [{ kind: 'status500' }];
		await expect(search('searchDoors')).rejects.toMatchObject({
			message: 'Lockt has a problem of its own at the moment (status 500)',
		});
		emulator.faults = [];
		expect((await search('searchDoors')).results.length).toBeGreaterThan(0);
	});

	it('does not show one credential what another may see', async () => {
		await search('searchDoors');
		emulator.credential.apiKey = 'another';
		const old = new Engine(loaded, { ...emulator.credential, apiKey: 'mistyped' });
		const context: ILoadOptionsFunctions = old.loadOptions(lockt({}));
		await expect(searches().searchDoors!.call(context)).rejects.toMatchObject({ httpCode: '401' });
	});
});
