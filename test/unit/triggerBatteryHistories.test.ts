import fc from '../fastCheck';
import type { BatteryRecord } from '../../nodes/Lockt/api/questions/batteries';
import {
	isBatteriesState,
	judge,
	level,
	mustLookUp,
	recordTold,
	type BatteriesState,
	type BatteryNews,
	type Measure,
} from '../../nodes/Lockt/trigger/decisions/lowBattery';
import { hold } from '../emulator/invariants';
import { runs } from '../runs';

/**
 * Random histories of a few doors and of n8n: levels that rise, fall and are not told; answers without
 * a door; filters and options that change; polls that fail; and restarts that lose what n8n's default
 * engine had not stored, as it stores only when something is put out or published.
 */

const DOORS = [1, 2, 40];
const DAY = 24 * 60;

type Kind = BatteryNews['kind'];

interface Move {
	/** Of each door; undefined where it is missing, null where it does not tell. */
	levels: Array<number | null | undefined>;
	/** Since the move before. */
	minutes: number;
	/** Publishes the workflow anew, with or without telling the doors that are low already. */
	publishes?: { tellFirst: boolean };
	/** The filters from now on: by door, and by what is watched. */
	filters?: { doors: number[]; kinds: Kind[] };
	happens: 'nothing' | 'fails' | 'restarts';
}

const moves = fc.array(
	fc.record<Move>({
		levels: fc.tuple(
			...DOORS.map(() =>
				fc.oneof(
					fc.integer({ min: 0, max: 100 }),
					fc.constantFrom(null, undefined, 0, 10, 10, 20, 21, 25, 26),
				),
			),
		),
		minutes: fc.constantFrom(0, 1, 1, 1, 59, 60, 61, 600, DAY - 1, DAY, 3_000),
		publishes: fc.option(fc.record({ tellFirst: fc.boolean() }), { nil: undefined, freq: 4 }),
		filters: fc.option(
			fc.record({
				doors: fc.subarray(DOORS),
				kinds: fc.constantFrom<Kind[]>(
					['low', 'reminder', 'recovered'],
					['low', 'reminder', 'recovered'],
					['low', 'reminder'],
					['recovered'],
				),
			}),
			{ nil: undefined, freq: 4 },
		),
		happens: fc.constantFrom('nothing', 'nothing', 'nothing', 'fails', 'restarts'),
	}),
	{ minLength: 1, maxLength: 40 },
);

/** A door as whoever reads the news ought to know it, if the trigger knows what Lockt answered. */
interface Known {
	isLow: boolean;
	/** The minute of the last message. */
	told?: number;
	isSilent?: boolean;
	/** The minute from which on no look at all doors found it. */
	missing?: number;
}

/** What must be put out for an answer; and what is known from then on. */
class Model {
	doors = new Map(DOORS.map((id): [number, Known] => [id, { isLow: false }]));
	isNew = true;

	/** @param answer undefined for a door that is not in it; that it is missing only a look at all tells */
	expectNews(
		answer: Map<number, number | null>,
		looksAtAll: boolean,
		{ publishes, tellFirst, remindDays, minute, lets }: Circumstances,
	): string[] {
		const isPublished = this.isNew || publishes;
		this.isNew = false;
		return DOORS.flatMap((id) => {
			const known = this.doors.get(id)!;
			const left = answer.get(id);
			if (left !== undefined) known.missing = undefined;
			else if (looksAtAll && known.isLow) known.missing ??= minute;

			const isGone = known.missing !== undefined && hours(minute) - hours(known.missing) >= 24;
			const hasRecovered = known.isLow && typeof left === 'number' && left > 25;
			if (isGone || hasRecovered) {
				this.doors.set(id, { isLow: false });
				return hasRecovered && lets(id, 'recovered') ? [`${id} recovered`] : [];
			}
			const isLow = typeof left === 'number' && left <= 20;
			known.isLow ||= isLow;
			if (known.isLow && known.told === undefined) {
				if (tellFirst) known.isSilent = false;
				else if (isPublished) known.isSilent = true;
			}
			if (!isLow || known.isSilent) return [];
			const kind = known.told === undefined ? 'low' : 'reminder';
			const isDue = remindDays > 0 && hours(minute) - hours(known.told ?? 0) >= remindDays * 24;
			if (!lets(id, kind) || (kind === 'reminder' && !isDue)) return [];
			known.told = minute;
			return [`${id} ${kind}`];
		});
	}
}

interface Circumstances {
	publishes: boolean;
	tellFirst: boolean;
	remindDays: number;
	minute: number;
	lets: (id: number, kind: Kind) => boolean;
}

const hours = (minute: number) => Math.floor(minute / 60);

