import type { IDataObject } from 'n8n-workflow';
import { groupBy } from '../../api/text/groupBy';
import { identifyAccount } from '../../api/guard/account';
import { bareCard, isSameCard } from '../../api/records/card';
import { ask, type LocktContext } from '../../api/client';
import { LocktError, unlessMissing } from '../../api/errors';
import { readOutcome, type EventRecord } from '../../api/records/events';
import { readTrace, type Trace as Holding } from '../../api/records/eventHolder';
import { knownHoldersOf } from '../../api/records/holders';
import { tellsEnabled } from '../../api/records/people';
import { sortWords } from '../../api/text/nameWords';
import { limited } from '../../api/text/limited';
import { unlessAborted } from '../../api/turns/stopping';
import { accountOf, hideKeys } from '../../api/transport';
import { warnOnce } from '../../api/questions/warnings';
import { credential, user } from '../../fields/kinds';
import { readRecords } from '../../fields/records';

/** What an event tells of whoever it is about, and how they fared. */
interface Trace extends Holding {
	/** Who is turned away may have been disabled just now. */
	isDenied: boolean;
}

/** A user as `GET /user` shows it; undefined where Lockt has none, or several. */
type Holder = IDataObject | undefined;

/** So long a user is taken to be as it was read. */
const KEPT_MS = 5 * 60_000;

/** Beyond it, those that were read first are forgotten. */
const MOST_KEPT = 2_000;

/** With more cards than this in a poll, all credentials and users are read at once. */
const FEW = 20;

/** No event waits longer. */
const PATIENCE_MS = 5_000;

/** Who was found, by account and trace. */
const kept = new Map<string, { at: number; holder: Holder }>();

/**
 * Who events are about: the holder of the card or, where there is none, the only user with the name. Each
 * is asked for once in a poll, and kept for some minutes.
 *
 * @returns in the order of the events; undefined where it is nobody for sure, or could not be found out,
 * of which n8n's log is told
 */
export async function findHolders(context: LocktContext, events: EventRecord[]): Promise<Holder[]> {
	const account = JSON.stringify(identifyAccount(await accountOf(context)));
	const keyOf = (trace: Trace) =>
		JSON.stringify([account, trace.card, ...(trace.card ? [] : [trace.name, trace.id])]);
	const traces = events.map((event): Trace => {
		return { ...readTrace(event), isDenied: readOutcome(event) === 'denied' };
	});
	const found = new Map<string, Holder>();
	const wanted = new Map<string, Trace>();
	for (const trace of traces) {
		const key = keyOf(trace);
		const known = isUsual(trace) ? recallHolder(key) : undefined;
		if (known && isOf(trace, known.holder)) found.set(key, known.holder);
		else if (trace.card || trace.name || trace.id) wanted.set(key, trace);
	}
	const learn = (trace: Trace, holder: Holder) => {
		found.set(keyOf(trace), holder);
		keepHolder(keyOf(trace), holder);
	};
	for (const key of wanted.keys()) found.delete(key);
	await tryToFind(context, [...wanted.values()], learn);
	return traces.map((trace) => {
		const holder = found.get(keyOf(trace));
		return isOf(trace, holder) ? holder : undefined;
	});
}

/** A name alone is not worth reading all users for each time. */
const isUsual = ({ card, isDenied }: Trace) => !card || !isDenied;

/**
 * Whether a user can be whom an event names: a card may have been given to somebody else meanwhile. Of a card alone
 * that cannot be told; an event names whoever had the card. Reference, /events.
 */
function isOf({ name, id }: Trace, holder: Holder): boolean {
	if (!holder) return true;
	if (id !== undefined && Number(holder.id) !== id) return false;
	if (name === '') return id !== undefined;
	return user.names(holder).some((own) => isSameName(sortWords(own), name));
}

/** One of them may have initials more; what is a word more is another name. */
function isSameName(one: string, other: string): boolean {
	const [some, more] = [one, other]
		.map((name) => name.split(' '))
		.sort((a, b) => a.length - b.length);
	const further = more!.filter((word) => !some!.includes(word));
	const hasAll = some!.every((word) => more!.includes(word));
	return (
		one === other || (some!.length > 1 && hasAll && further.every((word) => word.length === 1))
	);
}

