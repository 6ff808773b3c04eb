import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { stoppedError, unlessAborted } from '../api/turns/stopping';
import { cancelSignalOf } from '../api/transport';

/** When it is looked again, after what is not as it was to be: a read may lag behind, from a cache or a copy. */
export const AGAIN_MS = [1_000, 3_000, 10_000];

/** @returns whether the time has passed; false when the execution was stopped meanwhile */
export function waitUnlessStopped(context: IExecuteFunctions, ms: number): Promise<boolean> {
	return unlessAborted(() => sleep(ms), cancelSignalOf(context), stoppedError).then(
		() => true,
		() => false,
	);
}
