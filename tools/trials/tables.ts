import { FATES, type Outcome } from './kill';
import type { QueueOutcome } from './queue';
import type { Weather } from './weather';

/** How often each fate, by mode. */
export function killTable(outcomes: Outcome[]): string {
	const rows = outcomes.map(({ mode, kills, fates }) => [
		mode.title,
		String(kills),
		String(fates.length),
		...Object.keys(FATES).map((fate) => String(fates.filter((one) => one === fate).length)),
	]);
	return table(['n8n, "After a Crash"', 'Kills', 'Events', ...Object.values(FATES)], rows);
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

/** A row for each scene. */
export function weatherTable(outcomes: Weather[]): string {
	return table(
		['Scene', 'n8n', 'Events', 'Arrived', 'Marked', 'Lost', 'Repeated unmarked', 'Unasked'],
		outcomes.map(({ title, mode, asked, arrived, marked, lost, repeated, unasked }) => [
			title,
			mode.title.split(',')[0]!,
			...[asked, arrived, marked, lost, repeated, unasked].map(String),
		]),
	);
}
