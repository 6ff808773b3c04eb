import { setTimeout as sleep } from 'node:timers/promises';
import { addActiveWorkflow, addCredential, type N8n, type WorkflowFile } from '../../demo/n8n';
import type { Stops } from '../../demo/stops';
import { startEmulator, type Emulator } from '../../emulator/server';
import { startCatcher, type Catcher } from './catcher';

/** Where events come from, and where they end. */
export interface Ends {
	emulator: Emulator;
	catcher: Catcher;
}

export async function startEnds(stops: Stops): Promise<Ends> {
	const emulator = await startEmulator();
	stops.push(emulator.stop);
	const catcher = await startCatcher();
	stops.push(catcher.stop);
	return { emulator, catcher };
}

/** What n8n needs in its environment so that a delivery says which process it comes from. */
export function named(name: string): Record<string, string> {
	return { LOCKT_TRIAL_PROCESS: name, N8N_BLOCK_ENV_ACCESS_IN_NODE: 'false' };
}

/** Publishes a workflow that delivers every event to the catcher. @returns its ID */
export async function addDelivery(
	n8n: N8n,
	{ emulator, catcher }: Ends,
	{
		everySeconds,
		triggerOn = 'doorEvent',
		options = {},
	}: { everySeconds: number; triggerOn?: string; options?: Record<string, string> },
): Promise<string> {
	const lockt = await addCredential(n8n, 'Building', 'locktApi', emulator.credential);
	const workflow: WorkflowFile = {
		name: 'Deliver every event',
		nodes: [
			{
				id: 'a',
				name: 'Lockt Trigger',
				type: 'n8n-nodes-lockt.locktTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: { pollTimes: pollTimes(everySeconds), triggerOn: [triggerOn], options },
			},
			{
				id: 'b',
				name: 'Deliver',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [240, 0],
				parameters: {
					method: 'POST',
					url: catcher.url,
					sendBody: true,
					specifyBody: 'json',
					jsonBody:
						'={{ { id: $json.eventId, time: $json.time, redelivered: $json.redelivered, ' +
						'execution: $execution.id, by: $env.LOCKT_TRIAL_PROCESS } }}',
				},
			},
		],
		connections: { 'Lockt Trigger': { main: [[{ node: 'Deliver', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
	return addActiveWorkflow(n8n, workflow, (type) =>
		type.startsWith('n8n-nodes-lockt.') ? lockt : undefined,
	);
}

/** n8n allows no schedule shorter than a minute, and any number of schedules. */
function pollTimes(everySeconds: number) {
	const item = [];
	for (let second = 0; second < 60; second += everySeconds) {
		item.push({ mode: 'custom', cronExpression: `${second} * * * * *` });
	}
	return { item };
}

/** Waits for something to be so. @throws when it takes far too long */
export async function until(
	what: string,
	isSo: () => boolean,
	{ everyMs = 50, timeoutMs = 180_000 } = {},
): Promise<void> {
	const end = Date.now() + timeoutMs;
	while (!isSo()) {
		if (Date.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${what}`);
		await sleep(everyMs);
	}
}
