import type { INodeParameters, WorkflowActivateMode } from 'n8n-workflow';
import fc from '../fastCheck';
import { hold } from '../emulator/invariants';
import { Building, DOORS, PEOPLE, type Happening, type Readings, type Weather } from './building';
import { N8n, type Engine, type Fate, type loadTrigger } from './n8n';
import { DENIALS, Reader, type Chosen, type Options } from './promise';

const MINUTE = 60_000;

export interface World {
	engine: Engine;
	options: Options;
	readings: Readings;
	/** When it begins. */
	begins: number;
	first: Chosen;
	/**
	 * Lockt may be given a backup. Then times alone tell what is new, so that it is never late, never lags,
	 * has room for all, and tells no hour twice.
	 */
	restores: boolean;
}

/** What may happen while n8n is down. */
type Outside =
	| {
			is: 'happen';
			outcome: Happening['outcome'];
			door: number;
			lateMinutes: number;
			resets: boolean;
	  }
	| { is: 'weather'; path: string; kind: Weather; polls: number }
	| { is: 'restoreBackup'; lacks: number }
	| { is: 'returnToBefore' };

export type Move =
	| Outside
	| { is: 'poll'; minutes: number }
	| { is: 'burst'; count: number }
	| { is: 'wait'; minutes: number }
	| { is: 'lag'; minutes: number }
	| { is: 'battery'; door: number; level: number | null | undefined }
	| { is: 'publish'; chosen: Chosen; mode: 'activate' | 'update' }
	| { is: 'publishDuringPoll'; chosen: Chosen; mode: 'activate' | 'update'; minutes: number }
	| { is: 'unpublishDuringPoll'; minutes: number; chosen: Chosen }
	| { is: 'pollDuringPoll' }
	| { is: 'restart'; minutes: number; mode: 'init' | 'leadershipChange' }
	| { is: 'kill'; stored: boolean; ran: boolean; meanwhile: Outside[] }
	| { is: 'beginRun' }
	| { is: 'endRun' }
	| { is: 'test' };

const ALL_MINUTES = [1, 1, 2, 5, 6, 61, 24 * 60, 25 * 60, 21 * 24 * 60];

const chosen: fc.Arbitrary<Chosen> = fc.record(
	{
		causes: fc.constantFrom(
			['doorEvent'],
			['doorEvent'],
			['accessDenied'],
			['accessDenied', 'lowBattery'],
			['accessGranted', 'accessDenied', 'lowBattery', 'batteryRecovered'],
			['lowBattery'],
			['lowBattery', 'batteryRecovered'],
			['repeatedDenials'],
			['accessDenied', 'repeatedDenials'],
		),
		doors: fc.constantFrom(undefined, undefined, [1], [1, 2]),
		location: fc.constantFrom(undefined, undefined, undefined, 'North Wing'),
		person: fc.constantFrom(undefined, undefined, undefined, ...PEOPLE.map(({ id }) => id)),
	},
	{ requiredKeys: ['causes'] },
);

const mode = fc.constantFrom<'activate' | 'update'>('activate', 'update');
const door = fc.nat({ max: DOORS.length - 1 });

const JUNE = Date.UTC(2026, 5, 1, 8);

/** In the night in which the site's clock goes back, before the hour that it shows twice. */
const AUTUMN = Date.UTC(2026, 9, 24, 23, 30);

export const worlds: fc.Arbitrary<World> = fc.record({
	engine: fc.constantFrom<Engine>('default', 'durable'),
	options: fc.record({
		lateMinutes: fc.constantFrom(5, 5, 0, 30),
		catchUpHours: fc.constantFrom(24, 24, 1, 0),
		replays: fc.boolean(),
		reportsGaps: fc.constantFrom(true, true, false),
		alertAlreadyLow: fc.constantFrom(true, true, false),
		denialMinutes: fc.constantFrom(5, 1, 60),
	}),
	readings: fc.record({
		inclusive: fc.boolean(),
		oldestFirst: fc.boolean(),
		doubled: fc.constantFrom(false, false, true),
		cap: fc.constantFrom(100, 5000),
		keeps: fc.constantFrom(5000, 5000, 30),
		localDates: fc.constantFrom(false, false, true),
		countsByOne: fc.boolean(),
	}),
	begins: fc.constantFrom(JUNE, JUNE, JUNE, AUTUMN),
	first: chosen,
	restores: fc.constantFrom(false, false, false, true),
});

