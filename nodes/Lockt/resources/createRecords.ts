import { mapRecord } from '../fields/mapping';
import type { RecordsEndpoint } from '../api/endpoints';
import { batchCall } from '../execution/plans';
import { batchesOfRows } from '../execution/writeOptions';
import { write } from '../execution/writes';
import type { Columns } from '../fields/columns/columns';
import { columnsFields } from '../fields/columns/columnsField';
import type { Kind } from '../fields/kinds';
import { cardCut } from './cutCards';
import type { Operation } from './operation';

/**
 * The operation that creates records of a kind which are sent as they were mapped.
 *
 * @param columns their fields; a name is among them
 */
export function createRecords(
	kind: Kind,
	endpoint: RecordsEndpoint,
	columns: Columns,
	description: string,
): Operation {
	const call = batchCall(endpoint, { creates: true });
	return {
		name: 'Create',
		value: 'create',
		action: `Create ${kind.noun}`,
		description,
		needs: endpoint.needs,
		fields: [...columnsFields(columns), batchesOfRows],
		run: write(async (row, lookups) => {
			const { record, problems } = await mapRecord(row, columns, lookups);
			const cut = await cardCut(record, lookups);
			return {
				call,
				record,
				outcome: 'created',
				problems: [...problems, ...cut],
				unique: { Name: record.name, 'Card Number': record.card_num },
				found: { kind, property: 'name', value: record.name },
			};
		}),
	};
}
