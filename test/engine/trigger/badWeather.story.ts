import { clock } from '../../clock';
import type { Workflow } from 'n8n-workflow';
import type { FaultKind } from '../../../emulator/faults';
import { DURABLE_BUDGET_MS, triggerNode } from '../engine';
import { idsOf, jsonOf, storedOf } from '../output';
import { on } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt();
const warnings = useWarnings();

const HOUR = 60;
const WEEK = 7 * 24 * HOUR;

const happen = (count: number) =>
	Array.from({ length: count }, () => lockt.emulator.tryDoor()).map(({ id }) => id);

async function publish(parameters: object = {}): Promise<Workflow> {
	const workflow = lockt.engine.workflow(triggerNode(parameters));
	expect(await lockt.engine.poll(workflow)).toBeNull();
	clock.wait(1);
	return workflow;
}

const poll = (workflow: Workflow) => lockt.engine.poll(workflow);

/** n8n starts again, with what it has stored. */
function restart(workflow: Workflow, parameters: object = {}): Workflow {
	lockt.engine.restart();
	return lockt.engine.workflow(triggerNode(parameters), storedOf(workflow));
}

describe('n8n starts while Lockt cannot be reached', () => {
	it('and goes on where it was, when it can', async () => {
		const before = await publish();
		const missed = happen(3);
		const workflow = restart(before);
		lockt.emulator.faults = [{ kind: 'hangUp', times: 2 }];
		expect(await lockt.engine.poll(workflow, 'init')).toBeNull();
		await expect(lockt.engine.poll(workflow, 'init')).rejects.toMatchObject({
			message: expect.stringContaining('Lockt') as string,
		});
		expect(idsOf(await lockt.engine.poll(workflow, 'init'))).toEqual(missed);
	});

	it('also with a key that is wrong meanwhile; while publishing that is said at once', async () => {
		const workflow = restart(await publish());
		lockt.engine.credential.apiKey = 'wrong';
		expect(await lockt.engine.poll(workflow, 'init')).toBeNull();
		await expect(lockt.engine.poll(workflow, 'init')).rejects.toMatchObject({ httpCode: '401' });
		await expect(publish()).rejects.toMatchObject({ httpCode: '401' });
	});
});

describe('an answer that is empty', () => {
	it('for longer than late events are looked for, brings nothing old afterwards', async () => {
		const workflow = await publish();
		lockt.emulator.eventFaults.empty = true;
		for (let n = 0; n < 10; n++) {
			expect(await poll(workflow)).toBeNull();
			clock.wait(1);
		}
		lockt.emulator.eventFaults.empty = false;
		expect(await poll(workflow)).toBeNull();
		const [one] = happen(1);
		expect(idsOf(await poll(workflow))).toEqual([one]);
	});

	it.each([
		[200, { data: [] }],
		[200, { data: null }],
		[200, { data: {} }],
		[404, ''],
		[404, { data: { error: 'No events found' } }],
		[204, ''],
	])('for an hour is said in the log, once a day: %d %j', async (status, data) => {
		const workflow = await publish();
		const body = typeof data === 'string' ? data : JSON.stringify(data);
		const spoil = (times: number) => {
			lockt.emulator.faults = [{ kind: 'answer', on: 'GET /events', status, body, times }];
		};
		const count = () => warnings().split('listed no events at all').length - 1;
		spoil(999);
		for (let n = 0; n < 6; n++) {
			expect(await poll(workflow)).toBeNull();
			expect(count()).toBe(0);
			clock.wait(10);
		}
		const [one] = happen(1);
		for (let n = 0; n < 6; n++) expect(await poll(workflow)).toBeNull();
		expect(count()).toBe(1);
		clock.wait(24 * HOUR);
		expect(await poll(workflow)).toBeNull();
		expect(count()).toBe(2);

		spoil(0);
		clock.wait(24 * HOUR);
		expect(idsOf(await poll(workflow))).toEqual([one]);
		spoil(999);
		expect(await poll(workflow)).toBeNull();
		expect(count()).toBe(2);
	});

	it('is not said where there were no events before', async () => {
		await lockt.reopen({ history: 0 });
		const workflow = await publish();
		for (let n = 0; n < 3; n++) {
			expect(await poll(workflow)).toBeNull();
			clock.wait(HOUR);
		}
		expect(warnings()).toBe('');
	});

	it('while publishing brings nothing old afterwards', async () => {
		lockt.emulator.eventFaults.empty = true;
		clock.wait(2);
		const workflow = await publish();
		lockt.emulator.eventFaults.empty = false;
		const [one] = happen(1);
		clock.wait(1);
		expect(idsOf(await poll(workflow))).toEqual([one]);
	});
});

