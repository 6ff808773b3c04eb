import type { RecordsEndpoint } from '../api/endpoints';
import { planPicked } from '../execution/confirming';
import { batchCall } from '../execution/plans';
import { batches } from '../execution/writeOptions';
import { write } from '../execution/writes';
import type { Kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import type { Operation } from './operation';

/**
 * The operation that deletes records of a kind.
 *
 * @param description what else goes with a record, or what to do instead
 */
export function deleteRecords(
	kind: Kind,
	endpoint: RecordsEndpoint,
	description: string,
): Operation {
	const call = batchCall(endpoint);
	return {
		name: 'Delete',
		value: 'delete',
		action: `Delete ${kind.noun}`,
		description,
		needs: endpoint.needs,
		fields: [locator(kind, `The ${kind.noun} to delete`), batches],
		run: write((row, lookups) =>
			planPicked(kind, row, lookups, (id) => ({
				call,
				record: { id },
				outcome: 'deleted',
				shows: { id, deleted: true },
				unique: { [kind.label]: id },
			})),
		),
	};
}
