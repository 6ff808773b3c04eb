import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Building } from '../../../emulator/building/building';
import { openBuilding } from '../../../emulator/building/open';
import { resources } from '../../../nodes/Lockt/resources';
import { pickCases } from '../../runs';
import { jsonOf } from '../output';
import { ALLOWED, columns, GO_ON } from '../parameters';
import { choice, fillOddly, placesOf, type Parameters } from '../places';
import { readSamples } from '../readSamples';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({
	credential: ALLOWED,
	writeMs: 0,
	history: 20,
	readings: { pending: 'released' },
});

const ofApiCall = [
	{ method: 'GET', path: '/doorstate' },
	{ method: 'PUT', path: '/user', body: '{"users": [{"id": 5678, "enabled": false}]}' },
].map((parameters) => ({ operation: 'system apiCall', parameters: () => parameters }));

/** Every operation with parameters that make it send something. */
const samples: Array<{ operation: string; parameters: (building: Building) => object }> = [
	...readSamples,
	...writeSamples,
	...ofApiCall,
];

function fieldsOf(name: string): INodeProperties[] {
	const [resource, operation] = name.split(' ');
	const { operations } = resources.find(({ value }) => value === resource)!;
	return operations.find(({ value }) => value === operation)!.fields;
}

const cases = samples.flatMap(({ operation, parameters }) =>
	[...fieldsOf(operation).flatMap(placesOf), choice('resource'), choice('operation')]
		.flatMap(fillOddly)
		.map((filled) => ({ ...filled, operation, parameters })),
);

/** What Lockt was sent, and what came of it; for a change it is enough to know what was sent. */
async function observe(operation: string, parameters: object, item: IDataObject = {}) {
	lockt.emulator.journal.length = 0;
	const isChange = writeSamples.some((sample) => sample.operation === operation);
	const result = await lockt.run(operation, parameters, [item]).then(
		(items) => jsonOf(items),
		(error: unknown) => (error as Error).message,
	);
	const sent = (isChange ? lockt.changes() : lockt.emulator.journal).map(
		({ method, url, body }) => `${method} ${url} ${JSON.stringify(body)}`,
	);
	return { sent, result: isChange || sent.length === 0 ? undefined : result };
}

async function findFault({ operation, parameters, place, value }: (typeof cases)[number]) {
	const base = parameters(lockt.building) as Parameters;
	if (!place.isShown(base)) return undefined;
	const odd = await observe(operation, place.put(base, '={{ $json.odd }}'), {
		odd: value,
	} as IDataObject);
	if (odd.sent.length === 0) return undefined;
	const plain = place.plain(value);
	if (!plain) return `sent ${odd.sent.join(' and ')}`;
	const expected = await observe(operation, place.put(base, plain.says));
	const isSame = JSON.stringify(odd) === JSON.stringify(expected);
	return isSame ? undefined : `not as ${JSON.stringify(plain.says).slice(0, 80)}`;
}

describe('an odd value in a field', () => {
	// So that nothing changes from one case to the next.
	beforeEach(() => {
		lockt.emulator.faults = [{ kind: 'refused', on: 'POST|PUT|DELETE' }];
	});

	it('is taken for what it plainly says, or nothing is sent', async () => {
		const faults: string[] = [];
		for (const one of pickCases(cases, { by: ({ operation }) => operation, sample: 3 })) {
			const fault = await findFault(one);
			if (fault) faults.push(`${one.operation}, ${one.name}: ${fault}`);
		}
		expect(faults).toEqual([]);
	});

	it('is all that keeps an operation from sending something', async () => {
		const silent: string[] = [];
		for (const { operation, parameters } of samples) {
			const { sent } = await observe(operation, parameters(lockt.building));
			if (sent.length === 0) silent.push(operation);
		}
		expect(silent).toEqual([]);
	});
});

describe('a name that a template made of nothing', () => {
	const NAMES = ['name', 'first_name', 'last_name'];
	const creations = samples.filter(({ operation }) => operation.endsWith(' create'));
	const ofColumns = (parameters: object) =>
		(parameters as { columns?: { value: IDataObject } }).columns?.value ?? {};
	const named = creations.flatMap(({ operation, parameters }) =>
		Object.keys(ofColumns(parameters(openBuilding({}))))
			.filter((name) => NAMES.includes(name))
			.map((name) => ({ operation, parameters, name })),
	);
	const create = (
		{ operation, parameters, name }: (typeof named)[number],
		template: string,
		item: IDataObject = {},
	) => {
		const value = { ...ofColumns(parameters(lockt.building)), [name]: template };
		return lockt.run(operation, columns(value), [item], GO_ON);
	};

	it('is one of every record that has a name', () => {
		expect(named.map(({ operation, name }) => `${operation} ${name}`)).toEqual(
			expect.arrayContaining(['user create last_name', 'location create name', 'fob create name']),
		);
	});

	it.each(named)('is refused: $operation, $name', async (one) => {
		for (const template of [
			'={{ $json.a + " " + $json.b }}',
			'={{ `${$json.a}, ${$json.b}` }}',
			'={{ null + "-" + undefined }}',
			'={{ String(null) }}',
			'={{ {} + " " + NaN }}',
		]) {
			const [item] = await create(one, template);
			expect(item!.json.error).toMatch(/'(?:First |Last )?Name' must be text: '.*' says nothing/);
		}
		expect(lockt.changes()).toEqual([]);
	});

	it('is not that of somebody called Null', async () => {
		const user = named.find(({ name }) => name === 'last_name')!;
		const [item] = await create(user, '={{ $json.surname }}', { surname: 'Null' });
		expect(item!.json.error).toBeUndefined();
		expect([...lockt.building.users.values()].at(-1)!.last_name).toBe('Null');
	});
});