describe('an answer that is empty', () => {
	const spoil = (isEmpty: boolean) => {
		lockt.emulator.eventFaults.empty = isEmpty;
	};

	it('while publishing anew brings nothing twice that was known', async () => {
		const before = await publish();
		happen(3);
		expect(await poll(before)).toHaveLength(3);
		spoil(true);
		const published = lockt.engine.workflow(triggerNode(), storedOf(before));
		expect(await poll(published)).toBeNull();
		spoil(false);
		expect(await poll(published)).toBeNull();
	});

	it('for hours after publishing does not make what was before it new', async () => {
		const before = await publish();
		happen(1);
		clock.wait(2);
		spoil(true);
		const published = lockt.engine.workflow(triggerNode(), storedOf(before));
		for (let n = 0; n < 3; n++) {
			expect(await poll(published)).toBeNull();
			clock.wait(HOUR);
		}
		spoil(false);
		expect(await poll(published)).toBeNull();
	});

	it("at a start of n8n does not take 'Catch Up (Hours)' away from the next", async () => {
		const before = await publish();
		happen(3);
		clock.wait(30 * HOUR);
		const recent = happen(2);
		const workflow = restart(before);
		spoil(true);
		expect(await lockt.engine.poll(workflow, 'init')).toBeNull();
		spoil(false);
		const items = jsonOf(await lockt.engine.poll(workflow, 'init'));
		expect(items.map(({ trigger }) => trigger)).toContain('gap');
		expect(items.slice(1).map(({ eventId }) => eventId)).toEqual(recent);
	});

	it('at a start of n8n does not take the last batch away that is to be replayed', async () => {
		const replaying = { options: { afterCrash: 'replay' } };
		const before = await publish(replaying);
		const last = happen(2);
		expect(await poll(before)).toHaveLength(2);
		const workflow = restart(before, replaying);
		spoil(true);
		expect(await lockt.engine.poll(workflow, 'init')).toBeNull();
		spoil(false);
		const items = jsonOf(await lockt.engine.poll(workflow, 'init'));
		expect(items.map(({ eventId, redelivered }) => [eventId, redelivered])).toEqual(
			last.map((id) => [id, true]),
		);
	});
});

describe('a server that lags a quarter of an hour behind', () => {
	const QUARTER = 15;

	async function lag(): Promise<void> {
		happen(60);
		clock.wait(QUARTER + 1);
		happen(60);
		clock.wait(2);
		lockt.emulator.eventFaults.behindMs = QUARTER * 60_000;
		return Promise.resolve();
	}

	it('while publishing brings nothing old afterwards', async () => {
		await lag();
		const workflow = await publish();
		lockt.emulator.eventFaults.behindMs = 0;
		const [one] = happen(1);
		expect(idsOf(await poll(workflow))).toEqual([one]);
		expect(warnings()).toContain('60 events happened before the workflow was published');
	});

	it('later brings nothing twice, and loses nothing', async () => {
		const workflow = await publish();
		const first = happen(5);
		expect(idsOf(await poll(workflow))).toEqual(first);
		await lag();
		const seen: unknown[] = [];
		for (let n = 0; n < 4; n++) {
			lockt.emulator.eventFaults.behindMs = n % 2 === 0 ? QUARTER * 60_000 : 0;
			seen.push(...idsOf(await poll(workflow)));
			clock.wait(1);
		}
		expect(seen).toEqual(lockt.building.events.slice(-120).map(({ id }) => id));
	});
});

