import type { Permission } from '../api/endpoints';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { wrongValue } from '../api/text/values';
import type { Run } from '../execution/run';
import { sameForAll } from '../fields/parameters';

/** A group of operations, as the canvas lists them under "Resource". */
export interface Resource {
	/** e.g. Door Battery */
	name: string;
	/** e.g. doorBattery */
	value: string;
	operations: Operation[];
}

/** One operation: what the canvas shows and what it does. */
export interface Operation {
	/** e.g. Get Many */
	name: string;
	/** e.g. getMany */
	value: string;
	/** In the list of a node's actions, e.g. Get many doors */
	action: string;
	/** Under the name in the list of operations. */
	description: string;
	/** Beside it on the canvas until it has run. */
	hint?: string;
	/** What the credential must allow for it; without it the operation only reads. */
	needs?: Permission | 'dependsOnRequest';
	/** The fields of this operation alone: shown when resource and operation are chosen. */
	fields: INodeProperties[];
	run: Run;
}

/** The operation that was chosen on the canvas. @throws LocktError when there is none of that name */
export function chooseOperation(resources: Resource[], context: IExecuteFunctions): Operation {
	const resource = find(resources, 'Resource', sameForAll(context, 'resource'));
	return find(resource.operations, 'Operation', sameForAll(context, 'operation'));
}

function find<T extends { value: string }>(choices: T[], field: string, value: unknown): T {
	const found = choices.find((choice) => choice.value === value);
	if (found) return found;
	throw wrongValue(field, `one of ${choices.map((choice) => choice.value).join(', ')}`, value);
}
