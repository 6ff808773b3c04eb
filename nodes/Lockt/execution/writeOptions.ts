import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isObject } from '../api/text/text';
import { enteredSwitch } from '../api/text/values';
import { options } from '../fields/collections';
import type { ReadParameter } from '../fields/row';

/** What an item wants besides the values themselves. */
export interface WriteOptions {
	batchSize: number;
	allOrNothing: boolean;
	fullRecord: boolean;
	dryRun: boolean;
}

/** Reference, "POST Operation Record Limit": 100, unless the customer has another. */
const BATCH_SIZE = 100;

/** What an item wants that adds no option. */
export const DEFAULT_OPTIONS: WriteOptions = {
	batchSize: BATCH_SIZE,
	allOrNothing: false,
	fullRecord: false,
	dryRun: false,
};

const ALL_OR_NOTHING: INodeProperties = {
	displayName: 'All or Nothing',
	name: 'allOrNothing',
	type: 'boolean',
	default: false,
	description:
		'Whether to do nothing at all when Lockt refuses one of the items. All of them must fit into one batch.',
};

const BATCH: INodeProperties = {
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10_000 },
	default: BATCH_SIZE,
	placeholder: 'e.g. 100',
	description:
		'How many items go into one request. Change it only if Lockt allows you another number.',
};

export const DRY_RUN: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	// Whoever adds it wants it: off, the next run would be a real one.
	default: true,
	description:
		'Whether to return what would become of each row, and the request, instead of sending it. Nothing is changed. A PIN is shown as ***.',
};

const FULL_RECORD: INodeProperties = {
	displayName: 'Return Full Record',
	name: 'fullRecord',
	type: 'boolean',
	default: false,
	description:
		'Whether to read each record afterwards and return all of it, e.g. its ID and credential key',
};

const IGNORE_OTHERS: INodeProperties = {
	displayName: 'Ignore Other Columns',
	name: 'ignoreOtherColumns',
	type: 'boolean',
	// Whoever adds it wants it.
	default: true,
	description:
		'Whether Map Automatically leaves away columns that no field is for. Without it such a column stops its row: it may say that somebody has left. A department, a job title and other columns that say nothing of access never stop a row.',
};

/** For operations that send one request, or one for each item. */
export const dryRun = options(DRY_RUN);

/** For operations whose items go in batches. */
export const batches = options(ALL_OR_NOTHING, BATCH, DRY_RUN);

/** For operations whose items go in batches, and whose records can be read afterwards. */
export const batchesOfRecords = options(ALL_OR_NOTHING, BATCH, DRY_RUN, FULL_RECORD);

/** The same for those whose fields may be found by the names of columns. */
export const batchesOfRows = options(ALL_OR_NOTHING, BATCH, DRY_RUN, IGNORE_OTHERS, FULL_RECORD);

/** For operations that change one record in each request, which can be read afterwards. */
export const singleRecords = options(DRY_RUN, FULL_RECORD);

/** Whether an item only wants to see what would be done, also where something else of it is wrong. */
export function wantsDryRun(context: IExecuteFunctions, index: number): boolean {
	try {
		const chosen: unknown = context.getNodeParameter('options', index, {});
		return isObject(chosen) && enteredSwitch(chosen.dryRun) === true;
	} catch {
		return false;
	}
}

/** The options of an item. */
export function writeOptionsOf(parameter: ReadParameter): WriteOptions {
	const chosen = parameter('options', {}) as Partial<WriteOptions>;
	const { batchSize, allOrNothing, fullRecord, dryRun } = { ...DEFAULT_OPTIONS, ...chosen };
	return { batchSize, allOrNothing, fullRecord, dryRun };
}
