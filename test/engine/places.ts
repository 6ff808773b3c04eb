import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import * as everyColumns from '../../nodes/Lockt/fields/columns/columns';
import type { Columns } from '../../nodes/Lockt/fields/columns/columns';
import { oddValues, plainColumn, plainIn, plainPick, type Plain } from './oddValues';
import { by } from './parameters';

export type Parameters = Record<string, unknown>;

/** Where a value may stand in the parameters of a node. */
export interface Place {
	/** e.g. filters.search */
	name: string;
	/** What the canvas calls the field, e.g. Search */
	label: string;
	put: (parameters: Parameters, value: unknown) => Parameters;
	plain: (value: unknown) => Plain;
	/** n8n leaves away what is not shown. */
	isShown: (parameters: Parameters) => boolean;
}

type Inner = Omit<Place, 'isShown'>;

/** All places in a field. */
export function placesOf(field: INodeProperties): Place[] {
	const { show = {}, hide = {} } = field.displayOptions ?? {};
	const matches = (parameters: Parameters) => (condition: [string, unknown]) =>
		[parameters[condition[0]]].flat().some((one) => (condition[1] as unknown[]).includes(one));
	const isShown = (parameters: Parameters) =>
		Object.entries(show).every(matches(parameters)) &&
		!Object.entries(hide).some(matches(parameters));
	const defaults = { returnAll: false, output: 'simplified' };
	return placesWithin(field).map((place) => ({
		...place,
		isShown: (parameters) => isShown({ ...defaults, ...parameters }),
	}));
}

/** A choice that nobody made. */
export const choice = (name: string): Place => ({
	...itself({ name, displayName: name }, () => undefined),
	isShown: () => true,
});

/** The field as such. */
function itself(
	{ name, displayName }: Pick<INodeProperties, 'name' | 'displayName'>,
	plain: Place['plain'],
): Inner {
	return {
		...{ name, label: displayName, plain },
		put: (parameters, value) => ({ ...parameters, [name]: value }),
	};
}

/** Some fields hold others; n8n takes no expression for all of a group. */
function placesWithin(field: INodeProperties): Inner[] {
	const { name, type, options = [] } = field;
	const within = (place: Inner): Inner => ({
		...place,
		name: `${name}.${place.name}`,
		put: (parameters, value) => ({
			...parameters,
			[name]: place.put((parameters[name] ?? {}) as Parameters, value),
		}),
	});
	switch (type) {
		case 'collection':
			return (options as INodeProperties[]).flatMap(placesWithin).map(within);
		case 'fixedCollection':
			return (options as INodePropertyCollection[]).flatMap(placesInEntries).map(within);
		case 'resourceLocator':
			return placesInLocator(field);
		case 'resourceMapper':
			return placesInColumns(field);
		default:
			return [itself(field, (value) => plainIn(field, value))];
	}
}

/** Its entries hold something in each of their other fields. */
function placesInEntries({ name, values }: INodePropertyCollection): Inner[] {
	const filledIn = Object.fromEntries(values.map((field) => [field.name, field.name]));
	return values.flatMap(placesWithin).map((place) => ({
		...place,
		put: (_, value) => ({ [name]: [place.put(filledIn, value)] }),
	}));
}

function placesInLocator(field: INodeProperties): Inner[] {
	const { name, modes = [] } = field;
	const whole = (what: string, make: (value: unknown) => unknown, plain: Place['plain']) => ({
		...itself(field, plain),
		name: `${name} ${what}`,
		put: (parameters: Parameters, value: unknown) => ({ ...parameters, [name]: make(value) }),
	});
	// What a choice from the list stands for is the first key of its kind.
	const keyOf = (mode: string) => (mode === 'list' ? modes[1]!.name : mode);
	return [
		...modes.map((mode) =>
			whole(
				mode.name,
				(value) => by(mode.name, value),
				(value) => plainPick(keyOf(mode.name), value),
			),
		),
		whole(
			'mode',
			(mode) => by(mode as string, '166'),
			() => undefined,
		),
	];
}

function placesInColumns({ name, typeOptions }: INodeProperties): Inner[] {
	const columnsName = typeOptions!.resourceMapper!.resourceMapperMethod;
	const { fields } = Object.values<Columns>(everyColumns).find((one) => one.name === columnsName)!;
	return fields.map((column) => ({
		name: `${name}.${column.id}`,
		label: column.label,
		put: (parameters, value) => {
			const given = parameters[name] as { value: object };
			return {
				...parameters,
				[name]: { ...given, value: { ...given.value, [column.id]: value } },
			};
		},
		plain: (value) => plainColumn(column, value),
	}));
}

/** Every odd value there, by a name for it. */
export function fillOddly(place: Place) {
	return Object.entries(oddValues).map(([named, value]) => ({
		name: `${place.name}: ${named}`,
		...{ place, value },
	}));
}
