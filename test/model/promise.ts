import { hold } from '../emulator/invariants';
import { DOORS, holderOf, showsAgain, type Building, type Happening } from './building';
import type { Fate, Item } from './n8n';

/**
 * What docs/trigger.md promises, held against what the workflow got. It knows what happened and what
 * Lockt could show, and nothing of how the trigger remembers.
 */

/** What a person chose when the workflow was published. */
export interface Chosen {
	causes: string[];
	/** IDs; undefined for all. */
	doors?: number[];
	location?: string;
	/** ID; undefined for all. */
	person?: number;
}

/** What never changes in a history. */
export interface Options {
	lateMinutes: number;
	catchUpHours: number;
	replays: boolean;
	reportsGaps: boolean;
	alertAlreadyLow: boolean;
	/** Within so many minutes denials at a door are repeated. */
	denialMinutes: number;
}

/** So many. */
export const DENIALS = 3;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const THRESHOLD = 20;
const RECOVERED_ABOVE = 25;

/** Up to so many events the trigger looks for late ones in each poll: docs/trigger.md, "Late events". */
const MANY = 90;

/** Clocks may be so far apart: what Lockt did not show at publishing may come if it is no older than this. */
const CLOCKS_APART = MINUTE;

/** What is known of an event by whoever waits for it. */
interface Expected {
	/** How often the workflow got it as a new one, and marked as one that comes again. */
	fresh: number;
	marked: number;
	/** When it got it last. */
	got?: number;
	/** When an answer first showed a later event. */
	overtaken?: number;
	/** Why it need not come. */
	excused?: string;
	/** Why it may not come as a new one. */
	forbidden?: string;
	/** It may come twice: n8n was killed, or something set its memory back. */
	free?: boolean;
	/** n8n was killed with it, and has stored it: it comes when it is replayed. */
	killed?: boolean;
	/** n8n threw it away: it comes again, marked. */
	discarded?: boolean;
	/** An answer showed it to a poll that did not fail. */
	shown?: boolean;
	/** n8n has started since it was shown, and may remember what was before: it stores what it puts out. */
	forgotten?: boolean;
	/** It was there to be counted, as one of several denials. */
	counted?: boolean;
	/** An item told it so. */
	told?: boolean;
}

/** A door as whoever waits for its battery knows it. */
interface Door {
	isTold: boolean;
	/** It was low when the workflow was published, and such doors are not wanted. */
	maySilent: boolean;
	/** Why it may be told once more. */
	free: boolean;
	/** Since when Lockt has not shown it. */
	missing?: number;
	/** When Lockt did not tell its level last. */
	unknown?: number;
	/** It has been full since it was told, whether or not anybody saw that. */
	wasFull: boolean;
	wasLow: boolean;
	/** It was told, and the workflow has not heard that it recovered. */
	owesRecovery: boolean;
}

/** A poll, and under which circumstances it was made. */
export interface Polled {
	fate: Fate;
	/** Lockt answered all that was asked, and as it is. */
	isFine: boolean;
	/** Lockt was asked at all: a poll may leave what there is to the next one. */
	hasAsked: boolean;
}

export class Reader {
	private readonly events = new Map<number, Expected>();
	private readonly doors = new Map(
		DOORS.map(({ id }): [number, Door] => [
			id,
			{
				isTold: false,
				maySilent: false,
				free: false,
				wasFull: false,
				wasLow: false,
				owesRecovery: false,
			},
		]),
	);
	/** n8n has started, and no good answer has come since. */
	private isStarting = false;
	/** The same, also where n8n may have forgotten what was shown before. */
	private isSurelyStarting = false;
	/** When the first poll of n8n's process began. */
	started = 0;
	/** n8n has started, and may replay. */
	private mayReplay = false;
	/** The events that were put out last, by themselves or among repeated denials. */
	private putOut: number[] = [];
	/** Since when Lockt has shown less than it did, as far as n8n remembers since it started. */
	private behindSince?: number;
	/** Lockt has lost events before the trigger could see them. */
	private owesGap = false;
	private owesOld = false;
	/** Events are watched anew, and Lockt did not show any yet. */
	private beginsLate = false;
	/** The poll that is read next is the one of publishing. */
	private isPublishing = false;
	/** Something was shown since publishing from which a gap can be told. */
	private hasBaseline = false;
	/** n8n has stored it, as it does when something is put out. */
	private isBaselineStored = false;
	/** What was put out, by what it was. */
	readonly got: Record<string, number> = {};

