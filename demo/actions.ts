import { find } from '../emulator/building/building';
import { localTime } from '../emulator/building/clock';
import type { Emulator } from '../emulator/server';
import type { Demo } from './demo';
import type { Action } from './mailbox';
import { runWorkflow } from './n8n';

/** Below what the example takes for low. */
const LOW_PERCENT = 12;

/** What the buttons of the demo's page do: each starts one of the workflows, or lets the building start it. */
export function actionsOf({
	emulator,
	n8n,
	byHand,
}: Pick<Demo, 'emulator' | 'n8n' | 'byHand'>): Action[] {
	return [
		{
			name: 'denied',
			label: 'Somebody is turned away',
			says: 'The mail to reception comes within a minute; outside office hours one to security, too.',
			run: () => emulator.tryDoor('denied'),
		},
		{
			name: 'after-hours',
			label: 'Somebody is turned away after hours',
			says: 'There are no office hours today any more: the mails to security and to reception come within a minute.',
			run: () => {
				closeToday(emulator);
				emulator.tryDoor('denied');
			},
		},
		{
			name: 'battery',
			label: 'A battery runs low',
			says: 'The mail to the caretaker comes within a minute.',
			run: () => {
				lowerBattery(emulator);
			},
		},
		{
			name: 'hire',
			label: 'Nora starts',
			says: 'Nora gets a mail with her key in a few seconds; once, however often HR sends the row.',
			run: () => runWorkflow(n8n, byHand['new-hire-to-door-access']),
		},
		{
			name: 'leaver',
			label: 'Heidi leaves',
			says: 'Her access is off, and her fob is taken back: the mails to security come in a few seconds.',
			run: () => runWorkflow(n8n, byHand['leaver-access-off']),
		},
	];
}

/** The schedule that the demo's workflow goes by. */
export function officeHours({ building }: Emulator) {
	return find(building.schedules, ({ name }) => name === 'Office Hours')!;
}

/** Takes today, by the time of the building, off its office hours. */
function closeToday(emulator: Emulator): void {
	const { building } = emulator;
	const today = new Date(localTime(building.now(), building.timezone).slice(0, 10)).getUTCDay();
	// Monday comes first.
	officeHours(emulator).days[(today + 6) % 7] = false;
}

/** Charges all batteries, so that the first mails are those that somebody asked for. */
export function chargeBatteries({ building }: Emulator): void {
	for (const door of building.doors.values()) if (door.battery !== null) door.battery = 90;
}

function lowerBattery({ building }: Emulator): void {
	const door = find(building.doors, ({ battery }) => battery !== null && battery > LOW_PERCENT * 2);
	if (door) door.battery = LOW_PERCENT;
}