function recallHolder(key: string): { holder: Holder } | undefined {
	const known = kept.get(key);
	const age = Date.now() - (known?.at ?? 0);
	return age >= 0 && age < KEPT_MS ? known : undefined;
}

function keepHolder(key: string, holder: Holder): void {
	kept.delete(key);
	kept.set(key, { at: Date.now(), holder });
	const [first] = kept.keys();
	if (kept.size > MOST_KEPT) kept.delete(first!);
}

type Learn = (trace: Trace, holder: Holder) => void;

/** Looks them up; what fails or takes long holds no event back. */
async function tryToFind(context: LocktContext, wanted: Trace[], learn: Learn): Promise<void> {
	const cards = wanted.filter(({ card }) => card !== '');
	// Of a number nobody can ask: it may be that of several cards.
	const cannotAsk = cards.length < wanted.length || cards.some(({ card }) => card !== `${card}`);
	const readsAll = cannotAsk || cards.length > FEW;
	const find = () =>
		readsAll ? findAmongAll(context, wanted, learn) : findByCards(context, cards, learn);
	const tooLong = () => new LocktError('it takes too long', '');
	try {
		if (wanted.length > 0) await unlessAborted(find, AbortSignal.timeout(PATIENCE_MS), tooLong);
	} catch (error) {
		const { message } = (await hideKeys(context, error)) as Error;
		warnOnce(
			context,
			`people could not be looked up, so that events come without what 'Add Person' adds: ${message}`,
		);
	}
}

async function findByCards(context: LocktContext, wanted: Trace[], learn: Learn): Promise<void> {
	const inTurn = limited(3);
	const users = new Map<number, Promise<Holder>>();
	const readUser = async (id: number) => {
		const list = await unlessMissing(readRecords(context, user, { query: { id } }, ask));
		return list?.find((one) => one.id === id);
	};
	const find = async (trace: Trace) => {
		const query = { card_num: trace.card };
		const cards = await unlessMissing(readRecords(context, credential, { query }, ask));
		const id = findHolderId(cards ?? [], trace.card);
		if (id !== undefined && !users.has(id)) users.set(id, readUser(id));
		learn(trace, id === undefined ? undefined : await users.get(id));
	};
	await Promise.all(wanted.map((trace) => inTurn(() => find(trace))));
}

async function findAmongAll(context: LocktContext, wanted: Trace[], learn: Learn): Promise<void> {
	const users = withoutEnabled(await readRecords(context, user, {}, ask));
	const hasCards = wanted.some(({ card }) => card !== '');
	const cards = hasCards ? await readRecords(context, credential, {}, ask) : [];
	const byId = new Map(users.map((one) => [one.id, one]));
	const byName = groupBy(users, (one) =>
		[...new Set(user.names(one).map(sortWords))].filter(Boolean),
	);
	const byCard = groupBy(cards, ({ card_num }) => [bareCard(card_num)]);
	const findUnnamed = ({ name, id }: Trace) => {
		if (id !== undefined) return byId.get(id);
		const namesakes = byName.get(name) ?? [];
		return namesakes.length === 1 ? namesakes[0] : undefined;
	};
	for (const trace of wanted) {
		const { card } = trace;
		const same = byCard.get(bareCard(card)) ?? [];
		learn(trace, card ? byId.get(findHolderId(same, card)) : findUnnamed(trace));
	}
}

/** Who is disabled is not told by a list that says so of everybody: see `tellsEnabled`. */
function withoutEnabled(users: IDataObject[]): IDataObject[] {
	return tellsEnabled(users) ? users : users.map((one) => ({ ...one, enabled: undefined }));
}

/** The ID of the only user who holds a card. */
function findHolderId(cards: IDataObject[], card: string | number): number | undefined {
	const same = cards.filter(({ card_num }) => isSameCard(card_num, card));
	const ids = new Set(same.flatMap((one) => knownHoldersOf(one) ?? []).map(Number));
	return ids.size === 1 ? [...ids][0] : undefined;
}
