/** What is looked at less often than events are asked for, as Lockt's answer is large. */
export interface Looks {
	/** The minute of the last time. */
	looked: number;
}

/** Whether the last time is so many minutes ago. */
export function isDue({ looked }: Looks, minutes: number, now: number): boolean {
	const since = Math.floor(now / 60_000) - looked;
	return since < 0 || since >= minutes;
}