describe('a backup that was restored', () => {
	it('shows at once, and what happens from then on comes', async () => {
		const workflow = await publish();
		happen(100);
		expect(await poll(workflow)).toHaveLength(100);
		lockt.emulator.restoreBackup(60);
		expect(await poll(workflow)).toBeNull();
		clock.wait(2);
		const next = happen(5);
		expect(idsOf(await poll(workflow))).toEqual(next);
		expect(warnings()).toContain('Lockt numbers its events anew');
		clock.wait(1);
		const more = happen(2);
		expect(idsOf(await poll(workflow))).toEqual(more);
	});

	it('loses nothing when its numbers overtake those known', async () => {
		const workflow = await publish();
		happen(20);
		await poll(workflow);
		lockt.emulator.restoreBackup(20);
		clock.wait(2);
		const next = happen(160);
		expect(idsOf(await poll(workflow))).toEqual(next);
	});

	it('loses nothing when its workflow is published during the poll that finds it', async () => {
		const workflow = await publish();
		happen(20);
		await poll(workflow);
		lockt.emulator.restoreBackup(20);
		clock.wait(2);
		const next = happen(30);
		const old = poll(workflow);
		const published = lockt.engine.workflow(triggerNode(), storedOf(workflow));
		const first = poll(published);
		await old;
		expect(idsOf(await first)).toEqual(next);
	});

	it('is left again, when Lockt goes back to what was before', async () => {
		const workflow = await publish();
		happen(50);
		await poll(workflow);
		const real = [...lockt.building.events];
		lockt.emulator.restoreBackup(40);
		clock.wait(2);
		happen(3);
		expect(await poll(workflow)).toHaveLength(3);
		lockt.building.events.splice(0, Infinity, ...real);
		lockt.building.lastEventId = real.at(-1)!.id;
		clock.wait(1);
		expect(await poll(workflow)).toBeNull();
		const [one] = happen(1);
		expect(idsOf(await poll(workflow))).toEqual([one]);
	});
});

describe('publishing', () => {
	it.each([
		['a minute later', 1],
		['three weeks later', 3 * WEEK],
	])('anew with other filters %s tells nothing of before', async (_, minutes) => {
		const before = await publish(on('accessDenied'));
		lockt.emulator.tryDoor('denied');
		expect(await poll(before)).toHaveLength(1);
		for (let n = 0; n < 50; n++) lockt.emulator.tryDoor('granted');
		clock.wait(minutes);
		const published = lockt.engine.workflow(triggerNode(on('doorEvent')), storedOf(before));
		expect(await poll(published)).toBeNull();
		const [one] = happen(1);
		expect(idsOf(await poll(published))).toEqual([one]);
	});

	it("anew in n8n's durable mode counts, not what that has stored before", async () => {
		const before = await publish();
		const tick = (workflow: Workflow) => lockt.engine.poll(workflow, 'update', DURABLE_BUDGET_MS);
		happen(1);
		expect(await tick(before)).toHaveLength(1);
		const stored = storedOf(before);
		happen(20);
		clock.wait(3 * WEEK);
		const published = lockt.engine.workflow(triggerNode(), stored);
		expect(await lockt.engine.poll(published, 'update')).toBeNull();
		// What the poll of publishing stored for the node is thrown away there, unless items came.
		lockt.engine.restart();
		const { global } = storedOf(published);
		const [one] = happen(1);
		const ticking = lockt.engine.workflow(triggerNode(), { ...stored, global });
		expect(idsOf(await tick(ticking))).toEqual([one]);
	});
});