	constructor(
		private readonly building: Building,
		private readonly options: Options,
		private chosen: Chosen,
	) {}

	private get now(): number {
		return this.building.clock.now;
	}

	private expected({ uid }: Happening): Expected {
		const known = this.events.get(uid) ?? { fresh: 0, marked: 0 };
		this.events.set(uid, known);
		return known;
	}

	/**
	 * What happened before counts as seen, but for what n8n threw away.
	 *
	 * @param since when it was published
	 * @param isSure Lockt showed all that there was then
	 */
	seePublished(chosen: Chosen, since: number, isSure: boolean): void {
		const watchedEvents = this.watchesEvents();
		this.chosen = chosen;
		this.isPublishing = true;
		this.beginsLate = !isSure && (!watchedEvents || this.beginsLate);
		this.isStarting = this.isSurelyStarting = false;
		this.owesGap = this.owesOld = false;
		this.hasBaseline = this.isBaselineStored = isSure && this.building.view().length > 0;
		const shown = new Set(isSure ? this.building.view() : []);
		for (const event of this.building.happened) {
			const known = this.expected(event);
			known.counted = false;
			if (known.discarded && known.fresh + known.marked === 0) {
				if (this.passes(event)) continue;
				known.discarded = undefined;
				if (!this.counts(event)) known.excused = known.forbidden = 'a filter kept it back';
			}
			if (event.at > since) continue;
			known.excused = 'it happened before publishing';
			if (shown.has(event) || this.latest(event) < since - CLOCKS_APART)
				known.forbidden ??= known.excused;
			else known.forbidden = undefined;
		}
		if (!this.watches('lowBattery')) this.forgetDoors();
		for (const [id, door] of this.doors) {
			door.maySilent = !this.options.alertAlreadyLow;
			if (!this.watches('batteryRecovered', id)) door.owesRecovery = false;
		}
	}

	/** Whether Lockt has for good no more what n8n threw away. */
	lacksDiscarded(): boolean {
		const { dropped } = this.building;
		return [...this.events].some(([uid, { discarded }]) => discarded && dropped.has(uid));
	}

	/** n8n threw away what was found while nobody published anew. */
	seeUnpublished(): void {
		for (const known of this.events.values()) {
			if (known.discarded) known.excused ??= 'it was found while the workflow was unpublished';
		}
	}

	seeStarted(): void {
		this.isStarting = this.isSurelyStarting = true;
		this.mayReplay = true;
		this.behindSince = undefined;
		this.hasBaseline = this.isBaselineStored;
		for (const known of this.events.values()) {
			known.discarded = undefined;
			known.forgotten = known.fresh + known.marked === 0;
		}
	}

	/** The memory was set back to what it was then; n8n has loaded that since. */
	seeSetBack(to: number): void {
		const since = to - HOUR - this.options.lateMinutes * 2 * MINUTE;
		for (const event of this.building.happened) {
			const known = this.expected(event);
			// What came since comes again, however old it is: n8n may replay it.
			if (event.at >= since || (known.got ?? -Infinity) >= to) known.free = true;
		}
		this.forgetDoors();
	}

	private forgetDoors(): void {
		for (const door of this.doors.values())
			Object.assign(door, { free: true, owesRecovery: false });
	}

	/** Events that Lockt has no longer. @param wasFull it had no room for them */
	seeDropped(wasFull: boolean): void {
		// Of numbers that are given anew no gap shows.
		if (!wasFull) this.owesGap = false;
		// Those that Lockt has no longer are not counted with those that are given their numbers.
		if (!wasFull) for (const known of this.events.values()) known.counted = false;
		for (const event of this.building.happened) {
			if (!this.building.dropped.has(event.uid)) continue;
			const known = this.expected(event);
			if (wasFull && !known.excused && !known.shown && known.overtaken === undefined) {
				if (this.watchesEvents() && this.hasBaseline) this.owesGap = true;
			}
			known.excused ??= GONE;
		}
	}

