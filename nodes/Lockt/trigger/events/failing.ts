import type { IPollFunctions } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { identifyTrigger } from '../identity';

/**
 * Events from one on are asked for by its ID. A server that no longer has that one may fail at this question for
 * ever, though it has all others: then all events are asked for instead.
 */
export interface Failing {
	/** Since how many polls. */
	polls: number;
	/** How it failed last. */
	error: LocktError;
	/** Whether all events that Lockt has did not reach back to those known. */
	isShort?: boolean;
}

/** Of each trigger, in this process. */
const failing = new Map<string, Failing>();

/** More triggers than an instance has: beyond it, what failed is forgotten rather than kept for ever. */
const MOST_KEPT = 1000;

/** A bad moment of Lockt's is over by then. */
const FEW = 3;

/** By then nobody will bring what lies before the events that there are. */
const MANY = 10;

/** Of so many polls, one tries again whether Lockt can be asked by an ID. */
const TRY_EVERY = 10;

/** How the question failed up to now, where all events are to be asked for without asking it. */
export function failsStill(context: IPollFunctions): Failing | undefined {
	const trigger = identifyTrigger(context);
	const known = failing.get(trigger);
	if (!known || known.polls < FEW || known.isShort || known.polls % TRY_EVERY === 0)
		return undefined;
	const now = { ...known, polls: known.polls + 1 };
	failing.set(trigger, now);
	return now;
}

/** @throws the error, where it may yet pass, or is not of this question */
export function noteFailure(context: IPollFunctions, error: unknown): Failing {
	if (!(error instanceof LocktError)) throw error;
	const { status = 0, cameTooEarly } = error.facts;
	if ([401, 403].includes(status) || (cameTooEarly && status !== 503)) throw error;
	const trigger = identifyTrigger(context);
	const now = { error, polls: (failing.get(trigger)?.polls ?? 0) + 1 };
	if (failing.size >= MOST_KEPT) failing.clear();
	failing.set(trigger, now);
	if (now.polls < FEW) throw error;
	return now;
}

/** Lockt could be asked by an ID. */
export function noteAnswer(context: IPollFunctions): void {
	failing.delete(identifyTrigger(context));
}

/** All events could not be had either: it may be any question that Lockt fails at. */
export function noteOutage(context: IPollFunctions, { error }: Failing): void {
	failing.set(identifyTrigger(context), { error, polls: FEW - 1 });
}

/**
 * All that Lockt has may be less than what it would show by an ID: it is asked by that until it surely will not.
 *
 * @throws the error of that question
 */
export function refuseLoss(context: IPollFunctions, { polls, error }: Failing): void {
	if (polls >= MANY) return;
	failing.set(identifyTrigger(context), { polls, error, isShort: true });
	throw error;
}
