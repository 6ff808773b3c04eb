import { setImmediate as turn } from 'node:timers/promises';

/** Waits for something to be so and, after that, until whatever needs no answer from outside is done. */
export async function idle(isSo = () => true): Promise<void> {
	while (!isSo()) await turn();
	for (let n = 0; n < 100; n++) await turn();
}