	/**
	 * The numbers from before are there again. Where nothing showed that others were given meanwhile, new
	 * is what happened after the latest event known.
	 */
	seeReturned({ back, gone }: { back: Happening[]; gone: Happening[] }): void {
		for (const known of this.events.values()) known.counted = false;
		const isNoticed = back
			.map((one) => this.expected(one))
			.some(({ shown, forgotten }) => shown && !forgotten);
		const isHidden = !isNoticed && gone.some((one) => this.expected(one).shown);
		for (const event of back) {
			const known = this.expected(event);
			if (known.excused === GONE) known.excused = isHidden ? 'its number was given' : undefined;
			if (!known.shown) known.forbidden = undefined;
		}
	}

	/** Levels may have changed since the last poll. */
	seeLevels(): void {
		for (const [id, door] of this.doors) {
			const level = this.building.levels.get(id);
			if (typeof level === 'number' && level > RECOVERED_ABOVE) door.wasFull = true;
			if (typeof level === 'number' && level <= THRESHOLD) door.wasLow = true;
		}
	}

	readPoll({ fate, isFine, hasAsked }: Polled): void {
		const asOf = this.overtake();
		for (const [id, door] of this.doors) {
			const level = this.building.levels.get(id);
			if (typeof level !== 'number') door.unknown = this.now;
			// The trigger knows it within the process, even if the poll fails or n8n throws it away.
			if (level === undefined) door.missing ??= this.now;
		}
		const items = 'items' in fate ? fate.items : [];
		if (fate.kind === 'delivered' || (fate.kind === 'killed' && fate.ran)) {
			this.readItems(items);
			const putOut = [...uidsIn(items), ...deniedIn(items)];
			if (putOut.length > 0) this.putOut = putOut;
		}
		if (fate.kind === 'killed') this.excuseKilled(items, fate);
		// As far as n8n remembers, nothing was published.
		if (fate.kind === 'killed' && !fate.stored && this.isPublishing) {
			for (const known of this.events.values()) known.forbidden = undefined;
		}
		this.isPublishing = false;
		if (fate.kind === 'discarded') {
			for (const uid of deniedIn(items))
				this.expected(this.building.happened[uid - 1]!).free = true;
			for (const uid of uidsIn(items)) {
				const known = this.expected(this.building.happened[uid - 1]!);
				known.discarded = true;
				if (known.fresh + known.marked === 0) known.excused = known.forbidden = undefined;
			}
			for (const door of doorsIn(items)) this.doors.get(door)!.free = true;
			return;
		}
		if (fate.kind === 'failed' || !hasAsked) return;
		if (isFine && fate.kind !== 'killed') this.expectAll(items);
		if (this.building.emptied.has('/user')) this.excuseEmpty(asOf);
		for (const event of asOf)
			Object.assign(this.expected(event), { shown: true, forgotten: false });
		this.hasBaseline ||= asOf.length > 0;
		if (fate.kind === 'delivered') this.isBaselineStored = this.hasBaseline;
	}

	/** After a day without anybody Lockt is believed. */
	private excuseEmpty(asOf: Happening[]): void {
		for (const event of asOf) {
			const known = this.expected(event);
			if (known.fresh + known.marked === 0) known.excused ??= 'there was nobody';
		}
	}

	/** @returns the events that were shown */
	private overtake(): Happening[] {
		const { building } = this;
		for (const shown of building.shown) {
			const last = shown.reduce((top, { uid }) => Math.max(top, uid), 0);
			for (const event of building.kept) {
				if (event.uid < last && !shown.includes(event)) this.expected(event).overtaken ??= this.now;
			}
		}
		return building.shown.flat();
	}

	private readItems(items: Item[]): void {
		let last = 0;
		for (const item of items) {
			const { trigger, redelivered } = item;
			const what = `${trigger}${redelivered ? ', marked' : ''}`;
			this.got[what] = (this.got[what] ?? 0) + 1;
			if (trigger === 'gap') this.readGap(item);
			else if (trigger === 'repeatedDenials') this.readDenials(item);
			else if (isBattery(item)) this.readBattery(item);
			else {
				const uid = this.readEvent(item);
				if (redelivered) continue;
				hold(uid > last, `event ${uid} comes after ${last}`);
				last = uid;
			}
		}
	}

	private readGap({ summary }: Item): void {
		hold(this.options.reportsGaps, 'a gap is told, which nobody wants');
		if (summary.includes('too long ago')) {
			hold(this.isStarting, 'events count as too old, without a start of n8n');
			this.owesOld = false;
		} else {
			hold(this.building.dropped.size > 0, `there is no gap: ${summary}`);
			this.owesGap = false;
		}
	}