const polls = fc.record({
	is: fc.constant('poll' as const),
	minutes: fc.constantFrom(1, 1, 1, 2, 6),
});
const happens = fc.record({
	is: fc.constant('happen' as const),
	outcome: fc.constantFrom<Happening['outcome']>('granted', 'denied', 'denied', 'other'),
	door,
	lateMinutes: fc.constantFrom(0, 0, 0, 0, 1, 3, 4, 7, 45),
	resets: fc.constantFrom(false, false, false, false, false, true),
});

const weathers = fc.record({
	is: fc.constant('weather' as const),
	path: fc.constantFrom('', '/events', '/events', '/doorstate', '/door', '/user'),
	kind: fc.constantFrom<Weather>('empty', 'empty', 'refuses', 'fails', 'cutsOff', 'webPage'),
	polls: fc.constantFrom(1, 1, 2, 8),
});
const restoresBackup = fc.record({
	is: fc.constant('restoreBackup' as const),
	lacks: fc.constantFrom(1, 2, 5, 40),
});
const returns = fc.constant<Outside>({ is: 'returnToBefore' });

const meanwhile = fc.oneof(
	{ weight: 3, arbitrary: fc.constant<Outside[]>([]) },
	{
		weight: 1,
		arbitrary: fc.array(fc.oneof(happens, weathers, restoresBackup, returns), {
			minLength: 1,
			maxLength: 4,
		}),
	},
);

const move: fc.Arbitrary<Move> = fc.oneof(
	{ weight: 8, arbitrary: polls },
	{ weight: 8, arbitrary: happens },
	{
		weight: 1,
		arbitrary: fc.record({
			is: fc.constant('burst' as const),
			count: fc.constantFrom(8, 8, 35, 35, 35, 120, 260),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			is: fc.constant('wait' as const),
			minutes: fc.constantFrom(...ALL_MINUTES),
		}),
	},
	{ weight: 3, arbitrary: weathers },
	{
		weight: 1,
		arbitrary: fc.record({
			is: fc.constant('lag' as const),
			minutes: fc.constantFrom(0, 1, 2, 15, 45),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			is: fc.constant('battery' as const),
			door,
			level: fc.constantFrom(8, 15, 20, 22, 25, 26, 100, null, undefined),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ is: fc.constant('publish' as const), chosen, mode }) },
	{
		weight: 1,
		arbitrary: fc.record({
			is: fc.constant('publishDuringPoll' as const),
			chosen,
			mode,
			minutes: fc.constantFrom(0, 0, 1, 3),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			is: fc.constant('unpublishDuringPoll' as const),
			minutes: fc.constantFrom(...ALL_MINUTES),
			chosen,
		}),
	},
	{ weight: 1, arbitrary: fc.constant<Move>({ is: 'pollDuringPoll' }) },
	{
		weight: 2,
		arbitrary: fc.record({
			is: fc.constant('restart' as const),
			minutes: fc.constantFrom(...ALL_MINUTES),
			mode: fc.constantFrom<'init' | 'leadershipChange'>('init', 'init', 'leadershipChange'),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			is: fc.constant('kill' as const),
			stored: fc.boolean(),
			ran: fc.boolean(),
			meanwhile,
		}),
	},
	{ weight: 1, arbitrary: restoresBackup },
	{ weight: 1, arbitrary: returns },
	{ weight: 1, arbitrary: fc.constant<Move>({ is: 'beginRun' }) },
	{ weight: 1, arbitrary: fc.constant<Move>({ is: 'endRun' }) },
	{ weight: 1, arbitrary: fc.constant<Move>({ is: 'test' }) },
);

export const histories = fc.array(move, { minLength: 1, maxLength: 40, size: 'max' });

type Publishing = Extract<Move, { is: 'publishDuringPoll' }>;

/** A publishing that waits for a poll to end. */
interface Begun {
	since: number;
	publishing: Promise<Fate>;
	/** Lockt answers it from now on. */
	go: () => void;
}

/** How often something was so, over many histories. */
export type Counts = Record<string, number>;

/** A history as it goes on. */
export class History {
	readonly clock: { now: number };
	readonly building: Building;
	readonly n8n: N8n;
	readonly reader: Reader;
	private chosen: Chosen;
	/** What n8n had stored when a run began that writes static data in the end. */
	private run?: { at: number; staticData: string };
	/** To when the memory in n8n's database was set back. */
	private setBack?: number;

	constructor(
		private readonly world: World,
		poll: ReturnType<typeof loadTrigger>,
		private readonly counts: Counts,
	) {
		const { restores, readings } = world;
		this.clock = { now: restores && readings.localDates ? JUNE : world.begins };
		Date.now = () => this.clock.now;
		this.building = new Building({ ...readings, ...(restores && { keeps: 5000 }) }, this.clock);
		this.n8n = new N8n(poll, world.engine, this.building);
		this.reader = new Reader(this.building, world.options, world.first);
		this.chosen = world.first;
	}

