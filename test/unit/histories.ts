import type { EventRecord } from '../../nodes/Lockt/api/records/events';
import { ask, take, type Ask } from '../../nodes/Lockt/trigger/decisions/events';
import {
	isEventsState,
	seed,
	type EventsState,
} from '../../nodes/Lockt/trigger/decisions/eventsMemory';
import { decodeIds } from '../../nodes/Lockt/trigger/decisions/ledger';

/**
 * A building, Lockt's view of it, and a trigger that polls, all in model time. A script of numbers
 * decides what happens: late, reordered and doubled events, answers that are cut off or lag behind,
 * polls that fail, take long or run out of time, restarts, and IDs that start anew.
 */
export interface World {
	/** Lockt starts at the ID asked for, rather than after it. */
	inclusive: boolean;
	/** Lockt answers with the oldest ones when there are more than this. */
	cap?: number;
	/** Lockt has no more events than this. */
	keeps: number;
	/** Some events show late, by less than the overlap or by more. */
	late: boolean;
	/** Some answers are those of a little while ago. */
	lags: boolean;
	/** IDs may start anew. */
	resets: boolean;
	/**
	 * How Lockt tells times: as moments, as the clock of the site shows them now, whatever it showed then, or
	 * as moments of which its own is there a while after the event.
	 */
	times?: 'moments' | 'byOffsetOfNow' | 'late';
	/** n8n stores every state, rather than those that put something out. */
	durable: boolean;
	/** Each second event passes the filters. */
	filtered: boolean;
	ledger: number;
}

interface Happened {
	/** Never the same, though IDs may be. */
	uid: number;
	epoch: number;
	id: number;
	/** When it happened. */
	at: number;
	/** From when on Lockt shows it. */
	visible: number;
	/** After a poll that had seen all there was. */
	counts: boolean;
	/** When an answer first showed a newer one. */
	overtaken?: number;
	emitted: number;
	/** The trigger was shown it in time and must have put it out. */
	due: boolean;
}

export interface Outcome {
	happened: Happened[];
	/** What the trigger was told of and put out none of, though it had to. */
	lost: Happened[];
	repeated: Happened[];
	/** An event after the end of the script is put out. */
	alive: boolean;
	/** The most events the state spoke of. */
	largest: number;
	resets: number;
	/** The model, for what else is to be checked. */
	states: EventsState[];
}

/** More often than twice a year, so that a history has it. */
const CLOCK_CHANGES = 2 * 3_600_000;

const OVERLAP = 300_000;
export const PAGE = 5;