	private readEvent({ cardNumber, eventId, redelivered }: Item): number {
		const uid = Number(cardNumber);
		const event = this.building.happened[uid - 1]!;
		const known = this.expected(event);
		hold(event.id === eventId, `event ${uid} has the ID ${eventId}`);
		if (redelivered) {
			const isDue = this.mayReplay || known.discarded === true || known.free === true;
			hold(isDue, `event ${uid} is marked as one that comes again`);
			known.marked++;
			known.got = this.now;
			known.discarded = undefined;
			return uid;
		}
		known.discarded = undefined;
		const isFree = known.free === true;
		hold(known.fresh + known.marked === 0 || isFree, `event ${uid} comes twice`);
		hold(this.passes(event), `event ${uid} does not pass the filters`);
		hold(!known.forbidden || isFree, `event ${uid} comes: ${known.forbidden ?? ''}`);
		if (this.isSurelyStarting && !isFree) {
			hold(!this.isTooOld(event, this.started), `event ${uid} is older than 'Catch Up (Hours)'`);
		}
		known.fresh++;
		known.got = this.now;
		return uid;
	}

	private readDenials({ denialCount, denials, redelivered }: Item): void {
		const events = uidsOf(denials).map((uid) => this.building.happened[uid - 1]!);
		const known = events.map((event) => this.expected(event));
		const which = `the denials ${events.map(({ uid }) => uid).join()}`;
		const isFree = known.some(({ free }) => free);
		hold(events.length > 0, 'denials are told of which none is known');
		hold(new Set(events.map(({ door }) => door)).size === 1, `${which} are not at one door`);
		hold(denialCount >= DENIALS, `${which} are too few`);
		if (redelivered) hold(this.mayReplay || isFree, `${which} are marked as ones that come again`);
		else {
			hold(isFree || !known.some(({ told }) => told), `${which} are told twice`);
			hold(
				events.every((one) => this.counts(one)),
				`${which} do not pass`,
			);
		}
		for (const one of known) Object.assign(one, { told: true, got: this.now });
	}

	/** Whatever was denied often enough, and was there to be counted, was told. */
	private expectDenials(): void {
		const within = this.options.denialMinutes * MINUTE;
		for (const { id } of DOORS) {
			const counted = this.building.happened.filter((one) => {
				const known = this.expected(one);
				return one.door.id === id && (known.counted === true || known.told === true);
			});
			for (const chain of chainsOf(counted, within)) {
				const known = chain.map((event) => this.expected(event));
				// Those that n8n threw away are told again, and others join them.
				if (known.some(({ told, free }) => told === true || free === true)) continue;
				const isOften = chain.some((one, n) => {
					const first = chain[n - DENIALS + 1];
					return first !== undefined && one.clock - first.clock <= within;
				});
				hold(!isOften, `the denials ${chain.map(({ uid }) => uid).join()} are not told`);
			}
		}
	}

	private readBattery({ doorId, trigger, redelivered, reminder }: Item): void {
		const door = this.doors.get(doorId)!;
		if (redelivered) {
			hold(this.mayReplay || door.free, `door ${doorId} is marked as one that comes again`);
			if (trigger === 'lowBattery') door.isTold = true;
			else door.owesRecovery = false;
			return;
		}
		const level = this.building.levels.get(doorId);
		const wasAway = this.wasAway(door);
		door.missing = undefined;
		hold(!reminder, `door ${doorId} is reminded of, which nobody wants`);
		hold(this.watches(trigger, doorId), `door ${doorId} does not pass`);
		if (trigger === 'lowBattery') {
			hold(typeof level === 'number' && level <= THRESHOLD, `door ${doorId} is not low`);
			const mayBeTold = !door.isTold || door.wasFull || door.free || wasAway;
			hold(mayBeTold, `door ${doorId} is told twice`);
			door.owesRecovery = this.watches('batteryRecovered', doorId);
			Object.assign(door, { isTold: true, wasFull: false, free: false });
		} else {
			const isFull = typeof level === 'number' && level > RECOVERED_ABOVE;
			hold(isFull, `door ${doorId} has not recovered`);
			hold(door.wasLow || door.free, `door ${doorId} was never low`);
			Object.assign(door, { isTold: false, owesRecovery: false, wasLow: door.free });
		}
	}

