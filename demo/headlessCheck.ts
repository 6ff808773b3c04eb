import type { Demo } from './demo';
import type { Mail } from './mailbox';

/** n8n polls once a minute; twice that and a little for the start. */
const TIME_LIMIT_MS = 150_000;

/**
 * Has somebody turned away at a door and waits for the mail about it.
 *
 * @throws when none came within the time limit, with what can be known of the reason
 */
export async function headlessCheck({ emulator, mailbox, n8n, workflowId }: Demo): Promise<Mail> {
	emulator.tryDoor('denied');
	try {
		return await mailbox.first(AbortSignal.timeout(TIME_LIMIT_MS), ({ subject }) =>
			subject.startsWith('Access denied: '),
		);
	} catch (error) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await n8n.rest<{ results: Array<{ status: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		);
		const statuses = results.map(({ status }) => status).join(', ');
		throw new Error(
			`No mail arrived within ${TIME_LIMIT_MS / 1000} s. ` +
				`n8n asked the emulator ${emulator.journal.length} times and ran the workflow ` +
				`${results.length} times${statuses && ` (${statuses})`}.`,
			{ cause: error },
		);
	}
}
