import type { Outcome } from '../api/answers/notDone';
import type { Lookups } from '../fields/lookups';
import type { Batch } from './batches';
import type { Call, Risk } from './plans';

/** Of each call of a run, the kinds of risk that have been seen to go well: once is enough. */
export type Seen = Set<string>;

/** So many of a request show for all of it how Lockt takes what is of one kind. */
const FEW = 5;

/**
 * What may go wrong with each record of a batch. What cannot be seen beforehand cannot be compared afterwards, which
 * the item then says: to take access off must not hang on it.
 */
export function findRisks({ call, jobs }: Batch, lookups: Lookups, seen: Seen): Promise<Risk[][]> {
	const isSeen = (kind: string) => seen.has(keyOf(call, kind));
	return Promise.all(
		jobs.map(async ([job]) => {
			const { watch, record } = job!.plan;
			const risks = (await watch?.(record, lookups, isSeen).catch(unseen)) ?? [];
			return risks.filter(({ kind }) => !isSeen(kind));
		}),
	);
}

/** What is said to be open of a record that could not be read beforehand. */
export const unseen = (error: Error): Risk[] => [
	{
		kind: 'is not seen beforehand',
		open: 'whether anything else was changed',
		check: () => Promise.reject(error),
	},
];

/** Those risks that are looked at, by place: the first few of each kind whose records are done. */
export function chooseFew(risks: Risk[][], outcomes: Outcome[]): Risk[][] {
	const counts = new Map<string, number>();
	return risks.map((all, place) => {
		if (outcomes[place]!.kind !== 'done') return [];
		return all.filter((risk) => {
			const kind = risk.showsNothing ? `${risk.kind}, perhaps` : risk.kind;
			const count = (counts.get(kind) ?? 0) + 1;
			counts.set(kind, count);
			return count <= (risk.oneShows && !risk.showsNothing ? 1 : FEW);
		});
	});
}

/** The next few of each kind of which the first could not be compared. */
export function chooseNext(
	risks: Risk[][],
	outcomes: Outcome[],
	looked: Array<{ risk: Risk; isOpen?: boolean }>,
): Risk[][] {
	const told = new Set(looked.filter(({ isOpen }) => !isOpen).map(({ risk }) => risk.kind));
	const counts = new Map<string, number>();
	return risks.map((all, place) => {
		if (outcomes[place]!.kind !== 'done') return [];
		return all.filter((risk) => {
			if (told.has(risk.kind) || looked.some((one) => one.risk === risk)) return false;
			const count = (counts.get(risk.kind) ?? 1) + 1;
			counts.set(risk.kind, count);
			return count <= FEW;
		});
	});
}

export function markSeen({ call }: Batch, { kind }: Risk, seen: Seen): void {
	seen.add(keyOf(call, kind));
}

const keyOf = ({ name }: Call, kind: string) => `${name} ${kind}`;
