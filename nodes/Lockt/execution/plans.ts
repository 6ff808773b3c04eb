import type { IDataObject } from 'n8n-workflow';
import type { Change } from '../api/change';
import type { Endpoint, RecordsEndpoint } from '../api/endpoints';
import { outcomeOfAct, outcomeOfCall, type AskedAct } from '../api/answers/acts';
import { outcomesOf } from '../api/answers/outcomes';
import type { Outcome } from '../api/answers/notDone';
import type { LocktError } from '../api/errors';
import type { Answer, LocktContext } from '../api/transport';
import type { Kind } from '../fields/kinds';
import type { Lookups } from '../fields/lookups';
import type { Row } from '../fields/row';

/** A call of the API that changes records. */
export interface Call {
	/** Tells calls apart that cannot share a request, e.g. POST /user */
	name: string;
	/** The request for some records, exactly as it goes out. */
	request: (records: IDataObject[], allOrNothing: boolean) => Change;
	perRequest: Endpoint['perRequest'];
	/** Items that want the very same thing share one record. */
	shares?: true;
	/** What of a record no other one of its request may have as well. */
	apart?: (record: IDataObject) => unknown[];
	/** What to do where it is not known what became of a record, if there is something better than to look for it. */
	ifUnknown?: string;
	/** Whether Lockt shows a record as it was sent; undefined where that cannot be told, be it of a part. */
	isAsSent?: (record: IDataObject, lookups: Lookups) => Promise<boolean | undefined>;
	/**
	 * Whether Lockt shows a user with what was sent, as far as that can be told; undefined where nothing can. Before users
	 * are read in the next run, it is waited for that.
	 */
	isShown?: (record: IDataObject, lookups: Lookups) => Promise<boolean | undefined>;
	/**
	 * Of others than users: whether records that were read show something else than what was sent. Where that cannot be
	 * told, they do not.
	 *
	 * @param path where they were read
	 * @param sent those of the records that were sent last of each
	 */
	isContradictedBy?: (
		path: string,
		records: IDataObject[],
		sent: IDataObject[],
		lookups: Lookups,
	) => Promise<boolean>;
	/** What became of each record. */
	outcomes: (records: IDataObject[], answer: Answer, allOrNothing: boolean) => Outcome[];
}

/** What is to be done for one item. */
export interface Plan {
	call: Call;
	/** As Lockt gets it, by what was known when it was planned. */
	record: IDataObject;
	/**
	 * Plans anew right before it is sent, where it hangs on what Lockt has: that may have changed since.
	 * @throws LocktError when it cannot be sent any more
	 */
	renew?: (lookups: Lookups) => Promise<Renewal | Settled>;
	/** What it is when done, e.g. created */
	outcome: string;
	/** The properties that become other ones, where not all of the record do. */
	changes?: string[];
	/** What the output shows; the record as Lockt gets it unless given. */
	shows?: IDataObject;
	/** What messages call its record, e.g. 'Front Door' (ID 166), for where the ID alone says little. */
	about?: (context: LocktContext) => Promise<string | undefined>;
	/** Why it must not be sent, though nothing is wrong with what was entered. */
	refusal?: LocktError;
	/** All that is wrong with the item: it is not sent then. */
	problems?: string[];
	/** What no other item of the run may have as well, e.g. { 'ID Number': 'E-10042' } */
	unique?: Record<string, unknown>;
	/**
	 * What of its record alone it changes, and to what: items that change other parts of it, or these to the same, may be
	 * there as well.
	 */
	parts?: Record<string, string>;
	/** Not to be sent any more after this moment (epoch, milliseconds). */
	notAfter?: number;
	/** Where the record is to be found afterwards, for Return Full Record. */
	found?: { kind: Kind; property: string; value: unknown };
	/** How to see whether Lockt did what was meant, where its answer does not tell. */
	verify?: Check;
	/** What may go wrong with it for all of its call alike, though Lockt says that it is done. */
	watch?: Watch;
	/** Another way to the same, at once and only once, where Lockt refused the record for what is said. */
	otherwise?: (problems: string[]) => OtherWay | undefined;
}

/** What is other of a plan on another way. */
export type OtherWay = Pick<Plan, 'call' | 'renew' | 'watch'>;

/** What is new of a plan when its turn has come; the rest stays. */
export type Renewal = Pick<Plan, 'record'> & Partial<Pick<Plan, 'shows' | 'verify' | 'changes'>>;

