import type { INode } from 'n8n-workflow';

/** The parameters and settings of a node as n8n stores them. */

/** The parameters for an operation, e.g. door create */
export function nodeParameters(name: string, parameters: object): object {
	const [resource, operation] = name.split(' ');
	return { resource, operation, ...parameters };
}

/** A field by which a record is picked. @param mode e.g. name, or id for short */
export const by = (mode: string, value: unknown) => ({
	__rl: true,
	mode: mode === 'id' ? 'locktId' : mode,
	value,
});

/** The field mapping, with a value for each column. */
export const columns = (value: object) => ({
	columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
});

/** The field mapping that takes the columns of the items. */
export const autoMapped = {
	columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
};

/** The filters that somebody has added. */
export const filters = (chosen: object) => ({ filters: chosen });

/** An item that fails becomes an error item. */
export const GO_ON: Partial<INode> = { onError: 'continueRegularOutput' };

/** What the trigger is to watch. */
export const on = (...triggerOn: string[]) => ({ triggerOn });

/** Everything is allowed: what a credential has that may change all there is. */
export const ALLOWED = { changes: 'all', unlock: 'any' };
