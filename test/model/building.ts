import type { IDataObject } from 'n8n-workflow';

/** The site's zone: its clock goes back an hour on 25 October 2026 at 01:00 UTC. */
export const ZONE = 'Europe/Berlin';

const WINTER = Date.UTC(2026, 9, 25, 1);
const HOUR_MS = 3_600_000;

/** Hours. No history goes on until the next spring. */
const offsetAt = (at: number) => (at < WINTER ? 2 : 1);

/** Whether the site's clock shows this time a second time an hour later. */
export const showsAgain = (at: number) => at >= WINTER - HOUR_MS && at < WINTER;

export const DOORS = [
	{ id: 1, name: 'Main Entrance', location: 'North Wing' },
	{ id: 2, name: 'Laboratory', location: 'South Wing' },
	{ id: 7, name: 'Archive', location: 'North Wing' },
];

const LOCATIONS = [
	{ id: 1, name: 'North Wing' },
	{ id: 2, name: 'South Wing' },
];

/** Who holds the cards: each event is of a card of its own, those of odd numbers of the first. */
export const PEOPLE = [
	{ id: 501, id_num: 'E-1', first_name: 'Nora', last_name: 'Odd' },
	{ id: 502, id_num: 'E-2', first_name: 'Emil', last_name: 'Even' },
];

export const holderOf = ({ uid }: Happening) => PEOPLE[uid % 2 === 1 ? 0 : 1]!;

/** An event as it was, whatever Lockt shows of it. */
export interface Happening {
	/** Never the same, though IDs may be; the item has it as its card number. */
	uid: number;
	id: number;
	/** When Lockt took it in, in milliseconds. */
	at: number;
	/** What the clock of the lock said. */
	clock: number;
	/** From when on Lockt shows it. */
	shows: number;
	outcome: 'granted' | 'denied' | 'other';
	door: (typeof DOORS)[number];
}

/** What Lockt answers instead of what it has. */
export type Weather = 'fine' | 'empty' | 'refuses' | 'fails' | 'cutsOff' | 'webPage';

/** How this Lockt reads its own reference. */
export interface Readings {
	/** It starts at the ID that is asked for, rather than after it. */
	inclusive: boolean;
	oldestFirst: boolean;
	doubled: boolean;
	/** An answer by ID has no more events than this, the oldest ones. */
	cap: number;
	/** It has no more events than this. */
	keeps: number;
	/** Dates are those of the site's clock, rather than UTC. */
	localDates: boolean;
	/** Each ID is one more than the one before. */
	countsByOne: boolean;
}

interface Answer {
	statusCode: number;
	headers: Record<string, string>;
	body: unknown;
}

/** A building and the Lockt that tells of it, in memory: what would be requests are calls. */
export class Building {
	/** All that ever happened, in the order in which Lockt took it in. */
	readonly happened: Happening[] = [];
	/** What Lockt has, oldest first. */
	kept: Happening[] = [];
	/** Percent of each door; null where Lockt does not tell it, undefined where the door is missing. */
	levels = new Map<number, number | null | undefined>(DOORS.map(({ id }) => [id, 90]));
	weather: { path: string; kind: Weather; left: number } = { path: '', kind: 'fine', left: 0 };
	/** Whoever answers is a replica that is so far behind, in milliseconds. */
	behind = 0;
	/** Events that Lockt has no longer: those that it had no room for, and those a backup lacked. */
	readonly dropped = new Set<number>();
	/** What Lockt had before a backup was restored. */
	private before?: { kept: Happening[]; lastId: number };
	private lastId = 4;
	/** Called before a request is answered. */
	onRequest?: () => Promise<void> | void;
	/** The events of each answer since this was emptied. */
	shown: Happening[][] = [];
	/** How often Lockt was asked. */
	asked = 0;
	/** What was said in bad weather since this was emptied. */
	spoiled = 0;
	/** What was asked when there seemed to be nothing, since this was emptied. */
	readonly emptied = new Set<string>();

	constructor(
		readonly readings: Readings,
		readonly clock: { now: number },
	) {}

	happen(one: Pick<Happening, 'outcome' | 'door'> & { lateMs?: number; resets?: boolean }): void {
		const { now } = this.clock;
		this.lastId += this.readings.countsByOne ? 1 : 1 + (this.happened.length % 3);
		const event: Happening = {
			uid: this.happened.length + 1,
			id: this.lastId,
			at: now,
			clock: one.resets ? Date.UTC(2000, 0, 1, 0, 0, this.happened.length) : now,
			shows: now + (one.lateMs ?? 0),
			outcome: one.outcome,
			door: one.door,
		};
		this.happened.push(event);
		this.kept.push(event);
		for (const { uid } of this.kept.splice(0, this.kept.length - this.readings.keeps)) {
			this.dropped.add(uid);
		}
	}

	/** A backup without the latest events is put in, and goes on numbering from there. */
	restoreBackup(lacks: number): boolean {
		if (this.before || this.kept.length === 0) return false;
		this.before = { kept: [...this.kept], lastId: this.lastId };
		const count = Math.min(lacks, this.kept.length);
		for (const { uid } of this.kept.splice(this.kept.length - count)) this.dropped.add(uid);
		this.lastId = this.kept.at(-1)?.id ?? 0;
		return true;
	}

