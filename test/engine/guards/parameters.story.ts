import fc from 'fast-check';
import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { Building } from '../../../emulator/building/building';
import * as everyColumns from '../../../nodes/Lockt/fields/columns';
import type { Columns } from '../../../nodes/Lockt/fields/columns';
import * as resources from '../../../nodes/Lockt/resources';
import { runs } from '../../runs';
import { oddValues, plainColumn, plainIn, plainPick, type Plain } from '../oddValues';
import { jsonOf } from '../output';
import { ALLOWED, by } from '../parameters';
import { readSamples } from '../readSamples';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, readings: { pending: 'released' } });

type Parameters = Record<string, unknown>;

/** Where a value may stand in the parameters of a node. */
interface Place {
	/** e.g. filters.search */
	name: string;
	put: (parameters: Parameters, value: unknown) => Parameters;
	plain: (value: unknown) => Plain;
	/** n8n leaves away what is not shown. */
	isShown: (parameters: Parameters) => boolean;
}

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
	const { operations } = Object.values(resources).find(({ value }) => value === resource)!;
	return operations.find(({ value }) => value === operation)!.fields;
}

/** All places in a field. */
function placesOf(field: INodeProperties): Place[] {
	const { show = {}, hide = {} } = field.displayOptions ?? {};
	const matches = (parameters: Parameters) => (condition: [string, unknown]) =>
		(condition[1] as unknown[]).includes(parameters[condition[0]]);
	const isShown = (parameters: Parameters) =>
		Object.entries(show).every(matches(parameters)) &&
		!Object.entries(hide).some(matches(parameters));
	const defaults = { returnAll: false, output: 'simplified' };
	return placesWithin(field).map((place) => ({
		...place,
		isShown: (parameters) => isShown({ ...defaults, ...parameters }),
	}));
}

/** Some fields hold others. */
function placesWithin(field: INodeProperties): Array<Omit<Place, 'isShown'>> {
	const { name, type, options = [], modes = [] } = field;
	const within = (place: Omit<Place, 'isShown'>) => ({
		...place,
		name: `${name}.${place.name}`,
		put: (parameters: Parameters, value: unknown) => ({
			...parameters,
			[name]: place.put((parameters[name] ?? {}) as Parameters, value),
		}),
	});
	const whole = (name: string, make: (value: unknown) => unknown, plain: Place['plain']) => ({
		name,
		put: (parameters: Parameters, value: unknown) => ({ ...parameters, [field.name]: make(value) }),
		plain,
	});
	switch (type) {
		case 'collection':
			return (options as INodeProperties[]).flatMap(placesWithin).map(within);
		case 'fixedCollection':
			return (options as INodePropertyCollection[]).flatMap((group) =>
				group.values.map((one) =>
					within({
						name: one.name,
						put: (_: Parameters, value: unknown) => ({
							[group.name]: [{ name: 'x', value: 'y', [one.name]: value }],
						}),
						plain: (value: unknown) => plainIn(one, value),
					}),
				),
			);
		case 'resourceLocator':
			return [
				...modes.map((mode) =>
					whole(
						`${name} ${mode.name}`,
						(value) => by(mode.name, value),
						(value) => plainPick(mode.type === 'list' ? first(modes).name : mode.name, value),
					),
				),
				whole(
					`${name} mode`,
					(mode) => ({ __rl: true, mode, value: '166' }),
					() => undefined,
				),
			];
		case 'resourceMapper':
			return placesInColumns(field);
		default:
			return [
				whole(
					name,
					(value) => value,
					(value) => plainIn(field, value),
				),
			];
	}
}

/** What a choice from the list stands for is the first key of its kind. */
const first = (modes: NonNullable<INodeProperties['modes']>) => modes[1]!;

function placesInColumns({ name, typeOptions }: INodeProperties) {
	const columnsName = typeOptions!.resourceMapper!.resourceMapperMethod;
	const { fields } = Object.values<Columns>(everyColumns).find((one) => one.name === columnsName)!;
	return fields.map((column) => ({
		name: `${name}.${column.id}`,
		put: (parameters: Parameters, value: unknown) => {
			const given = parameters[name] as { value: object };
			return {
				...parameters,
				[name]: { ...given, value: { ...given.value, [column.id]: value } },
			};
		},
		plain: (value: unknown) => plainColumn(column, value),
	}));
}

/** A choice that nobody made. */
const chosen = (name: string): Place => ({
	name,
	put: (parameters, value) => ({ ...parameters, [name]: value }),
	plain: () => undefined,
	isShown: () => true,
});

const cases = samples.flatMap(({ operation, parameters }) =>
	[...fieldsOf(operation).flatMap(placesOf), chosen('resource'), chosen('operation')].flatMap(
		(place) =>
			Object.entries(oddValues).map(([named, value]) => ({
				name: `${operation}, ${place.name}: ${named}`,
				...{ operation, parameters, place, value },
			})),
	),
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
		const { numRuns } = runs({ sample: 150, full: cases.length });
		const tried = numRuns < cases.length ? fc.sample(fc.constantFrom(...cases), numRuns) : cases;
		const faults: string[] = [];
		for (const one of tried) {
			const fault = await findFault(one);
			if (fault) faults.push(`${one.name}: ${fault}`);
		}
		expect(faults).toEqual([]);
	});

	it.each(samples)('$operation sends something without', async ({ operation, parameters }) => {
		const { sent } = await observe(operation, parameters(lockt.building));
		expect(sent.length).toBeGreaterThan(0);
	});
});