describe('a clock that is slow', () => {
	const TEN = 10 * 60_000;
	const HOUR_MS = 60 * 60_000;
	const shift = (date: string, ms: number) => new Date(Date.parse(date) - ms).toISOString();

	/** Says times of events as a slow clock tells them. */
	const slow = (events: object[], say: (hw: string) => object) => {
		for (const event of events) {
			Object.assign(event, say((event as { hw_time: string }).hw_time));
		}
	};
	/** What the polls bring of the hour after publishing, with a start of n8n in it, and what had happened. */
	async function hour(say: (hw: string) => object, restarts = true) {
		slow(lockt.building.events, say);
		let workflow = await publish();
		const [made, told]: unknown[][] = [[], []];
		for (let n = 0; n < 8; n++) {
			clock.wait(3);
			const event = lockt.emulator.tryDoor();
			slow([event], say);
			made!.push(event.id);
			if (restarts && n === 5) workflow = restart(workflow);
			const mode = restarts && n >= 5 ? 'init' : undefined;
			told!.push(...idsOf(await lockt.engine.poll(workflow, mode)));
		}
		return { made, told };
	}

	it('as Lockt itself says loses nothing of what happens after publishing', async () => {
		const answerTime = () => {
			const datetime_utc = shift(new Date(Date.now()).toISOString(), TEN);
			const body = JSON.stringify({ data: { timezone: 'America/New_York', datetime_utc } });
			lockt.emulator.faults = [{ kind: 'answer', status: 200, body, times: 9, on: '/time' }];
		};
		const { made, told } = await hour((hw) => {
			answerTime();
			return { hw_time: shift(hw, TEN), db_time: shift(hw, TEN) };
		});
		expect(told).toEqual(made);
		expect(warnings()).not.toContain('before the workflow was published');
	});

	it.each(['', null, '0001-01-01T00:00:00Z', '0000-00-00 00:00:00'])(
		'of locks loses nothing where Lockt does not say when it took an event in: %j',
		async (db_time) => {
			const late = await hour((hw) => ({ hw_time: shift(hw, HOUR_MS), db_time }));
			expect(late.told).toEqual(late.made);
		},
	);

	it('of locks that all say the same loses nothing', async () => {
		const { made, told } = await hour(
			() => ({ hw_time: '2000-01-01T00:00:00Z', db_time: null }),
			false,
		);
		expect(told).toEqual(made);
	});

	it('that nothing tells of is said in the log, with what is left out', async () => {
		slow(lockt.building.events, (hw) => ({ hw_time: shift(hw, TEN), db_time: shift(hw, TEN) }));
		const workflow = await publish();
		const events = [1, 2].map(() => lockt.emulator.tryDoor());
		slow(events, (hw) => ({ hw_time: shift(hw, TEN), db_time: shift(hw, TEN) }));
		expect(await poll(workflow)).toBeNull();
		const [first, last] = events.map(({ id }) => id);
		expect(warnings()).toContain(
			`2 events happened before the workflow was published, by Lockt's times, and count as seen: those from ID ${first} to ID ${last}`,
		);
	});
});