	private wasAway({ missing }: Door): boolean {
		return missing !== undefined && this.now - missing >= 23 * HOUR;
	}

	private excuseKilled(items: Item[], { stored, ran }: Extract<Fate, { kind: 'killed' }>): void {
		for (const uid of deniedIn(items)) {
			const known = this.expected(this.building.happened[uid - 1]!);
			known.free = true;
			// For the trigger they are told, and their episode goes on.
			if (stored) known.told = true;
		}
		for (const uid of uidsIn(items)) {
			const known = this.events.get(uid) ?? this.expected(this.building.happened[uid - 1]!);
			if (ran && !stored) known.free = true;
			if (!ran && stored && !this.options.replays) known.excused ??= 'n8n was killed with it';
			// Only the last batch is replayed: what the run of a batch had lost may be replayed too late.
			if (!ran && stored) known.free = known.killed = true;
		}
		for (const id of doorsIn(items)) {
			Object.assign(this.doors.get(id)!, { free: true, owesRecovery: false });
			if (!ran && stored) this.doors.get(id)!.isTold = true;
		}
		const lostGap = items.some(({ trigger }) => trigger === 'gap');
		if (lostGap && !ran && stored) this.owesGap = this.owesOld = false;
	}

	/** A good answer was there: all that is due must have come. */
	private expectAll(items: Item[]): void {
		const { building } = this;
		const view = building.view();
		this.behindSince = this.isBehind(view) ? (this.behindSince ?? this.now) : undefined;
		for (const event of view) {
			const known = this.expected(event);
			const isWanted = this.passes(event) && known.fresh + known.marked === 0;
			const isCounted = this.counts(event) && !known.counted;
			known.discarded = undefined;
			if (known.excused || !(isWanted || isCounted || !this.passes(event))) continue;
			if (!this.passes(event) && !this.counts(event)) {
				known.excused = known.forbidden = 'a filter kept it back';
			} else if (this.beginsLate) {
				known.excused = 'nothing was shown before from which to go on';
			} else if (this.isLate(event, known)) {
				known.excused = 'it showed too late';
			} else if (this.isStarting && this.isTooOld(event, this.started)) {
				known.excused = known.forbidden = "it was older than 'Catch Up (Hours)' at a start";
				const isTold = items.some(({ trigger }) => trigger === 'gap');
				const isLeftOut = known.fresh + known.marked === 0;
				if (!isTold && !known.shown && isLeftOut) this.owesOld = true;
			} else if (!(known.killed && this.waitsToReplay()) && !this.mayStillCome(event, known)) {
				hold(!isWanted, `event ${event.uid} (ID ${event.id}) is lost`);
				// What a clock that stood at zero says is soon too old to count.
				if (event.clock === event.at) known.counted = this.counts(event);
			}
		}
		this.expectDenials();
		hold(!this.owesGap || !this.options.reportsGaps, 'a gap is not told');
		hold(!this.owesOld || !this.options.reportsGaps, 'events that are too old are not told');
		this.expectBatteries();
		if (this.watchesEvents()) this.beginsLate = false;
		if (this.watchesEvents() && !this.isBehind(view)) this.isStarting = false;
		const isRemembered = ({ shown, forgotten }: Expected) => shown === true && !forgotten;
		if (this.watchesEvents() && !this.isBehind(view, isRemembered)) this.isSurelyStarting = false;
		// What is to be replayed is waited for as long as Lockt shows less than it did.
		const isWaiting = this.putOut.some((uid) => building.dropped.has(uid)) || this.isBehind(view);
		if (!isWaiting) this.mayReplay = false;
	}

	/** A server that lags would show the same: from that nothing is concluded. */
	private isBehind(
		view: Happening[],
		wasShown: (known: Expected) => boolean = ({ shown }) => shown === true,
	): boolean {
		const { happened, dropped } = this.building;
		const newest = happened.findLast((event) => wasShown(this.expected(event)));
		if (!newest || !dropped.has(newest.uid)) return false;
		return !view.some(({ at }) => at > newest.at + MINUTE);
	}

	/** A server that lags behind is waited for. */
	private waitsToReplay(): boolean {
		return this.behindSince !== undefined && this.now - this.behindSince < DAY;
	}