/** What whoever reads the news can hold it to, who sees the doors and knows nothing of the trigger. */
class Reader {
	/** When a door was told last, since it was told as recovered. */
	private readonly told = new Map<number, number>();
	/** Doors that may have been forgotten, or have recovered while nobody wanted to hear of it. */
	private readonly mayBeNew = new Set<number>();
	/** Since when a door that was told is full at every poll. */
	private readonly full = new Map<number, number>();
	private readonly missing = new Map<number, number>();

	readNews({ kind, battery: { id, battery_level: left } }: BatteryNews, minute: number): void {
		const before = this.told.get(id);
		if (kind === 'recovered') {
			hold(left !== null && left > 25, `door ${id} is told as recovered at ${left}`);
			this.told.delete(id);
		} else {
			hold(left !== null && left <= 20, `door ${id} is told as low at ${left}`);
			if (kind === 'low') {
				hold(before === undefined || this.mayBeNew.has(id), `door ${id} is told twice`);
			} else {
				hold(minute - before! > DAY - 60, `door ${id} is reminded of too soon`);
			}
			this.told.set(id, minute);
		}
		this.mayBeNew.delete(id);
	}

	/**
	 * @param isAnswered whether a door was in the answer: one that is back between two answers was never seen
	 * @param hears whether the filters would let it through that a door has recovered
	 */
	seeDoors(
		levels: Move['levels'],
		minute: number,
		isAnswered: (id: number) => boolean,
		hears: (id: number) => boolean,
	): void {
		DOORS.forEach((id, n) => {
			const left = levels[n];
			if (isAnswered(id)) this.missing.delete(id);
			else if (left === undefined && !this.missing.has(id)) this.missing.set(id, minute);
			if (minute - (this.missing.get(id) ?? minute) > DAY - 60) this.mayBeNew.add(id);

			const isFull = typeof left === 'number' && left > 25;
			if (isFull && !hears(id)) this.mayBeNew.add(id);
			if (!isFull || !this.told.has(id) || this.mayBeNew.has(id)) this.full.delete(id);
			else if (!this.full.has(id)) this.full.set(id, minute);
			hold(minute - (this.full.get(id) ?? minute) < 60, `door ${id} is full, which is not told`);
		});
	}
}

it('each door is told once while it is low, as soon as the filters let it through', () => {
	fc.assert(
		fc.property(moves, fc.constantFrom(0, 1, 2), (history, remindDays) => {
			let minute = 1_000 * DAY;
			let options: Measure = { threshold: 20, margin: 5, remindDays, tellFirst: true };
			let filters: NonNullable<Move['filters']> = {
				doors: DOORS,
				kinds: ['low', 'reminder', 'recovered'],
			};
			const lets = (id: number, kind: Kind) =>
				filters.doors.includes(id) && filters.kinds.includes(kind);
			let state: BatteriesState | undefined;
			let model = new Model();
			let stored: { state?: BatteriesState; model: Model } = { model: new Model() };
			const reader = new Reader();

			for (const move of history) {
				minute += move.minutes;
				if (move.filters) filters = move.filters;
				const publishes = state === undefined || move.publishes !== undefined;
				options = { ...options, ...move.publishes };
				if (move.happens === 'restarts' && !publishes) {
					({ state, model } = { state: stored.state, model: copyModel(stored.model) });
				}

				const all = DOORS.flatMap((id, n): BatteryRecord[] => {
					const battery_level = move.levels[n];
					return battery_level === undefined ? [] : [{ id, battery_level }];
				});
				const low = all.filter((one) => (one.battery_level ?? 100) <= level(options));
				const looksUp = mustLookUp(state, low, minute * 60_000);
				const read = looksUp ? { all } : { low };
				const judged = judge(state, read, options, publishes, minute * 60_000);
				if (move.happens === 'fails' && !publishes) continue;

				const putOut = judged.news.filter(({ kind, battery }) => lets(battery.id, kind));
				state = JSON.parse(JSON.stringify(recordTold(judged.state, putOut))) as BatteriesState;
				hold(isBatteriesState(state), 'it cannot read its own state');

				const told = putOut.map(({ kind, battery }) => `${battery.id} ${kind}`).sort();
				const answer = new Map((looksUp ? all : low).map((one) => [one.id, one.battery_level]));
				const { tellFirst } = options;
				const now = { publishes, tellFirst, remindDays, minute, lets };
				const expected = model.expectNews(answer, looksUp, now);
				expect(told).toEqual(expected.sort());
				for (const news of putOut) reader.readNews(news, minute);
				const isAnswered = (id: number) => answer.has(id);
				reader.seeDoors(move.levels, minute, isAnswered, (id) => lets(id, 'recovered'));
				if (putOut.length > 0 || publishes) stored = { state, model: copyModel(model) };
			}
		}),
		runs({ sample: 300, full: 20_000 }),
	);
});

function copyModel(model: Model): Model {
	const copy = new Model();
	copy.doors = new Map([...model.doors].map(([id, known]) => [id, { ...known }]));
	copy.isNew = model.isNew;
	return copy;
}
