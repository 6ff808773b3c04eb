import { contract, nameOf, type Endpoint as Row } from '../../emulator/contract';
import { endpointOf, endpoints, type Endpoint } from '../../nodes/Lockt/api/endpoints';

const changes = contract.filter(({ method }) => method !== 'GET');
const known = Object.entries<Endpoint>(endpoints);
const keyOf = ({ method, path, flag, filter }: Row | Endpoint) =>
	[method, path, flag, filter].join(' ');

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
