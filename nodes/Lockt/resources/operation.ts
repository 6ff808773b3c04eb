import type { Permission } from '../api/endpoints';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

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
	/** Runs it over all input items. */
	run: (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;
}