	private expectBatteries(): void {
		for (const [id, door] of this.doors) {
			const level = this.building.levels.get(id);
			if (level === undefined) continue;
			// The trigger has forgotten it, whatever its level is until the next look at all doors.
			if (this.wasAway(door)) Object.assign(door, { free: true, owesRecovery: false });
			door.missing = undefined;
			if (level === null) continue;
			if (level > RECOVERED_ABOVE) {
				// For doors whose level is not known, all are looked at once an hour.
				if (this.now - (door.unknown ?? -Infinity) <= HOUR) continue;
				hold(!door.owesRecovery, `that door ${id} has recovered is not told`);
				Object.assign(door, { isTold: false, maySilent: false, owesRecovery: false });
			}
			const isDue = level <= THRESHOLD && this.watches('lowBattery', id) && !door.isTold;
			hold(!isDue || door.maySilent, `that door ${id} is low is not told`);
		}
	}

	private isLate({ shows }: Happening, { overtaken }: Expected): boolean {
		const { lateMinutes } = this.options;
		return overtaken !== undefined && shows > overtaken + lateMinutes * MINUTE;
	}

	private isTooOld(event: Happening, when: number): boolean {
		const { catchUpHours } = this.options;
		return catchUpHours > 0 && this.latest(event) < when - catchUpHours * HOUR;
	}

	/** When an event may have been at the latest, by what Lockt tells of it. */
	private latest({ at }: Happening): number {
		return this.building.readings.localDates && showsAgain(at) ? at + HOUR : at;
	}

	/** Of many events late ones are looked for now and then. */
	private mayStillCome({ shows }: Happening, { overtaken }: Expected): boolean {
		if (overtaken === undefined || this.building.happened.length <= MANY) return false;
		return this.now < shows + this.options.lateMinutes * MINUTE;
	}

	private passes(event: Happening): boolean {
		const { outcome, door } = event;
		const cause = { granted: 'accessGranted', denied: 'accessDenied', other: 'doorEvent' }[outcome];
		const isWatched = this.watches(cause) || this.watches('doorEvent');
		return isWatched && this.passesDoor(door.id) && this.passesPerson(event);
	}

	private counts({ outcome, door, ...event }: Happening): boolean {
		return (
			outcome === 'denied' &&
			this.watches('repeatedDenials', door.id) &&
			this.passesPerson({ outcome, door, ...event })
		);
	}

	private passesPerson(event: Happening): boolean {
		const { person } = this.chosen;
		return person === undefined || holderOf(event).id === person;
	}

	private watches(cause: string, door?: number): boolean {
		return this.chosen.causes.includes(cause) && (door === undefined || this.passesDoor(door));
	}

	private passesDoor(id: number): boolean {
		const { doors, location } = this.chosen;
		const door = DOORS.find((one) => one.id === id)!;
		return (doors?.includes(id) ?? true) && (location ?? door.location) === door.location;
	}

	private watchesEvents(): boolean {
		return ['accessDenied', 'accessGranted', 'doorEvent', 'repeatedDenials'].some((cause) =>
			this.watches(cause),
		);
	}
}

const GONE = 'Lockt has it no longer';

const isBattery = ({ trigger }: Item) => trigger === 'lowBattery' || trigger === 'batteryRecovered';

const isEvent = ({ trigger }: Item) =>
	['accessDenied', 'accessGranted', 'doorEvent'].includes(trigger);

/** Of events that Lockt no longer shows no card is told. */
const uidsOf = (told: Array<Pick<Item, 'cardNumber'>>) =>
	told.filter(({ cardNumber }) => cardNumber !== '').map(({ cardNumber }) => Number(cardNumber));

const uidsIn = (items: Item[]) => uidsOf(items.filter(isEvent));

const deniedIn = (items: Item[]) =>
	items.flatMap(({ trigger, denials }) => (trigger === 'repeatedDenials' ? uidsOf(denials) : []));

/** Those that follow one another closely, by the clock of the lock. */
function chainsOf(events: Happening[], within: number): Happening[][] {
	const chains: Happening[][] = [];
	for (const event of [...events].sort((a, b) => a.clock - b.clock)) {
		const last = chains.at(-1);
		if (last && event.clock - last.at(-1)!.clock <= within) last.push(event);
		else chains.push([event]);
	}
	return chains;
}

const doorsIn = (items: Item[]) => items.filter(isBattery).map(({ doorId }) => doorId);
