import type { IDataObject } from 'n8n-workflow';
import type { RecordsEndpoint } from '../api/endpoints';
import { LocktError } from '../api/errors';
import { shortenValue } from '../api/text/text';
import { planPicked } from '../execution/confirming';
import { batchCall, type Finding, type Watch } from '../execution/plans';
import { batches } from '../execution/writeOptions';
import { write } from '../execution/writes';
import type { Kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
import type { Operation } from './operation';
import { isDeletionContradictedBy } from './watching/contradicted';

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
	const call = batchCall(endpoint, { isContradictedBy: isDeletionContradictedBy(kind) });
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
 * before shows nothing of others. Privileged users are in a list of their own alone.
 */
function watchDeletion(kind: Kind, id: number): Watch {
	const find = (lookups: Lookups) => lookups.find(kind, 'id', String(id));
	const findAnywhere = async (lookups: Lookups) => {
		const found = await find(lookups);
		return found.length > 0 ? found : lookups.findApart(kind, 'id', String(id));
	};
	return async (_, lookups, isSeen) => {
		if (isSeen(DELETED)) return [];
		const unknown = () => undefined;
		const listed = await find(lookups).catch(unknown);
		const before = listed?.length === 0 ? await findAnywhere(lookups).catch(unknown) : listed;
		const isListed = listed !== undefined && listed.length > 0;
		return [
			{
				kind: DELETED,
				open: `whether the ${kind.noun} is gone`,
				oneShows: true,
				showsNothing: before === undefined || before.length === 0,
				check: async (later) => {
					const [shown] = await (isListed ? find(later) : findAnywhere(later));
					if (shown) return findKept(kind, id, shown);
					if (before?.length !== 0) return undefined;
					throw new LocktError('Lockt did not show it before either', '');
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
