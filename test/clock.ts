/**
 * The clock of a test file, so that no test waits for real time: n8n's `sleep`, by which the nodes wait
 * between attempts, takes a hundredth of the time and puts the clock forward by the rest. To be
 * imported before what sleeps.
 */
const PACE = 100;

const machine = Date.now.bind(Date);
/** In the evening it is the next morning: what is said once a day would be said twice over midnight. */
const MORNING_MS = new Date(machine()).getUTCHours() >= 16 ? 14 * 3_600_000 : 0;
/** How much later it is than on the machine, in milliseconds. */
let ahead = MORNING_MS;
/** The moment at which the clock stands still, once a test has set it. */
let still: number | undefined;

Date.now = () => still ?? machine() + ahead;

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => {
		await new Promise((resolve) => setTimeout(resolve, ms / PACE));
		// The clock of a machine tells whole milliseconds.
		if (still === undefined) ahead += Math.round(ms * (1 - 1 / PACE));
		else still += Math.round(ms);
	},
}));

afterEach(() => {
	ahead = MORNING_MS;
	still = undefined;
});

/** It runs until a test sets it, and again in the next test. */
export const clock = {
	now: () => new Date(Date.now()),

	/** From now on it is this moment. */
	set: (at: Date) => {
		still = at.getTime();
	},

	/** From now on it is so many minutes later. */
	wait: (minutes: number) => {
		still = Date.now() + minutes * 60_000;
	},
};