describe('publishing during a poll', () => {
	/** n8n throws away what the poll finds. */
	const during = async (former: object, next: object, meanwhile: () => void = () => undefined) => {
		const workflow = await publish(former);
		const before = [1, 2].map(() => lockt.emulator.tryDoor('denied').id);
		clock.wait(2);
		const old = poll(workflow);
		const published = lockt.engine.workflow(triggerNode(next), storedOf(workflow));
		const first = poll(published);
		meanwhile();
		await old;
		return { before, items: jsonOf(await first), published };
	};

	it('brings at once, marked, what n8n throws away, and goes on, also when n8n starts again', async () => {
		const { before, items, published } = await during({}, {});
		expect(items.map(({ eventId, redelivered }) => [eventId, redelivered])).toEqual(
			before.map((id) => [id, true]),
		);
		const missed = happen(1);
		clock.wait(1);
		expect(idsOf(await lockt.engine.poll(restart(published), 'init'))).toEqual(missed);
	});

	it('brings nothing of before that the filters of now keep back, also when n8n starts again', async () => {
		const { items, published } = await during({}, on('accessGranted'));
		expect(items).toEqual([]);
		const missed = [lockt.emulator.tryDoor('granted').id];
		clock.wait(1);
		const again = restart(published, on('accessGranted'));
		expect(idsOf(await lockt.engine.poll(again, 'init'))).toEqual(missed);
	});

	it.each([
		['', on('accessGranted')],
		[' where none were watched', { ...on('lowBattery'), options: { alertAlreadyLow: false } }],
	])('loses no event that happens while it waits%s', async (_, former) => {
		let last = 0;
		const { items, published } = await during(former, on('doorEvent'), () => {
			last = lockt.emulator.tryDoor('denied').id;
		});
		expect(items.map(({ eventId }) => eventId)).toEqual([last]);
		clock.wait(1);
		expect(await poll(published)).toBeNull();
	});

	it('and then anew brings what n8n threw away, and nothing of right before', async () => {
		const workflow = await publish(on('accessDenied'));
		const stored = storedOf(workflow);
		const thrownAway = lockt.emulator.tryDoor('denied').id;
		clock.wait(2);
		expect(await poll(workflow)).toHaveLength(1);
		lockt.emulator.tryDoor('granted');
		const published = lockt.engine.workflow(triggerNode(on('doorEvent')), stored);
		expect(idsOf(await poll(published))).toEqual([thrownAway]);
		expect(await poll(published)).toBeNull();
	});

	it('that watches events again brings none twice', async () => {
		const quiet = { ...on('lowBattery'), options: { alertAlreadyLow: false } };
		const { published } = await during({}, {});
		const resting = lockt.engine.workflow(triggerNode(quiet), storedOf(published));
		expect(await poll(resting)).toBeNull();
		const old = poll(resting);
		const watching = lockt.engine.workflow(triggerNode(), storedOf(resting));
		const first = poll(watching);
		await old;
		expect(await first).toBeNull();
	});

	it('that comes once more after a crash brings it', async () => {
		const replaying = { options: { afterCrash: 'replay' } };
		const { before, published } = await during(replaying, replaying);
		const started = restart(published, replaying);
		const old = lockt.engine.poll(started, 'init');
		const again = lockt.engine.workflow(triggerNode(replaying), storedOf(started));
		const first = poll(again);
		expect(idsOf(await old)).toEqual(before);
		expect(idsOf(await first)).toEqual(before);
	});

	it('that finds nothing loses nothing of what happens right afterwards', async () => {
		const workflow = await publish(on('accessDenied'));
		lockt.emulator.tryDoor('granted');
		clock.wait(2);
		const old = poll(workflow);
		const published = lockt.engine.workflow(triggerNode(on('doorEvent')), storedOf(workflow));
		expect(await poll(published)).toBeNull();
		expect(await old).toBeNull();
		const [one] = happen(1);
		clock.wait(1);
		expect(idsOf(await poll(published))).toEqual([one]);
	});

	it("does so in n8n's durable mode, too", async () => {
		const tick = (one: Workflow) => lockt.engine.poll(one, 'update', DURABLE_BUDGET_MS);
		const workflow = await publish(on('accessDenied'));
		lockt.emulator.tryDoor('granted');
		clock.wait(2);
		const stored = storedOf(workflow);
		const old = tick(lockt.engine.workflow(triggerNode(on('accessDenied')), stored));
		const published = lockt.engine.workflow(triggerNode(on('doorEvent')), stored);
		expect(await lockt.engine.poll(published, 'update')).toBeNull();
		expect(await old).toBeNull();
		const [one] = happen(1);
		clock.wait(1);
		expect(idsOf(await tick(lockt.engine.workflow(triggerNode(), stored)))).toEqual([one]);
	});

	it('three weeks after n8n threw away what a poll found brings that, and nothing else of before', async () => {
		const workflow = await publish();
		happen(1);
		await poll(workflow);
		const stored = storedOf(workflow);
		clock.wait(2);
		const thrownAway = happen(2);
		expect(await poll(workflow)).toHaveLength(2);
		happen(30);
		clock.wait(3 * WEEK);
		const published = lockt.engine.workflow(triggerNode(), stored);
		const items = jsonOf(await poll(published));
		expect(items.map(({ eventId, redelivered }) => [eventId, redelivered])).toEqual(
			thrownAway.map((id) => [id, true]),
		);
		const [one] = happen(1);
		clock.wait(1);
		expect(idsOf(await poll(published))).toEqual([one]);
	});
});

