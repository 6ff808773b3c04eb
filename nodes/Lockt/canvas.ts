import type { IDisplayOptions, INodeProperties, NodeHint } from 'n8n-workflow';
import type { Operation, Resource } from './resources/operation';

/** For a subtitle: the value of a choice as words, e.g. doorBattery as "door battery". */
export const inWords = (parameter: string) =>
	`$parameter["${parameter}"].replace(/([A-Z])/g, " $1").toLowerCase()`;

/** What the canvas shows of the resources: the choice of one, of its operation, and that one's fields. */
export function propertiesOf(resources: Resource[]): INodeProperties[] {
	const choices = resources.map(({ name, value }) => ({ name, value }));
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: choices,
			default: firstOf(choices),
		},
		...resources.flatMap((resource) => [
			operationChoice(resource),
			...resource.operations.flatMap((operation) => fieldsOf(resource, operation)),
		]),
	];
}

/** What operations have to say before they run. n8n's conditions see parameters, no settings of the node. */
export function hintsOf(resources: Resource[]): NodeHint[] {
	return resources.flatMap((resource) =>
		resource.operations.flatMap(
			({ value, needs, hint = needs === 'delete' ? FINAL : undefined }) =>
				hint === undefined
					? []
					: {
							message: hint,
							type: 'info',
							location: 'outputPane',
							whenToDisplay: 'beforeExecution',
							displayCondition: `={{ $parameter["resource"] === "${resource.value}" && $parameter["operation"] === "${value}" }}`,
						},
		),
	);
}

/** Whoever changes the resource alone gets the operation of the same name, without seeing its description. */
const FINAL = "This cannot be undone. The option 'Dry Run' shows what it would do";

/** What the canvas says of an operation: what cannot be undone says so before all. */
export function describeOperation({ description, needs }: Operation): string {
	return needs === 'delete' ? `Cannot be undone. ${description}` : description;
}

/**
 * As a person goes about it, and so that nothing is chosen by accident: what reads first, Get Many before all, which
 * is also what n8n proposes; what deletes or opens doors last.
 */
export function orderOperations(operations: Operation[]): Operation[] {
	return operations.toSorted((one, other) => rankOf(one) - rankOf(other));
}

const RANKS = ['change', 'dependsOnRequest', 'unlock', 'delete'];

function rankOf({ value, needs }: Operation): number {
	if (needs === undefined) return value === 'getMany' ? 0 : 1;
	return 2 + RANKS.indexOf(needs);
}

function operationChoice({ value, operations }: Resource): INodeProperties {
	const choices = orderOperations(operations).map((operation) => ({
		name: operation.name,
		value: operation.value,
		action: operation.action,
		description: describeOperation(operation),
	}));
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: choices,
		default: firstOf(choices),
	};
}

const firstOf = (choices: Array<{ value: string }>) => choices[0]?.value ?? '';

function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	return operation.fields.map((field) => {
		const displayOptions: IDisplayOptions = {
			...field.displayOptions,
			show: {
				resource: [resource.value],
				operation: [operation.value],
				...field.displayOptions?.show,
			},
		};
		return { ...field, displayOptions };
	});
}
