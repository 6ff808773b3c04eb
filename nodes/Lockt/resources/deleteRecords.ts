import type { IDataObject } from 'n8n-workflow';
import type { RecordsEndpoint } from '../api/endpoints';
import { shortenValue } from '../api/text/text';
import { planPicked } from '../execution/confirming';
import { batchCall, type Finding, type Watch } from '../execution/plans';
import { batches } from '../execution/writeOptions';
import { write } from '../execution/writes';
import type { Kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
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
				watch: watchDeletion(kind, id),
			})),
		),
	};
}

const DELETED = 'is deleted';

/**
 * Whether Lockt still shows what it says that it has deleted: then it may have deleted another one. What was not there
 * before shows nothing of others.
 */
function watchDeletion(kind: Kind, id: number): Watch {
	const find = (lookups: Lookups) => lookups.find(kind, 'id', String(id));
	return async (_, lookups, isSeen) => {
		if (isSeen(DELETED)) return [];
		const wasThere = await find(lookups).then(
			(found) => found.length > 0,
			() => false,
		);
		return [
			{
				kind: DELETED,
				open: `whether the ${kind.noun} is gone`,
				oneShows: true,
				showsNothing: !wasThere,
				check: async (later) => {
					const [shown] = await find(later);
					return shown && findKept(kind, id, shown);
				},
			},
		];
	};
}

function findKept(kind: Kind, id: number, shown: IDataObject): Finding {
	return {
		problem: `Not as Lockt said: it still shows the ${kind.noun} ${shortenValue(kind.title(shown))} (ID ${id})`,
		advice: `Look in Lockt whether another ${kind.noun} is gone instead, and delete this one there. Ask Lockt support why its API does not`,
	};
}