	/** @throws what docs/trigger.md promises and was not so */
	async play(moves: Move[]): Promise<void> {
		this.happen(3);
		this.pass(10);
		await this.publish(this.world.first, 'activate');
		for (const one of moves) {
			this.count(`move ${one.is}`);
			await this.make(one);
		}
		// However it was, afterwards it goes on.
		Object.assign(this.building, { behind: 0, weather: { path: '', kind: 'fine', left: 0 } });
		for (let n = 0; n < 3; n++) {
			this.pass(40);
			this.awaitsEvents = n === 0 && this.reader.lacksDiscarded();
			await this.tickInFineWeather();
			this.awaitsEvents = false;
			this.happen(1);
		}
		this.pass(1);
		await this.tickInFineWeather();
		for (const [what, times] of Object.entries(this.reader.got)) this.count(`got ${what}`, times);
	}

	/** What n8n threw away is gone for good, and nothing has happened since. */
	private awaitsEvents = false;

	private count(what: string, times = 1): void {
		this.counts[what] = (this.counts[what] ?? 0) + times;
	}

	private pass(minutes: number): void {
		this.clock.now += minutes * MINUTE;
	}

	private happen(count: number): void {
		for (let n = 0; n < count; n++) {
			const outcome = (['denied', 'granted', 'other'] as const)[n % 3]!;
			this.building.happen({ outcome, door: DOORS[n % DOORS.length]! });
		}
		this.reader.seeDropped(true);
	}

	private async make(one: Move): Promise<void> {
		const { building, n8n, reader } = this;
		switch (one.is) {
			case 'poll':
				this.pass(one.minutes);
				return this.tick();
			case 'happen': {
				const { outcome, lateMinutes, resets } = one;
				const lateMs = this.world.restores ? 0 : lateMinutes * MINUTE;
				building.happen({ outcome, door: DOORS[one.door]!, lateMs, resets });
				reader.seeDropped(true);
				return;
			}
			case 'burst':
				this.happen(one.count);
				return;
			case 'wait':
				this.pass(one.minutes);
				return;
			case 'weather':
				building.weather = { path: one.path, kind: one.kind, left: one.polls };
				return;
			case 'lag':
				if (!this.world.restores) building.behind = one.minutes * MINUTE;
				return;
			case 'battery':
				building.levels.set(DOORS[one.door]!.id, one.level);
				reader.seeLevels();
				return;
			case 'publish':
				return this.publish(one.chosen, one.mode);
			case 'publishDuringPoll':
				return this.publishDuringPoll(one);
			case 'unpublishDuringPoll':
				this.pass(1);
				building.onRequest = () => {
					n8n.unpublish();
				};
				await this.tick();
				building.onRequest = undefined;
				n8n.unpublish();
				reader.seeUnpublished();
				this.pass(one.minutes);
				return this.publish(one.chosen, 'activate');
			case 'pollDuringPoll':
				this.pass(1);
				building.onRequest = async () => this.tick();
				return this.tick();
			case 'restart':
				n8n.stop();
				this.pass(one.minutes);
				return this.start(one.mode);
			case 'kill':
				n8n.killsAt = { stored: one.stored, ran: one.ran };
				this.pass(1);
				await this.tick();
				n8n.killsAt = undefined;
				n8n.stop();
				for (const outside of one.meanwhile) await this.make(outside);
				this.pass(1);
				return this.start('init');
			case 'restoreBackup':
				if (!this.world.restores) return;
				if (building.restoreBackup(one.lacks)) this.count('a backup was restored');
				reader.seeDropped(false);
				// Within a minute it may be a server that lags behind, and shows a late event.
				this.clock.now += MINUTE + 1000;
				return;
			case 'returnToBefore': {
				const returned = building.returnToBefore();
				if (!returned) return;
				this.count('what was before the backup came back');
				reader.seeReturned(returned);
				reader.seeDropped(false);
				this.clock.now += MINUTE + 1000;
				return;
			}
			case 'beginRun':
				this.run = { at: this.clock.now, staticData: n8n.database.staticData };
				return;
			case 'endRun':
				if (!this.run) return;
				if (n8n.database.staticData !== this.run.staticData) {
					n8n.database.staticData = this.run.staticData;
					if (this.world.engine === 'default') this.setBack = this.run.at;
					this.count('the memory was set back');
				}
				this.run = undefined;
				return;
			case 'test':
				return n8n.test(this.parameters(this.chosen));
		}
	}

