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
			const risks =
				(await watch?.(record, lookups, isSeen).catch((error: unknown) =>
					unseen(error as Error),
				)) ?? [];
			return risks.filter(({ kind }) => !isSeen(kind));
		}),
	);
}

/** A record that could not be read beforehand cannot be compared. */
export const UNSEEN = 'is not seen beforehand';

/** @param open what is said to be open of it */
export const unseen = (
	error: Error,
	open = 'whether it was done, or anything else was changed',
): Risk[] => [{ kind: UNSEEN, open, showsNothing: true, check: () => Promise.reject(error) }];

/** Those risks that are looked at, by place: the first few of each kind whose records are done, and all that show nothing of others. */
export function chooseFew(risks: Risk[][], outcomes: Outcome[]): Risk[][] {
	const counts = new Map<string, number>();
	return risks.map((all, place) => {
		if (outcomes[place]!.kind !== 'done') return [];
		return all.filter((risk) => {
			if (risk.showsNothing) return true;
			const count = (counts.get(risk.kind) ?? 0) + 1;
			counts.set(risk.kind, count);
			return count <= (risk.oneShows ? 1 : FEW);
		});
	});
}

/** The next few of each kind of which the first could not be compared. */
export function chooseNext(
	risks: Risk[][],
	outcomes: Outcome[],
	looked: Array<{ risk: Risk; isOpen?: boolean }>,
): Risk[][] {
	const telling = looked.filter(({ isOpen, risk }) => !isOpen && !risk.showsNothing);
	const told = new Set(telling.map(({ risk }) => risk.kind));
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