/** Lets the script happen to the world. */
export function play(world: World, script: number[]): Outcome {
	const lagging = world.lags;
	let now = Date.UTC(2026, 0, 1);
	let epoch = 0;
	let lastId = 0;
	let synced = false;
	/** By which numbering the trigger goes. */
	let follows = 0;
	let resets = 0;
	let largest = 0;
	const happened: Happened[] = [];
	const past: Happened[][] = [];
	const states: EventsState[] = [];
	let kept: Happened[] = [];
	let current: EventsState | undefined;
	let stored: { state: EventsState; epoch: number } | undefined;
	let starting = true;

	let at = 0;
	const next = (below: number) => (script[at++] ?? 0) % below;

	const happen = (count: number) => {
		for (let n = 0; n < count; n++) {
			lastId += 1 + next(4);
			const delays = [0, 0, 0, 60_000, OVERLAP - 60_000, OVERLAP * 2];
			const one: Happened = {
				uid: happened.length,
				epoch,
				id: lastId,
				at: now,
				visible: now + (world.late ? delays[next(delays.length)]! : 0),
				counts: synced,
				emitted: 0,
				due: false,
			};
			happened.push(one);
			kept = [...kept, one].slice(-world.keeps);
		}
	};

	const answer = (asked: Ask, view: Happened[]): [Happened[], EventRecord[]] => {
		const from = Number(asked.from ?? 0);
		let found = view.filter(({ id }) => (world.inclusive ? id >= from : id > from));
		if (asked.from !== undefined) found = found.slice(0, world.cap);
		const highest = found.at(-1)?.id ?? 0;
		for (const one of kept) {
			if (one.id < highest && found.some(({ epoch }) => epoch === one.epoch)) {
				one.overtaken ??= now;
			}
		}
		const shown = next(3) === 0 ? [...found, ...found] : found;
		const turn = next(shown.length + 1);
		const order = [...shown.slice(turn), ...shown.slice(0, turn)];
		if (next(2)) order.reverse();
		return [found, order.map(tell)];
	};

	const tell = ({ id, uid, at }: Happened): EventRecord => {
		const what = { id, uid, device: 'Main Entrance', card_num: String(uid) };
		const moment = new Date(at).toISOString();
		if (world.times === 'byOffsetOfNow') {
			const offset = Math.floor(now / CLOCK_CHANGES) % 2 === 0 ? 2 : 1;
			const local = new Date(at + offset * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
			return { ...what, event_time: local, db_time: local };
		}
		const isLate = world.times === 'late' && now < at + 90_000;
		const taken = new Date(at + (uid % 4) * 7_000).toISOString();
		return { ...what, event_time: moment, db_time: isLate ? '' : taken };
	};

	const poll = (trouble: 'none' | 'fails' | 'slow' | 'hurried') => {
		const lag = world.lags && next(4) === 0 ? 1 + next(OVERLAP / 2) : 0;
		const moment = now - lag;
		const view = (lag > 0 ? (past[next(past.length + 1)] ?? kept) : kept).filter(
			(one) => one.epoch === epoch && one.visible <= moment,
		);
		const asksBefore = trouble === 'fails' ? next(3) : trouble === 'hurried' ? 1 + next(2) : 20;

		if (!current) {
			if (trouble === 'fails') return;
			current = seed(answer({ pages: 0 }, view)[1], now);
			follows = epoch;
			stored = { state: current, epoch };
			synced = lag === 0;
			starting = false;
			return;
		}
		let state = current;
		let wish: Ask | undefined = ask(state, now, { overlap: OVERLAP });
		const fresh: EventRecord[] = [];
		let wasReset = false;
		for (let asks = 0; wish !== undefined; asks++) {
			if (asks >= asksBefore) {
				if (trouble === 'fails') return;
				break;
			}
			const [, events] = answer(wish, view);
			const asked = now;
			// Things happen while an answer is on its way. Another poll that starts now has to wait.
			if (trouble === 'slow') {
				now += 20_000;
				happen(next(2));
			}
			const step = take(state, wish, events, asked, {
				overlap: OVERLAP,
				page: PAGE,
				ledger: world.ledger,
			});
			if (step.renumbered) wasReset = true;
			fresh.push(...step.fresh);
			state = step.state;
			wish = step.next;
			if (asks > 18) throw new Error('It asks for ever');
		}
		if (trouble === 'fails' && asksBefore > 0 && next(2)) return;

		const wanted = fresh.filter(({ uid }) => !world.filtered || (uid as number) % 2 === 0);
		for (const { uid } of wanted) happened[uid as number]!.emitted++;
		current = JSON.parse(JSON.stringify(state)) as EventsState;
		if (!isEventsState(current)) throw new Error(`It cannot read its own ${JSON.stringify(state)}`);
		states.push(current);
		if (wasReset) resets++;
		const ids = decodeIds(current.seen, BigInt(current.floor));
		largest = Math.max(largest, current.seen.length);
		const complete = wish === undefined && !current.behind;
		if (complete) {
			for (const one of view) {
				const since = lagging ? now : one.visible;
				const inTime = one.overtaken === undefined || since <= one.overtaken + OVERLAP;
				if (one.counts && inTime && (!world.filtered || one.uid % 2 === 0)) one.due = true;
			}
			const newest = view.reduce((top, { id }) => Math.max(top, id), 0);
			if (lag === 0 && Number(ids.at(-1) ?? 0) === newest) {
				synced = true;
				follows = epoch;
			}
		}
		if (wanted.length > 0 || world.durable || starting) stored = { state: current, epoch: follows };
		starting = false;
	};

	const restart = () => {
		if (stored && stored.epoch !== epoch) {
			// It forgets that the IDs started anew; what it had seen of them since then counts for nothing.
			synced = false;
			for (const one of happened) if (one.emitted === 0) one.counts = false;
		}
		current = stored?.state;
		follows = stored?.epoch ?? 0;
		starting = true;
	};

	const startAnew = () => {
		epoch++;
		lastId = 0;
		kept = [];
		past.length = 0;
		synced = false;
		happen(next(3));
	};

	const step = () => {
		now += [20_000, 60_000, 60_000, 60_000, 120_000, OVERLAP, OVERLAP * 3][next(7)]!;
		past.push(kept);
		if (past.length > 2) past.shift();
		const what = next(10);
		if (what === 0) poll('fails');
		else if (what === 1) poll('slow');
		else if (what === 2) poll('hurried');
		else if (what === 3) restart();
		else if (what === 4 && world.resets && next(4) === 0) startAnew();
		else if (what <= 5) happen(1 + next(2 * PAGE));
		else {
			if (what <= 7) happen(next(3));
			poll('none');
		}
	};
	while (at < script.length) step();

	// However it was, afterwards it goes on.
	const { late, lags } = world;
	Object.assign(world, { late: false, lags: false });
	for (let n = 0; n < 4; n++) {
		now += OVERLAP * 3;
		poll('none');
	}
	happen(2);
	now += 60_000;
	poll('none');
	const alive = happened
		.slice(-2)
		.every(({ emitted, uid }) => emitted === 1 || (world.filtered && uid % 2 === 1));
	Object.assign(world, { late, lags });

	return {
		happened,
		lost: happened.filter(({ due, emitted }) => due && emitted === 0),
		repeated: happened.filter(({ emitted }) => emitted > 1),
		alive,
		largest,
		resets,
		states,
	};
}
