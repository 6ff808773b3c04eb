import { tellsEnabled } from '../../api/records/people';
import type { PeopleAnswer, PeopleState, PersonRecord } from './personChanges';

/**
 * Lists that show most people otherwise than before are wrong more often than not: a server may fill in
 * what it did not read, as both examples of the reference do. What they show is waited for, for a day.
 */

/** What is known of people, by their IDs. */
type Known = ReadonlyMap<number, Omit<PersonRecord, 'id'>>;

type Since = Pick<PeopleState, 'off' | 'bare'>;

/** Fewer people than this may all change at once. */
const MANY = 10;
const DAY = 24 * 60;

/** Whether so many of all cannot well have changed at once. */
export const areMost = (some: number, all: number) => some >= MANY && some * 2 > all;

/** Since which minute something is doubted, by that of before; 0 for not at all. */
export function doubtSince(before: number | undefined, isDoubtful: boolean, minute: number) {
	return isDoubtful ? Math.min(before || minute, minute) : 0;
}

/** Whether what is doubted since a minute is not believed yet: 0 is long ago. */
export const isWaitedFor = (since: number, minute: number) => minute - since < DAY;

/** Whether a list tells who is enabled: of several, one is. */
export function showsEnabled(users: PersonRecord[]): boolean {
	return tellsEnabled(users.filter(({ enabled }) => enabled !== undefined));
}

/** What the lists say of people, without what is not to be believed of it; and since when that is so. */
export function believe(
	known: Known,
	{ users, privileged = [] }: Pick<PeopleAnswer, 'users' | 'privileged'>,
	before: Since,
	minute: number,
): { since: Since; users: PersonRecord[]; privileged: PersonRecord[] } {
	const off = doubtSince(before.off, areDisabled(known, users), minute);
	const bare = doubtSince(before.bare, areBare(known, users), minute);
	const doubtsDisabled = !showsEnabled(users) || isWaitedFor(off, minute);
	const doubtsBare = isWaitedFor(bare, minute);
	const leaveOut = (list: PersonRecord[], isDisabled: boolean) =>
		list.map(({ enabled, levels, ...record }) => ({
			...record,
			enabled: isDisabled && enabled === false ? undefined : enabled,
			levels: doubtsBare && levels === '' ? undefined : levels,
		}));
	return {
		since: { off: off || undefined, bare: bare || undefined },
		users: leaveOut(users, doubtsDisabled),
		privileged: leaveOut(privileged, doubtsDisabled || !showsEnabled(privileged)),
	};
}

/** Whether most of those who were enabled are shown as disabled. */
function areDisabled(known: Known, users: PersonRecord[]): boolean {
	const were = users.filter(({ id }) => known.get(id)?.enabled);
	return areMost(were.filter(({ enabled }) => enabled === false).length, were.length);
}

/** Whether most of those who had access levels are shown without any, or all of several who may have some. */
function areBare(known: Known, users: PersonRecord[]): boolean {
	const had = users.filter(({ id }) => known.get(id)?.levels);
	if (areMost(had.filter(({ levels }) => levels === '').length, had.length)) return true;
	const isOpen = (id: number) =>
		known.size === 0 || (known.has(id) && known.get(id)!.levels !== '');
	const bare = users.filter(({ id, levels }) => levels === '' && isOpen(id));
	return bare.length > 1 && !users.some(({ levels }) => levels);
}