	private async tick(): Promise<void> {
		if (!this.n8n.isRunning) return this.publish(this.chosen, 'activate');
		await this.observe(() => this.n8n.tick());
	}

	private async tickInFineWeather(): Promise<void> {
		const failed = this.counts['poll failed'];
		await this.tick();
		// A backup that lacks what n8n threw away: it cannot be published on that before something else happens.
		if (this.building.view().length === 0 || this.awaitsEvents) return;
		hold(this.counts['poll failed'] === failed, 'a poll fails, though Lockt answers');
	}

	/** Publishes in the middle of a poll, which goes on for some minutes. */
	private async publishDuringPoll({ chosen, mode, minutes }: Publishing): Promise<void> {
		const { building, n8n } = this;
		this.pass(1);
		if (!n8n.isRunning) return this.publish(chosen, mode);
		let begun: Begun | undefined;
		building.onRequest = () => {
			const since = this.clock.now;
			let go!: () => void;
			n8n.until = new Promise((resolve) => (go = resolve));
			const publishing = n8n.publish(this.parameters(chosen), mode);
			n8n.until = undefined;
			begun = { since, publishing, go };
			this.pass(minutes);
			if (minutes > 0) this.happen(1);
		};
		await this.tick();
		building.onRequest = undefined;
		await this.publish(chosen, mode, begun);
	}

	private async start(as: 'init' | 'leadershipChange'): Promise<void> {
		this.seeSetBack();
		this.reader.seeStarted();
		const fate = await this.observe(() => this.n8n.start(as));
		hold(fate.kind !== 'failed', 'n8n starts, and gives the trigger up');
	}

	private async publish(to: Chosen, as: WorkflowActivateMode, begun?: Begun): Promise<void> {
		this.seeSetBack();
		// Its memory may be one from before what is watched now.
		this.run = undefined;
		const parameters = this.parameters(to);
		const since = begun?.since ?? this.clock.now;
		const fate = await this.observe(
			() => {
				begun?.go();
				return begun?.publishing ?? this.n8n.publish(parameters, as);
			},
			(isFine) => {
				this.chosen = to;
				// By time alone not all is sure: clocks may differ.
				const isSure = isFine && !begun && !this.world.restores;
				this.reader.seePublished(to, since, isSure);
			},
		);
		if (fate.kind === 'failed') this.chosen = to;
	}

	private seeSetBack(): void {
		if (this.setBack !== undefined) this.reader.seeSetBack(this.setBack);
		this.setBack = undefined;
	}

	/** Has n8n poll, and the reader look at it. */
	private async observe(
		poll: () => Promise<Fate>,
		before: (isFine: boolean) => void = () => undefined,
	): Promise<Fate> {
		const { building, reader } = this;
		building.shown = [];
		building.spoiled = 0;
		building.emptied.clear();
		const asked = building.asked;
		const fate = await poll();
		const hasAsked = building.asked > asked;
		reader.started = this.n8n.began;
		const isFine = hasAsked && building.spoiled === 0 && building.behind === 0;
		building.weather.left--;
		this.count(`poll ${fate.kind}`);
		if (fate.kind !== 'failed') before(isFine);
		reader.readPoll({ fate, isFine, hasAsked });
		return fate;
	}

	private parameters({ causes, doors, location, person }: Chosen): INodeParameters {
		const { lateMinutes, catchUpHours, replays, reportsGaps, alertAlreadyLow, denialMinutes } =
			this.world.options;
		const picked = (name: string, mode: string, values: string[]) => ({
			values: values.map((value) => ({ [name]: { __rl: true, mode, value } })),
		});
		return {
			pollTimes: { item: [{ mode: 'everyMinute' }] },
			triggerOn: causes,
			threshold: 20,
			filters: {
				...(doors && {
					doors: picked(
						'door',
						'name',
						doors.map((id) => DOORS.find((one) => one.id === id)!.name),
					),
				}),
				...(location && { locations: picked('location', 'name', [location]) }),
				...(person && {
					people: picked('user', 'idNum', [PEOPLE.find(({ id }) => id === person)!.id_num]),
				}),
			},
			simplify: true,
			options: {
				lateMinutes,
				catchUpHours,
				reportGaps: reportsGaps,
				alertAlreadyLow,
				countBy: 'door',
				denials: DENIALS,
				denialMinutes,
				afterCrash: replays ? 'replay' : 'skip',
			},
		};
	}
}
