import type { IDataObject } from 'n8n-workflow';
import { identifyAccount } from '../../api/guard/account';
import { readCard } from '../../api/records/card';
import { ask, type LocktContext } from '../../api/client';
import { LocktError, unlessMissing } from '../../api/errors';
import { readOutcome, type EventRecord } from '../../api/records/events';
import { recordsWithin } from '../../api/records/forms';
import { limited } from '../../api/text/limited';
import { unlessAborted } from '../../api/turns/stopping';
import { accountOf, hideKeys } from '../../api/transport';
import { warnOnce } from '../../api/questions/warnings';
import { credential, user } from '../../fields/kinds';
import { comparable, readRecords } from '../../fields/records';

/** What an event tells of whoever it is about. */
interface Trace {
	card: string;
	name: string;
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
		JSON.stringify([account, trace.card, trace.card ? '' : trace.name]);
	const traces = events.map(readTrace);
	const found = new Map<string, Holder>();
	const wanted = new Map<string, Trace>();
	for (const trace of traces) {
		const key = keyOf(trace);
		const known = isUsual(trace) ? recallHolder(key) : undefined;
		if (known && isOf(trace, known.holder)) found.set(key, known.holder);
		else if (trace.card || trace.name) wanted.set(key, trace);
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

function readTrace(event: EventRecord): Trace {
	return {
		card: readCard(event.card_num),
		name: comparable('name', event.user),
		isDenied: readOutcome(event) === 'denied',
	};
}

/** A name alone is not worth reading all users for each time. */
const isUsual = ({ card, isDenied }: Trace) => !card || !isDenied;

/** Whether a user can be whom an event names: a card may have been given to somebody else meanwhile. */
function isOf({ name }: Trace, holder: Holder): boolean {
	if (!holder || name === '') return true;
	const own = wordsOf(comparable('name', user.names(holder)[0]));
	const named = wordsOf(name);
	return [...own].every((word) => named.has(word)) || [...named].every((word) => own.has(word));
}

const wordsOf = (name: string) => new Set(name.split(/[\s,]+/).filter(Boolean));

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
	const readsAll = cards.length < wanted.length || cards.length > FEW;
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
	const users = await readRecords(context, user, {}, ask);
	const hasCards = wanted.some(({ card }) => card !== '');
	const cards = hasCards ? await readRecords(context, credential, {}, ask) : [];
	const byId = new Map(users.map((one) => [one.id, one]));
	const byName = groupBy(users, (one) =>
		[...new Set(user.names(one).map((name) => comparable('name', name)))].filter(Boolean),
	);
	const byCard = groupBy(cards, ({ card_num }) => [comparable('card_num', card_num)]);
	for (const trace of wanted) {
		const { card, name } = trace;
		const namesakes = byName.get(name) ?? [];
		const byItsName = namesakes.length === 1 ? namesakes[0] : undefined;
		learn(trace, card ? byId.get(findHolderId(byCard.get(card) ?? [], card)) : byItsName);
	}
}

function groupBy(records: IDataObject[], keysOf: (one: IDataObject) => string[]) {
	const groups = new Map<string, IDataObject[]>();
	for (const one of records) {
		for (const key of keysOf(one)) {
			const group = groups.get(key);
			if (group) group.push(one);
			else groups.set(key, [one]);
		}
	}
	return groups;
}

/** The ID of the only user who holds a card. */
function findHolderId(cards: IDataObject[], card: string): number | undefined {
	const same = cards.filter(({ card_num }) => comparable('card_num', card_num) === card);
	const ids = new Set(same.flatMap((one) => recordsWithin(one.user)).map(({ id }) => Number(id)));
	return ids.size === 1 ? [...ids][0] : undefined;
}
