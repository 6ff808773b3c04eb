const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
const REPLAY = { afterCrash: 'replay' };

/** How n8n polls, and what the trigger does after a crash. */
export interface Mode {
	title: string;
	env: Record<string, string>;
	options: Record<string, string>;
}

export const MODES: Record<string, Mode> = {
	default: { title: 'Default, Skip', env: {}, options: {} },
	replay: { title: 'Default, Replay Last Batch', env: {}, options: REPLAY },
	durable: { title: 'Durable, Skip', env: DURABLE, options: {} },
	durableReplay: { title: 'Durable, Replay Last Batch', env: DURABLE, options: REPLAY },
};
