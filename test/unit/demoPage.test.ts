import { actionsOf, chargeBatteries, officeHours } from '../../demo/actions';
import type { Demo } from '../../demo/demo';
import { startMailbox, type Mailbox } from '../../demo/mailbox';
import { startEmulator, type Emulator } from '../../emulator/server';

describe('the page of the demo', () => {
	// A Wednesday evening in New York, where it is Thursday already elsewhere.
	const now = () => new Date('2027-03-04T02:30:00Z');
	let emulator: Emulator;
	let mailbox: Mailbox;
	let started: unknown[];
	beforeEach(async () => {
		emulator = await startEmulator({ now });
		chargeBatteries(emulator);
		mailbox = await startMailbox(0, emulator.building.timezone);
		started = [];
		const rest = (_: string, path: string) => {
			started.push(path);
			return Promise.resolve({ executionId: '1' });
		};
		const byHand = { 'new-hire-to-door-access': 'H', 'leaver-access-off': 'L' };
		mailbox.actions.push(...actionsOf({ emulator, n8n: { rest }, byHand } as unknown as Demo));
	});
	afterEach(async () => {
		await emulator.stop();
		await mailbox.stop();
	});

	const press = async (name: string) =>
		(await fetch(`${mailbox.url}/actions/${name}`, { method: 'POST' })).status;
	const newest = () => emulator.building.events.at(-1)!;
	const lowDoors = () =>
		[...emulator.building.doors.values()].filter(
			({ battery }) => battery !== null && battery <= 20,
		);

	it('shows a button for each thing that can happen, and says what comes of it', async () => {
		const shown = (await (await fetch(`${mailbox.url}/actions`)).json()) as object[];
		expect(shown.map((action) => Object.keys(action))).toEqual(
			Array.from({ length: 5 }, () => ['name', 'label', 'says']),
		);
	});

	it('knows the clock of the building, by which the mails tell what happened', async () => {
		const clock = (await (await fetch(`${mailbox.url}/clock`)).json()) as object;
		expect(clock).toEqual({ timeZone: 'America/New_York' });
	});

	it('lets somebody be turned away, in office hours or after them', async () => {
		const before = emulator.building.lastEventId;
		expect(await press('denied')).toBe(204);
		expect(newest()).toMatchObject({ code_text: 'Access Denied' });
		expect(officeHours(emulator).days).toEqual([true, true, true, true, true, false, false]);

		expect(await press('after-hours')).toBe(204);
		expect(newest()).toMatchObject({ code_text: 'Access Denied' });
		expect(officeHours(emulator).days).toEqual([true, true, false, true, true, false, false]);
		expect(emulator.building.lastEventId).toBeGreaterThan(before);
	});

	it('lets the battery of another door run low each time', async () => {
		expect(lowDoors()).toEqual([]);
		await press('battery');
		await press('battery');
		expect(lowDoors()).toHaveLength(2);
	});

	it('starts the workflows of HR', async () => {
		await press('hire');
		await press('leaver');
		expect(started).toEqual(['/rest/workflows/H/run', '/rest/workflows/L/run']);
	});

	it('knows no other', async () => {
		expect(await press('unlock')).toBe(404);
	});
});
