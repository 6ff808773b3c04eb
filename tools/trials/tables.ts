import { DELAYS, FATES, SIGNALS, type Fate, type Outcome } from './kill';
import type { QueueOutcome } from './queue';

/** How often each fate, and at which delay which one. */
export function killTables(outcomes: Outcome[]): string {
	const sums = outcomes.flatMap(({ mode, trials, others }) => [
		...SIGNALS.map((signal) => [
			mode.title,
			signal,
			...counts(trials.filter((trial) => trial.signal === signal).map(({ fate }) => fate)),
		]),
		[mode.title, 'none', ...counts(others)],
	]);
	const columns = outcomes.flatMap((outcome) => SIGNALS.map((signal) => ({ outcome, signal })));
	const byDelay = DELAYS.map((delay) => [
		`${delay} ms`,
		...columns.map(({ outcome, signal }) =>
			outcome.trials
				.filter((trial) => trial.signal === signal && trial.delay === delay)
				.map(({ fate }) => FATES[fate])
				.join(),
		),
	]);
	const titles = columns.map(({ outcome, signal }) => `${outcome.mode.title}: ${signal}`);
	return [
		table(['n8n, "After a Crash"', 'Signal', ...Object.values(FATES)], sums),
		table(['After the poll', ...titles], byDelay),
	].join('\n\n');
}

function counts(fates: Fate[]): string[] {
	return Object.keys(FATES).map((fate) => String(fates.filter((one) => one === fate).length));
}

function table(head: string[], rows: string[][]): string {
	return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** How often events arrived, and which process ran how many executions. */
export function queueTable({ events, deliveries }: QueueOutcome): string {
	const times = new Map(events.map((event) => [event, 0]));
	for (const { id } of deliveries) times.set(id, (times.get(id) ?? 0) + 1);
	const having = (fits: (times: number) => boolean) =>
		String([...times.values()].filter(fits).length);
	const processes = [...new Set(deliveries.map(({ by }) => by))].sort();
	return [
		table(
			['Events', 'Once', 'Lost', 'Repeated'],
			[
				[
					String(events.length),
					having((n) => n === 1),
					having((n) => n === 0),
					having((n) => n > 1),
				],
			],
		),
		table(
			['Run by', 'Executions', 'Events'],
			processes.map((name) => {
				const own = deliveries.filter(({ by }) => by === name);
				const executions = new Set(own.map(({ execution }) => execution));
				return [name, String(executions.size), String(own.length)];
			}),
		),
	].join('\n\n');
}