/**
 * Looks at what there is afterwards.
 *
 * @returns open where it is shown in a form that cannot be compared
 * @throws LocktError when that does not show
 */
export type Check = (lookups: Lookups) => Promise<Finding | typeof OPEN | undefined>;

export const OPEN = 'open';

/** What Lockt did instead of what was meant. */
export interface Finding {
	problem: string;
	advice: string;
}

/**
 * Looks at what there is right before a record is sent.
 *
 * @param record as it is sent
 * @param isSeen whether a risk of that kind has been seen to go well: nothing is to be read for it any more
 */
export type Watch = (
	record: IDataObject,
	lookups: Lookups,
	isSeen: (kind: string) => boolean,
) => Promise<Risk[]>;

/** What may go wrong with a record. */
export interface Risk {
	/** Of one kind, all of a call go well or wrong alike. */
	kind: string;
	/** What is said to be open where the check cannot see it, e.g. whether the user is disabled */
	open: string;
	check: Check;
	/** One record of a request shows for all of it, where it takes a few otherwise. */
	oneShows?: true;
	/** It may have been so before, which could not be seen: that it is right shows nothing of others. */
	showsNothing?: boolean;
}

/** Nothing is to be done for an item: when it was looked at, things were as it wants them. */
export interface Settled {
	outcome: 'unchanged';
	shows: IDataObject;
	/** What no other item of the run may change, as it would not be so any more; and which parts of it alone. */
	unique?: Plan['unique'];
	parts?: Plan['parts'];
}

/** Works out what is to be done for an item. @throws LocktError when the item is wrong */
export type Prepare = (row: Row, lookups: Lookups) => Plan | Settled | Promise<Plan | Settled>;

/** A call without records, e.g. POST /delegate?purge. What items want alike is sent once. */
export function act({ method, path, flag }: Endpoint & { flag: string }): Call {
	return actOf({ method, path, flags: [flag] }, { becomes: 'deleted' });
}

/** A call about one thing that the query names, e.g. POST /anonymize?user_id=5 */
export function actOn(
	{ method, path, filter }: Endpoint & { filter: string },
	value: number,
): Call {
	return actOf(
		{ method, path, query: { [filter]: value } },
		{ becomes: 'changed', about: { name: filter, value } },
	);
}

/** Sent once for all items that want it. */
function actOf(request: Change, asked: AskedAct): Call {
	return {
		...callOf(request),
		shares: true,
		outcomes: (records, answer) => records.map(() => outcomeOfAct(answer, asked)),
	};
}

/** Of a change of users that cannot be compared with what a read shows: for it, the longest lag is waited out. */
export const NEVER_SHOWN: Pick<Call, 'isShown'> = { isShown: () => Promise.resolve(undefined) };

/** A request that is sent as it is, for each item that wants it. */
export function callOf(request: Change): Call {
	return {
		name: JSON.stringify(request),
		perRequest: 'one',
		request: () => request,
		outcomes: (records, answer) => records.map(() => outcomeOfCall(answer)),
	};
}

/** Processing options besides validate_fails_batch. */
type Options = Record<string, 'true' | 'false'>;

/**
 * A call whose body holds records. Reference, "Processing Options": sent as text, as every example
 * does; and always sent, as the vendor's defaults would fail a hundred records for one bad one.
 */
export function batchCall(
	endpoint: RecordsEndpoint,
	{ options = {}, creates, ...more }: { options?: Options; creates?: true } & Partial<Call> = {},
): Call {
	const { method, path, bodyKey, perRequest, failsAsBatch, countsAsInserted, countsTwice } =
		endpoint;
	const changes = countsAsInserted ? 'saved' : 'changed';
	const created = countsTwice ? 'createdTwice' : 'created';
	const becomes = creates ? created : method === 'DELETE' ? 'deleted' : changes;
	return {
		name: [method, path, ...Object.entries(options).flat()].join(' '),
		perRequest,
		// Without the option, one bad record fails the call.
		outcomes: (records, answer, allOrNothing) =>
			outcomesOf(records, answer, { allOrNothing: allOrNothing || !failsAsBatch, becomes }),
		request: (records, allOrNothing) => ({
			method,
			path,
			body: {
				[bodyKey]: records,
				...(failsAsBatch && {
					options: { validate_fails_batch: allOrNothing ? 'true' : 'false', ...options },
				}),
			},
		}),
		...more,
	};
}
