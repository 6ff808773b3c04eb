import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { askPatiently } from '../api/client';
import { cancelSignalOf, keysFor } from '../api/transport';
import { LocktError } from '../api/errors';
import { warnOnce } from '../api/questions/warnings';
import { waitForNewest } from '../api/turns/unseen';
import { joinSentences } from '../api/text/text';
import { lookupsFor, type Lookups } from '../fields/lookups';
import type { ReadParameter } from '../fields/row';

/** What other lists of Lockt's tell of records. Of each kind of list one is asked for in a run, where something needs it. */
export interface Join {
	/** The option by which a person does without; none where nothing is asked for. */
	option?: INodeProperties;
	/**
	 * The records with what is told of them besides: null where that is not known, never a guess.
	 *
	 * @param lists what Lockt has
	 */
	add: (records: IDataObject[], lists: Lists) => IDataObject[] | Promise<IDataObject[]>;
}

/** The lists that tell more of records. */
export interface Lists {
	/**
	 * What one of them says; undefined where Lockt does not give it, of which the person is told.
	 *
	 * @param what is not told then, e.g. who has the fobs
	 */
	read: <T>(what: string, ask: (lookups: Lookups) => Promise<T>) => Promise<T | undefined>;
}

/** Shared by all items of a run. */
interface Joining extends Lists {
	lookups: Lookups;
}

/** @param rows how many items the run has */
export function joinFor(context: IExecuteFunctions, rows: number): Joining {
	const lookups = lookupsFor(context, rows, askPatiently, waitForNewest);
	return {
		lookups,
		read: (what, ask) =>
			ask(lookups).catch(async (error: unknown) => {
				const isStopped = cancelSignalOf(context)?.aborted === true;
				if (!(error instanceof LocktError) || isStopped) throw error;
				const { inTexts } = await keysFor(context);
				const why = inTexts(joinSentences(error.message, error.description));
				warnOnce(context, `it is not known ${what}, and left blank: ${why}`);
				return undefined;
			}),
	};
}

/** The records with what a join tells of them, unless the item does without it. */
export async function joinRecords(
	join: Join | undefined,
	records: IDataObject[],
	parameter: ReadParameter,
	lists: Lists,
): Promise<IDataObject[]> {
	if (!join || records.length === 0) return records;
	const { option, add } = join;
	const options = parameter('options', {}) as IDataObject;
	return option && options[option.name] === false ? records : add(records, lists);
}