describe('a start of n8n', () => {
	const restarted = async (catchUpHours: number) => {
		const options = { options: { catchUpHours } };
		const before = await publish(options);
		const old = happen(3);
		clock.wait(30 * HOUR);
		const recent = happen(2);
		const items = jsonOf(await lockt.engine.poll(restart(before, options), 'init'));
		return { old, recent, items };
	};

	it('brings what happened while it was down, of a day', async () => {
		const { recent, items, old } = await restarted(24);
		expect(items.map(({ trigger }) => trigger)).toContain('gap');
		expect(items.slice(1).map(({ eventId }) => eventId)).toEqual(recent);
		expect(warnings()).toContain(`${old.length} events are older than 'Catch Up (Hours)'`);
	});

	it('finds nothing too old that happens after it, however long Lockt shows old answers', async () => {
		const before = await publish();
		happen(1);
		await poll(before);
		lockt.emulator.eventFaults.behindMs = HOUR * 60_000;
		const workflow = restart(before);
		expect(await lockt.engine.poll(workflow, 'init')).toBeNull();
		const next = happen(2);
		clock.wait(30 * HOUR);
		expect(idsOf(await lockt.engine.poll(workflow, 'init'))).toEqual(next);
	});

	it('brings all that Lockt has, if wanted', async () => {
		const { old, recent, items } = await restarted(0);
		expect(items.map(({ eventId }) => eventId)).toEqual([...old, ...recent]);
	});
});

describe('one of the things that are watched', () => {
	it.each([
		['/doorstate', 'accessDenied'],
		['/events', 'lowBattery'],
	])('failing at %s does not hold back the other', async (path, trigger) => {
		const workflow = await publish({
			...on('accessDenied', 'lowBattery'),
			options: { alertAlreadyLow: false },
		});
		lockt.emulator.tryDoor('denied');
		const [door] = [...lockt.building.doors.values()].filter((one) => (one.battery ?? 0) > 30);
		door!.battery = 3;
		lockt.emulator.faults = [{ kind: 'status500', on: path, times: 1 }];
		expect(jsonOf(await poll(workflow)).map((item) => item.trigger)).toEqual([trigger]);
		expect(await poll(workflow)).toHaveLength(1);
		expect(await poll(workflow)).toBeNull();
	});
});

describe('another API user', () => {
	it('of the same site goes on', async () => {
		const workflow = await publish();
		const missed = happen(2);
		lockt.engine.credential.apiUser = lockt.emulator.credential.apiUser = 'another-user';
		expect(idsOf(await poll(workflow))).toEqual(missed);
	});
});

describe('the time of the site that is not told', () => {
	const utc = { timezone: 'UTC', offset: -5, datetime_utc: '2027-01-01 12:00:00' };
	const contradicting = { ...utc, datetime_local: '2027-01-01 07:00:00' };
	const noLicence = { error: 'Your licence does not include this endpoint' };

	it.each<[number, object]>([
		[200, { data: [contradicting] }],
		[200, { data: [{ ...contradicting, timezone: 'Europe/Berlin' }] }],
		[200, { data: [noLicence] }],
		[400, noLicence],
		[403, noLicence],
		[404, {}],
	])('keeps no event back: %i %j', async (status, said) => {
		const body = JSON.stringify(said);
		lockt.emulator.faults = [{ kind: 'answer', status, body, on: '/time' }];
		const workflow = await publish();
		const happened = happen(2);
		const items = await poll(workflow);
		expect(idsOf(items)).toEqual(happened);
		expect(warnings()).toMatch(/time zone.* Dates stay as Lockt sends them/);
	});
});