	/**
	 * What was before the backup is there again; what happened in between is gone.
	 *
	 * @returns what is there again, and what is gone
	 */
	returnToBefore(): { back: Happening[]; gone: Happening[] } | undefined {
		if (!this.before) return undefined;
		const { kept, before } = this;
		this.kept = before.kept;
		this.lastId = before.lastId;
		this.before = undefined;
		const back = this.kept.filter((one) => !kept.includes(one));
		const gone = kept.filter((one) => !this.kept.includes(one));
		for (const { uid } of gone) this.dropped.add(uid);
		for (const { uid } of back) this.dropped.delete(uid);
		return { back, gone };
	}

	/** What Lockt could show now, if it were asked for all it has. */
	view(): Happening[] {
		const { now } = this.clock;
		return this.kept.filter(({ shows, at }) => shows <= now && at <= now - this.behind);
	}

	/** Answers a request. @throws where no answer comes */
	async answer(url: string): Promise<Answer> {
		const hook = this.onRequest;
		this.onRequest = undefined;
		await hook?.();
		this.asked++;
		const { pathname, searchParams } = new URL(url);
		const path = pathname.replace('/api/v1', '');
		const { weather } = this;
		if (weather.left > 0 && (weather.path === '' || weather.path === path)) {
			if (weather.kind !== 'fine' && path !== '/time') {
				this.spoiled++;
				if (weather.kind === 'empty') this.emptied.add(path);
				return spoil(weather.kind);
			}
		}
		return good(this.read(path, searchParams));
	}

	private read(path: string, query: URLSearchParams): IDataObject[] {
		if (path === '/events') return this.tellEvents(query.get('id'));
		if (path === '/doorstate') return this.tellBatteries(query.get('low_battery'));
		if (path === '/door') return DOORS.map((door) => ({ ...door }));
		if (path === '/location') return LOCATIONS.map((location) => ({ ...location }));
		if (path === '/user') return this.tellPeople(query);
		if (path === '/credential') return this.tellCredentials(query);
		if (path === '/time') return [this.tellTime()];
		throw new Error(`The model has no ${path}`);
	}

	private tellEvents(from: string | null): IDataObject[] {
		const { inclusive, cap, oldestFirst, doubled } = this.readings;
		const id = Number(from ?? 0);
		const found = this.view().filter((one) => (inclusive ? one.id >= id : one.id > id));
		const shown = from === null ? found : found.slice(0, cap);
		this.shown.push(shown);
		const told = shown.map((one) => this.tellEvent(one));
		if (doubled) told.push(...told.slice(0, 2));
		return oldestFirst ? told : told.reverse();
	}

	private tellEvent({ id, uid, at, clock, outcome, door }: Happening): IDataObject {
		const codes = { granted: 48, denied: 49, other: 12 };
		return {
			id,
			device: door.name,
			location: door.location,
			code: codes[outcome],
			code_text: OUTCOMES[outcome],
			card_num: String(uid),
			user: '',
			event_time: this.tellDate(clock),
			db_time: this.tellDate(at),
		};
	}

	private tellDate(at: number): string {
		if (!this.readings.localDates) return new Date(at).toISOString();
		const local = new Date(at + offsetAt(at) * HOUR_MS).toISOString();
		return local.slice(0, 19).replace('T', ' ');
	}

	/** Only one who is asked for by ID is told with cards. */
	private tellPeople(query: URLSearchParams): IDataObject[] {
		const isAsked = (one: (typeof PEOPLE)[number]) =>
			[...query].every(([name, value]) => String(one[name as 'id' | 'id_num']) === value);
		return PEOPLE.filter(isAsked).map((one) => ({
			...one,
			...(query.has('id') && { credentials: this.cardsOf(one) }),
		}));
	}

	private tellCredentials(query: URLSearchParams): IDataObject[] {
		const isTheirs = ({ id }: (typeof PEOPLE)[number]) =>
			(query.get('user_id') ?? String(id)) === String(id);
		return PEOPLE.filter(isTheirs).flatMap((person) =>
			this.cardsOf(person).map((card) => ({ ...card, user: [{ id: person.id }] })),
		);
	}

	private cardsOf(person: (typeof PEOPLE)[number]): IDataObject[] {
		return this.happened
			.filter((event) => holderOf(event) === person)
			.map(({ uid }) => ({ id: uid, card_num: String(uid) }));
	}

	private tellTime(): IDataObject {
		return { timezone: ZONE, offset: offsetAt(this.clock.now) };
	}

	private tellBatteries(atOrBelow: string | null): IDataObject[] {
		return DOORS.flatMap(({ id, name }) => {
			const level = this.levels.get(id);
			if (level === undefined) return [];
			if (atOrBelow !== null && (level === null || level > Number(atOrBelow))) return [];
			return [{ id, name, battery_level: level }];
		});
	}
}

const OUTCOMES = { granted: 'Access Granted', denied: 'Access Denied', other: 'Door Forced Open' };

function good(data: IDataObject[]): Answer {
	return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: { data } };
}

function spoil(kind: Exclude<Weather, 'fine'>): Answer {
	if (kind === 'empty') return good([]);
	if (kind === 'cutsOff') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
	if (kind === 'webPage') {
		const headers = { 'content-type': 'text/html' };
		return { statusCode: 200, headers, body: '<html><body>Please wait</body></html>' };
	}
	const statusCode = kind === 'refuses' ? 400 : 500;
	return { statusCode, headers: {}, body: { data: { error: 'Try again later' } } };
}
