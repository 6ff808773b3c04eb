import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { stoppedError, unlessAborted } from '../api/turns/stopping';
import { cancelSignalOf } from '../api/transport';

/** @returns whether the time has passed; false when the execution was stopped meanwhile */
export function waitUnlessStopped(context: IExecuteFunctions, ms: number): Promise<boolean> {
	return unlessAborted(() => sleep(ms), cancelSignalOf(context), stoppedError).then(
		() => true,
		() => false,
	);
}