describe('a site whose time cannot be had', () => {
	const silent = (kind: FaultKind) => [{ kind, on: '/time' }];
	const isZoned = { time: expect.stringMatching(/T.*-0[45]:00$/) as string };
	const isRaw = {
		time: '',
		timeText: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
	};
	beforeEach(() => {
		lockt.emulator.readings.dateForm = 'local';
	});

	it.each<FaultKind>([
		...(['status500', 'status503', 'status429', 'cut', 'hangUp'] as const),
		...(['htmlPage', 'truncatedJson', 'unlicensed', 'echoesKey'] as const),
	])('is waited for a moment, and then gone on without: %s', async (kind) => {
		const workflow = await publish();
		lockt.emulator.faults = silent(kind);
		const event = lockt.emulator.tryDoor();
		const polls: unknown[] = [];
		for (let n = 0; n < 4; n++) {
			polls.push(...idsOf(await poll(workflow).catch(() => null)));
			clock.wait(1);
		}
		expect(polls).toEqual([event.id]);
		expect(warnings().match(/Lockt did not say the site's time zone/g)).toHaveLength(1);
		expect(warnings()).not.toContain(lockt.emulator.credential.apiKey);

		const raw = lockt.emulator.tryDoor();
		expect(jsonOf(await poll(workflow))).toMatchObject([{ eventId: raw.id, ...isRaw }]);
		expect(warnings()).toContain("they stand there, and 'time' is blank");

		lockt.emulator.faults = [];
		clock.wait(1);
		const { id } = lockt.emulator.tryDoor();
		expect(jsonOf(await poll(workflow))).toMatchObject([{ eventId: id, ...isZoned }]);
	});

	it('is told as before, where it was known', async () => {
		const workflow = await publish();
		happen(1);
		await poll(workflow);
		lockt.emulator.faults = silent('status500');
		const { id } = lockt.emulator.tryDoor();
		expect(jsonOf(await poll(workflow))).toMatchObject([{ eventId: id, ...isZoned }]);
		expect(warnings()).toContain('told before, America/New_York');
	});

	it('makes no poll wait more than once a minute', async () => {
		const workflow = await publish({ ...on('doorEvent', 'repeatedDenials') });
		lockt.emulator.faults = silent('unlicensed');
		happen(1);
		expect(await poll(workflow)).toHaveLength(1);
		happen(1);
		expect(await poll(workflow)).toHaveLength(1);
		expect(lockt.asked().filter((one) => one === 'GET /time')).toHaveLength(1);
	});

	it('fails a start as long as Lockt is wholly out of reach, but no longer', async () => {
		const before = await publish();
		const missed = happen(2);
		const workflow = restart(before);
		lockt.emulator.faults = [{ kind: 'hangUp' }];
		expect(await lockt.engine.poll(workflow, 'init')).toBeNull();
		clock.wait(10);
		await expect(lockt.engine.poll(workflow, 'init')).rejects.toThrow();
		lockt.emulator.faults = silent('status500');
		await expect(lockt.engine.poll(workflow, 'init')).rejects.toThrow();
		clock.wait(3);
		expect(idsOf(await lockt.engine.poll(workflow, 'init'))).toEqual(missed);
	});
});

describe('a lock whose clock was reset', () => {
	it.each([['just after publishing'], ['while n8n was down']])(
		'says an old time, and its event comes all the same: %s',
		async (when) => {
			const published = await publish();
			const happened = lockt.emulator.tryDoor();
			Object.assign(happened, { hw_time: '1970-01-01T00:00:03.000Z', db_time: '' });
			const id = happened.id;
			const [later] = happen(1);
			const down = when === 'while n8n was down';
			const workflow = down ? restart(published) : published;
			const items = await lockt.engine.poll(workflow, down ? 'init' : undefined);
			expect(idsOf(items)).toEqual([id, later]);
		},
	);
});

describe('IDs beyond what a number holds', () => {
	it('are gone on from', async () => {
		const at = (minute: number) => new Date(Date.now() + minute * 60_000).toISOString();
		const event = (id: string, minute: number) => ({ id, device: 'Core', db_time: at(minute) });
		const said: object[] = [event('9007199254740993', 0), event('9007199254740995', 0)];
		const answer = () => {
			lockt.emulator.faults = [
				{ kind: 'answer', on: '/events', body: JSON.stringify({ data: said }), times: 9 },
			];
		};
		answer();
		const workflow = await publish();
		said.push(event('9007199254740994', 2), event('9007199254740996', 2));
		answer();
		expect(idsOf(await poll(workflow))).toEqual(['9007199254740994', '9007199254740996']);
		answer();
		expect(await poll(workflow)).toBeNull();
	});
});

describe('a server that fails where it is asked for the events from one on', () => {
	const BY_ID = 'GET /events\\?id=';
	const failures = ['status500', 'htmlPage', 'truncatedJson', 'hangUp'] satisfies FaultKind[];

	/** Polls every minute, an event before each. @returns what happened, what came of it, and how many polls failed */
	async function pollOn(workflow: Workflow, polls: number) {
		const happened: unknown[] = [];
		const items: Array<ReturnType<typeof jsonOf>[number]> = [];
		let failed = 0;
		for (let n = 0; n < polls; n++) {
			happened.push(...happen(1));
			await poll(workflow).then(
				(output) => items.push(...jsonOf(output)),
				() => failed++,
			);
			clock.wait(1);
		}
		return { happened, items, failed };
	}

	it.each(failures)('is asked for all, and nothing is lost or comes twice: %s', async (kind) => {
		const workflow = await publish();
		lockt.emulator.faults = [{ kind, on: BY_ID, times: Infinity }];
		const during = await pollOn(workflow, 14);
		expect(during.failed).toBe(2);
		expect(during.items.map(({ eventId }) => eventId)).toEqual(during.happened);
		lockt.emulator.faults = [];
		const after = await pollOn(workflow, 8);
		expect(after.items.map(({ eventId }) => eventId)).toEqual(after.happened);
		const asked = lockt.asked().filter((one) => one.startsWith('GET /events'));
		expect(asked.at(-1)).toContain('?id=');
		expect(warnings().match(/keeps failing/g)).toHaveLength(1);
	});

	it.each(['status500', 'echoesKey', 'status429'] satisfies FaultKind[])(
		'is not where it fails at whatever it is asked: %s',
		async (kind) => {
			const workflow = await publish();
			lockt.emulator.faults = [{ kind, times: Infinity }];
			const during = await pollOn(workflow, 4);
			expect(during).toMatchObject({ failed: 4, items: [] });
			lockt.emulator.faults = [];
			expect(idsOf(await poll(workflow))).toEqual(during.happened);
		},
	);

	it.each([
		['loses nothing in a bad moment', 5],
		['tells a gap where it lasts', Infinity],
	])('%s, if all it has at once does not reach back', async (_, times) => {
		const workflow = await publish();
		const happened = happen(3);
		const body = JSON.stringify({ data: lockt.building.events.slice(-2) });
		lockt.emulator.faults = [
			{ kind: 'status500', on: BY_ID, times },
			{ kind: 'answer', body, on: 'GET /events$', times: Infinity },
		];
		const items: ReturnType<typeof jsonOf> = [];
		for (let n = 0; n < 12; n++) {
			const output = await poll(workflow).catch(() => null);
			items.push(...jsonOf(output));
			clock.wait(1);
		}
		const ids = items.filter(({ trigger }) => trigger !== 'gap').map(({ eventId }) => eventId);
		expect(ids).toEqual(times === Infinity ? happened.slice(1) : happened);
		expect(items).toHaveLength(3);
	});
});
