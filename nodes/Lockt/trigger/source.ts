import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import type { Cause } from './causes';
import type { Occasion } from './occasion';
import type { Settings } from './settings';

/**
 * Something that can be watched. It keeps nothing itself: what it remembers from one poll to the next
 * (`State`), and what it needs to put the items of a run out once more (`Batch`), goes in and comes
 * out as JSON. What goes in has come out of the same source, or has passed its `isState` and `isBatch`.
 */
export interface Source<State = unknown, Batch = unknown> {
	/** What it remembers is stored under this name. */
	name: 'events' | 'batteries' | 'people' | 'accessEnds';
	/** What it is watched for. */
	causes: Cause[];
	/** Whether what it remembers is kept while nobody watches it, as what was put out stays so. */
	isLasting: boolean;
	/** Whether what n8n stored can be gone on from. */
	isState: (stored: unknown) => stored is State;
	/** Whether what n8n stored can be replayed. */
	isBatch: (stored: unknown) => stored is Batch;
	/** The batch of a run without items of this source. */
	emptyBatch: Batch;

	/**
	 * What happened since the last poll.
	 *
	 * @param before what it remembers; undefined on the first poll
	 * @param batch what of this source the run has replayed already
	 * @param occasion why the poll comes
	 * @param late where the workflow was published before Lockt is asked: of what was before that, what n8n
	 *   threw away is new all the same
	 * @throws LocktError when something could not be found out: then nothing may be remembered
	 */
	poll(
		context: IPollFunctions,
		settings: Settings,
		before: State | undefined,
		batch: Batch,
		occasion: Occasion,
		late?: LatePublishing,
	): Promise<Findings<State, Batch>>;

	/** What Fetch Test Event shows: real ones, as the workflow will get them. */
	sample(context: IPollFunctions, settings: Settings): Promise<IDataObject[]>;

	/** Whether what it remembers is of the site that the credential leads to now. */
	recognises(context: IPollFunctions, state: State): Promise<boolean>;

	/**
	 * The items of a batch once more, as far as Lockt still has what they tell of.
	 *
	 * @param isSure whether what Lockt shows is all that there is, though it showed more before
	 * @returns undefined where its answer is empty or old, and tells nothing
	 */
	replay(
		context: IPollFunctions,
		settings: Settings,
		batch: Batch,
		isSure: boolean,
	): Promise<IDataObject[] | undefined>;
}

/** A publishing before which n8n threw away what a poll had found, or whose own poll had to wait. */
export interface LatePublishing {
	/** Since when it has waited, in milliseconds: what happened from then on is new. */
	waitedSince?: number;
	/** The dedupe keys of what n8n threw away. */
	thrownAway: Set<string>;
}

/** What a poll found. */
export interface Findings<State, Batch> {
	/** Made by `makeItem`. */
	items: IDataObject[];
	/** What to remember once the items are put out. */
	state: State;
	/** All that the run puts out of this source, the replayed ones included. */
	batch: Batch;
	/** What can be found again of a batch from before; undefined where that is all of it. */
	findAgain?(batch: Batch): Batch;
	/** Whether Lockt told what there is: until it does, the occasion stays the same. */
	isConclusive: boolean;
}

/** Something of each source. */
export type BySource = Record<Source['name'], unknown>;
