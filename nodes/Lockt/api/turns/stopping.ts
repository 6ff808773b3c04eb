import { LocktError } from '../errors';

/** What is said of a request that is not made any more. */
export const notSentError = () =>
	new LocktError('Not sent, as the execution was stopped', 'Run this item again');

/** What is said of a request that had been made when the execution was stopped. */
export const stoppedError = () =>
	new LocktError(
		'The execution was stopped before Lockt had answered',
		'Look in Lockt whether it was done, before you run it again',
		{ mayHaveArrived: true },
	);

/**
 * Does some work and returns its result, but waits for it no longer than until the signal: what
 * never ends holds nobody up. After the signal it is not even begun.
 *
 * @throws what `why` makes, at the signal
 */
export async function unlessAborted<T>(
	work: () => Promise<T>,
	signal: AbortSignal | undefined,
	why: () => LocktError,
): Promise<T> {
	if (!signal) return work();
	if (signal.aborted) throw why();
	let giveUp = (): void => undefined;
	const aborted = new Promise<never>((_, reject) => {
		giveUp = () => {
			reject(why());
		};
		signal.addEventListener('abort', giveUp);
	});
	try {
		return await Promise.race([work(), aborted]);
	} finally {
		signal.removeEventListener('abort', giveUp);
	}
}
