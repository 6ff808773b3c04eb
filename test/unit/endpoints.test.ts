import { contract, nameOf, type Endpoint as Row } from '../../emulator/contract';
import { shapes } from '../../emulator/shapes';
import { readAnswer } from '../../nodes/Lockt/api/answers/answers';
import {
	endpointOf,
	endpoints,
	reads,
	type Endpoint,
	type ReadEndpoint,
} from '../../nodes/Lockt/api/endpoints';
import { propertiesOf } from '../../nodes/Lockt/api/records/properties';
import * as everyColumns from '../../nodes/Lockt/fields/columns/columns';
import type { Columns } from '../../nodes/Lockt/fields/columns/columns';
import { saysRefused } from '../../nodes/Lockt/api/answers/words';

const changes = contract.filter(({ method }) => method !== 'GET');
const known = Object.entries<Endpoint>(endpoints);
const keyOf = ({ method, path, flag, filter }: Row | Endpoint) =>
	[method, path, flag, filter].join(' ');
const readKeyOf = ({ path, flag, filter }: Row | ReadEndpoint) => [path, flag, filter].join(' ');

describe('the table of endpoints that change something', () => {
	it.each(changes.map((row) => [nameOf(row), row] as const))('knows %s', (_, row) => {
		const [found, ...others] = known
			.map(([, endpoint]) => endpoint)
			.filter((endpoint) => keyOf(endpoint) === keyOf(row));
		expect(others).toEqual([]);
		expect(found).toBeDefined();
		expect(found!.bodyKey).toBe(row.bodyKey);
		expect(found!.failsAsBatch).toBe(row.options?.includes('validate_fails_batch') ?? false);
		if (row.perCall === 1) expect(found!.perRequest).toBe('one');
	});

	const bodyKeys = new Set(changes.flatMap(({ bodyKey }) => bodyKey ?? []));
	it.each([...bodyKeys])('goes with what answers call %s', (bodyKey) => {
		// NAMES_KIND of lists.ts: under their name, a list may stand within data
		const records = [{ id: 1 }];
		expect(readAnswer(200, { data: { [bodyKey]: records } }).list).toEqual(records);
		// NAMES of words.ts: else what was refused is said to be unknown
		for (const noun of [bodyKey, bodyKey.replace(/s$/, '')]) {
			expect([noun, saysRefused(`${noun} name already exists`)]).toEqual([noun, true]);
		}
	});

	const fields = Object.values<Columns>(everyColumns).flatMap((one) =>
		one.fields.map(({ id }) => id),
	);
	it.each([...new Set(fields)])('goes with refusals of what is sent as %s', (id) => {
		expect(saysRefused(`Invalid ${id} found: 9`)).toBe(true);
	});

	it.each(known)('%s is in the contract', (_, endpoint) => {
		expect(changes.map(keyOf)).toContain(keyOf(endpoint));
	});

	it.each(known)('%s needs more than a change when it takes something away for good', (_, one) => {
		const takesAway = one.method === 'DELETE' || one.path === '/anonymize';
		expect(one.needs === 'delete').toBe(takesAway);
		expect(one.needs === 'unlock').toBe(one.path === '/unlock');
	});

	it.each([
		['POST', '/door', '', endpoints.createDoors],
		['POST', '/delegate', '', endpoints.createDelegate],
		['POST', '/delegate', 'purge', endpoints.purgeDelegates],
		['POST', '/anonymize', 'user_id=5', endpoints.anonymizeUser],
		...['/doors', '/Door', '/door/', '//door', '/%64oor', '/x/../door', 'door'].map(
			(path) => ['POST', path, '', undefined] as const,
		),
		['PUT', '/door', '', undefined],
		['post', '/door', '', undefined],
		['POST', '/door', 'x=1', undefined],
		['POST', '/delegate', 'purge=', undefined],
		['POST', '/anonymize', '', undefined],
		['POST', '/anonymize', 'user_id=', undefined],
		['POST', '/anonymize', 'user_id=5&user_id=6', undefined],
	] as const)('is read to the letter: %s %s?%s', (method, path, query, expected) => {
		expect(endpointOf(method, path, query)).toBe(expected);
	});
});

describe('the table of endpoints that only read', () => {
	const rows = contract.filter(({ method }) => method === 'GET');

	it('has each of the contract once, and no other', () => {
		expect(reads.map(readKeyOf).sort()).toEqual(rows.map(readKeyOf).sort());
	});

	it.each(rows.map((row) => [nameOf(row), row] as const))('knows what %s holds', (_, row) => {
		const { holds, pending } = reads.find((one) => readKeyOf(one) === readKeyOf(row))!;
		expect(pending).toBe(row.pending);
		const names = row.record ? shapes[row.record].map(({ property }) => property) : [];
		expect([...(propertiesOf(holds)?.own.keys() ?? names)]).toEqual(expect.arrayContaining(names));
	});

	it('has a value for each filter, from a list that names it or one that fits every site', () => {
		for (const { filter, from, value } of reads) {
			expect([from, value].filter((one) => one !== undefined)).toHaveLength(filter ? 1 : 0);
			if (!from) continue;
			const list = reads.find((one) => readKeyOf(one) === readKeyOf({ path: from.path } as Row))!;
			expect(list.filter).toBeUndefined();
			expect(propertiesOf(list.holds)!.own.get(from.property)).toBe(true);
		}
	});
});
